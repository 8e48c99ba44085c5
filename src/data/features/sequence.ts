import type { FeatureOf } from '../../spec/features.ts';
import { STEP_WIDTH } from '../../spec/features/sequence.ts';
import { writtenCell } from '../frame.ts';
import type { Wrong } from '../problems.ts';
import { createScale, scaled } from '../scale.ts';
import { ofOneColumn, type EncoderBase } from './kind.ts';
import { readList } from './vector.ts';

/** Each step: value -> [(value - shift) * factor, 1]; zeros in front of lists that are shorter. */
export interface SequenceEncoder extends EncoderBase<'sequence'> {
  readonly scale: 'standard' | 'minMax' | 'none';
  readonly length: number;
  readonly shift: number;
  readonly factor: number;
}

/** Longer ones of training rows are cut, where the spec does not say otherwise: a recurrent layer takes a step after the other. */
const LONGEST = 1000;

/** A list of numbers of any length, in an input of its own. */
export const sequence = ofOneColumn<FeatureOf<'sequence'>, SequenceEncoder>({
  fitter(name, { maxLength, scale }) {
    const measure = createScale(scale);
    let longest = 1;
    return {
      add(column, problems) {
        for (let row = 0; row < column.length; row++) {
          const steps = readSteps(writtenCell(column, row));
          if (steps === undefined) {
            problems.add(name, row, NO_LIST);
            continue;
          }
          longest = Math.max(longest, steps.length);
          for (let i = 0; i < steps.length; i++) measure.add(steps[i]!);
        }
      },
      finish: () => ({ name, type: 'sequence', scale, length: maxLength ?? Math.min(longest, LONGEST), ...measure.finish() }),
    };
  },
  parts: ({ length }) => Array.from({ length }, (_, i) => [{ of: `step ${i}`, isNumber: true }, { of: `whether step ${i} is there`, isNumber: false }]).flat(), // prettier-ignore
  shape: ({ length }) => [length, STEP_WIDTH],
  write({ name, length, shift, factor }, column, { values, width, offset }, problems) {
    for (let row = 0; row < column.length; row++) {
      const steps = readSteps(writtenCell(column, row));
      if (steps === undefined) {
        problems.add(name, row, NO_LIST);
        continue;
      }
      const count = Math.min(steps.length, length);
      let at = row * width + offset + (length - count) * STEP_WIDTH;
      for (let i = steps.length - count; i < steps.length; i++, at += STEP_WIDTH) {
        const value = Math.fround(scaled(steps[i]!, shift, factor));
        if (!Number.isFinite(value)) problems.add(name, row, TOO_LARGE);
        values[at] = value;
        values[at + 1] = 1;
      }
    }
  },
});

/** The numbers of a list, none where the cell is empty. */
function readSteps(cell: unknown): ArrayLike<number> | undefined {
  const isEmpty = cell === undefined || cell === null || (Array.isArray(cell) && cell.length === 0);
  if (isEmpty || (typeof cell === 'string' && /^\s*(\[\s*\])?\s*$/.test(cell))) return [];
  return readList(cell);
}

const NO_LIST: Wrong = { expected: 'a list of numbers, such as [1, 2] or "1 2",', fix: 'correct the cells or leave the rows out' };
const TOO_LARGE: Wrong = { expected: 'numbers that fit in float32 once scaled', fix: 'correct the cells or leave the rows out' };
