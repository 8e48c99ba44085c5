import { deriveSeed } from '../../random.ts';
import type { FeatureOf } from '../../spec/features.ts';
import type { Target } from '../fitter.ts';
import type { Column } from '../frame.ts';
import { createMostFrequent } from '../frequent.ts';
import { NO_NUMBER, TOO_LARGE } from '../number.ts';
import type { Wrong } from '../problems.ts';
import { createScale } from '../scale.ts';
import { createNumberSample, KEPT_NUMBERS, quantileOf } from '../statistics/numberSample.ts';
import { createGaps, indicatorPart, keepGaps, type Gaps, type GapsKept } from './gaps.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';
import { createNumberScale, partsOfScale, writeScaled, type NumberScale } from './numberScale.ts';

/** How a column of numbers is scaled, and what a missing one becomes. */
export type NumberFeature = EncoderBase<'number'> &
  NumberScale &
  GapsKept & {
    /** The number that a missing one is taken for; without it a missing one is an error. */
    readonly fill?: number;
  };

type Spec = FeatureOf<'number'>;

/** One number, scaled. */
export const number = ofOneColumn<Spec, NumberFeature>({
  fitter(name, { scale, bins = 10, missing = 'error', missingIndicator = true, missingValues }) {
    const measure = createNumberScale(scale, bins, deriveSeed(0, 'quantiles', name));
    const filling = createFilling(missing, deriveSeed(0, 'median', name));
    const gaps = createGaps(missingValues);
    const wrong = missing === 'error' ? NO_NUMBER_HERE : NEITHER;
    let count = 0;
    let missed = 0;
    return {
      add(column, problems) {
        const values = knownNumbers(column, gaps, (row) => {
          if (missing === 'error' || !gaps.has(column.cell(row))) problems.add(name, row, wrong);
          else missed++;
        });
        measure.addAll(values);
        filling.addAll(values);
        count += values.length;
      },
      finish(problems) {
        if (count === 0 && missed > 0) problems.addColumn(name, NONE_THERE);
        const fill = filling.finish();
        const kept = keepGaps(missingValues, missingIndicator && missed > 0);
        return { name, type: 'number', ...measure.finish(), ...(fill === undefined ? {} : { fill }), ...kept };
      },
    };
  },
  parts(encoder): readonly Part[] {
    return [...partsOfScale(encoder), ...(encoder.hasIndicator ? [indicatorPart] : [])];
  },
  write(encoder, column, into, problems) {
    const gaps = createGaps(encoder.missingValues);
    const wrong = encoder.fill === undefined ? NO_NUMBER_LATER : NEITHER;
    const write = writeScaled(encoder, into);
    const told = encoder.hasIndicator ? into.offset + partsOfScale(encoder).length : undefined;
    write(column.numbers(), gaps.numbers, (row, value) => {
      if (value !== undefined) problems.add(encoder.name, row, TOO_LARGE);
      else if (encoder.fill === undefined || !gaps.has(column.cell(row))) problems.add(encoder.name, row, wrong);
      else {
        if (told !== undefined) setOne(into, row, told);
        return encoder.fill;
      }
      return undefined;
    });
  },
});

const setOne = ({ values, width }: Target, row: number, at: number) => (values[row * width + at] = 1);

/** The numbers of the rows that have one, in their order; calls back with the others. */
function knownNumbers(column: Column, { numbers: codes }: Gaps, without: (row: number) => void): Float64Array {
  const numbers = column.numbers();
  let known: Float64Array | undefined; // where some row has none
  let count = 0;
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row]!;
    if (Number.isNaN(value) || (codes.size > 0 && codes.has(value))) {
      known ??= numbers.slice();
      without(row);
    } else {
      if (known !== undefined) known[count] = value;
      count++;
    }
  }
  return known?.subarray(0, count) ?? numbers;
}

interface Filling {
  addAll(values: Float64Array): void;
  /** What a missing number is taken for; undefined where there is nothing. */
  finish(): number | undefined;
}

function createFilling(missing: NonNullable<Spec['missing']>, seed: number): Filling {
  const ignore = () => undefined;
  switch (missing) {
    case 'error':
      return { addAll: ignore, finish: ignore };
    case 'mean': {
      const scale = createScale('standard');
      return { addAll: (values) => scale.addAll(values), finish: () => scale.finish().shift };
    }
    case 'median': {
      const sample = createNumberSample(KEPT_NUMBERS, seed);
      return { addAll: (values) => sample.addAll(values), finish: () => quantileOf(sample.sorted(), 0.5) };
    }
    case 'mostFrequent':
      return mostFrequent();
    default:
      return { addAll: ignore, finish: () => missing };
  }
}

function mostFrequent(): Filling {
  const { add, finish } = createMostFrequent();
  return { addAll: (values) => values.forEach(add), finish };
}

const NO_NUMBER_HERE: Wrong = {
  ...NO_NUMBER,
  fix: 'write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category"',
};
const NO_NUMBER_LATER: Wrong = {
  ...NO_NUMBER,
  fix: 'correct the cells or leave the rows out (texts in rows are read with a decimal point, or as the table of the training writes them); a model trained with "missing": "mean" for the column takes empty ones, and texts that its "missingValues" list',
};
const NEITHER: Wrong = {
  expected: 'a number, or a text that stands for none,',
  fix: 'correct the cells, or list what stands for none: "missingValues": ["..."]; a column of words is a "category"',
};
const NONE_THERE = { expected: 'a number in one row at least', received: 'none', fix: 'make it an "ignore" column' };
