import type { TargetOf } from '../../spec/target.ts';
import { NO_NUMBER, TOO_LARGE } from '../number.ts';
import type { Wrong } from '../problems.ts';
import type { TargetKind } from './kind.ts';

/** value -> value / mean; what the network answers is the logarithm of that. */
export interface CountEncoder {
  readonly name: string;
  readonly type: 'count';
  /** Of the training rows. */
  readonly mean: number;
}

const NO_COUNT: Wrong = { expected: 'a count, a whole number from 0 on', fix: 'correct the cells; other numbers are a "number"' };

const wrongWith = (value: number): Wrong | undefined =>
  Number.isNaN(value) ? NO_NUMBER : Number.isInteger(value) && value >= 0 ? undefined : NO_COUNT;

/** The exponential of more than this is no float32. */
const MOST = 88;

/** How often something comes: the exponential of what the network answers, times the mean of the training rows. */
export const count: TargetKind<TargetOf<'count'>, CountEncoder> = {
  fitter(name) {
    let rows = 0;
    let sum = 0;
    return {
      add(column, problems) {
        column.numbers().forEach((value, row) => {
          const wrong = wrongWith(value);
          if (wrong !== undefined) return problems.add(name, row, wrong);
          rows++;
          sum += value;
        });
      },
      finish: () => ({ name, type: 'count', mean: sum > 0 ? sum / rows : 1 }),
    };
  },
  width: () => 1,
  write({ name, mean }, column, { values, width, offset }, problems) {
    column.numbers().forEach((value, row) => {
      const scaled = Math.fround(value / mean);
      values[row * width + offset] = scaled;
      const wrong = wrongWith(value) ?? (Number.isFinite(scaled) ? undefined : TOO_LARGE);
      if (wrong !== undefined) problems.add(name, row, wrong);
    });
  },
  decode: ({ mean }, output) => ({ value: expected(output[0]!, mean) }),
  toUnits: ({ mean }, values) => Float64Array.from(values, (value) => value * mean),
  answersToUnits: ({ mean }, values) => Float64Array.from(values, (value) => expected(value, mean)),
  task: () => 'count',
  combine: (all) => all[0]!,
  convert: (from, to) => ({ width: 1, columns: [{ source: 0, factor: 1, shift: Math.log(from.mean / to.mean) }] }),
};

const expected = (logarithm: number, mean: number): number => Math.exp(Math.min(logarithm, MOST)) * mean;
