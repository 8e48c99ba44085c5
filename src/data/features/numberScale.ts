import type { FeatureOf } from '../../spec/features.ts';
import type { Target } from '../fitter.ts';
import { createScale, scaled, scaleOfSpan, type Scaled } from '../scale.ts';
import { createNumberSample, KEPT_NUMBERS, quantileOf } from '../statistics/numberSample.ts';
import type { Part } from './kind.ts';

type ScaleWord = FeatureOf<'number'>['scale'];

/** value -> (value - shift) * factor; with log1p, of sign(value) log(1 + |value|). */
interface LinearScale extends Scaled {
  readonly scale: Exclude<ScaleWord, 'quantile' | 'standardAndLog1p'>;
}

/** value -> (value - shift) * factor, and the same of sign(value) log(1 + |value|) by `log`. */
interface DoubleScale extends Scaled {
  readonly scale: 'standardAndLog1p';
  readonly log: Scaled;
}

/**
 * value -> for each bin how far through it the value is: 0 below it, 1 above it. (The piecewise-linear encoding of Y. Gorishniy,
 * I. Rubachev and A. Babenko, "On Embeddings for Numerical Features in Tabular Deep Learning", NeurIPS 2022, section 3.2; but
 * beyond the first and the last bin it stays 0 and 1, so that no outlier is large.)
 */
interface BinnedScale {
  readonly scale: 'quantile';
  /** Ends of the bins, rising: one more than there are bins; only one where all rows have the same number. */
  readonly edges: readonly number[];
}

export type NumberScale = LinearScale | DoubleScale | BinnedScale;

const isBinned = (scale: NumberScale): scale is BinnedScale => scale.scale === 'quantile';

interface Measure {
  addAll(values: Float64Array): void;
  finish(): NumberScale;
}

/** Learns how to scale numbers that come one by one. Quantiles are exact up to 100 000 rows; the ends always are. */
export function createNumberScale(scale: ScaleWord, bins: number, seed: number): Measure {
  switch (scale) {
    case 'robust':
      return middleHalf(seed);
    case 'quantile':
      return equalBins(bins, seed);
    case 'log1p': {
      const measure = createScale('standard');
      return { addAll: (values) => measure.addAll(values.map(signedLog)), finish: () => ({ scale, ...measure.finish() }) };
    }
    case 'standardAndLog1p': {
      const [measure, log] = [createScale('standard'), createScale('standard')];
      return {
        addAll(values) {
          measure.addAll(values);
          log.addAll(values.map(signedLog));
        },
        finish: () => ({ scale, ...measure.finish(), log: log.finish() }),
      };
    }
    default: {
      const measure = createScale(scale);
      return { addAll: (values) => measure.addAll(values), finish: () => ({ scale, ...measure.finish() }) };
    }
  }
}

const signedLog = (value: number): number => Math.sign(value) * Math.log1p(Math.abs(value));

/** The median to 0, the width of the middle half to 1; by the deviation where half of all rows have one number. */
function middleHalf(seed: number): Measure {
  const sample = createNumberSample(KEPT_NUMBERS, seed);
  const spread = createScale('standard');
  return {
    addAll(values) {
      sample.addAll(values);
      spread.addAll(values);
    },
    finish() {
      const sorted = sample.sorted();
      const [low, median, high] = [0.25, 0.5, 0.75].map((share) => quantileOf(sorted, share));
      const factor = low === high ? spread.finish().factor : scaleOfSpan(low!, high!);
      return { scale: 'robust', shift: median!, factor };
    },
  };
}

function equalBins(bins: number, seed: number): Measure {
  const sample = createNumberSample(KEPT_NUMBERS, seed);
  return {
    addAll: (values) => sample.addAll(values),
    finish() {
      const sorted = sample.sorted();
      const inner = Array.from({ length: bins - 1 }, (_, i) => quantileOf(sorted, (i + 1) / bins));
      const edges = [...new Set([sample.least, ...inner, sample.most])].sort((a, b) => a - b);
      return { scale: 'quantile', edges };
    },
  };
}

/** The numbers that a value becomes. */
export function partsOfScale(scale: NumberScale): readonly Part[] {
  if (scale.scale === 'standardAndLog1p') return [{ isNumber: true }, { of: 'logarithm', isNumber: true }];
  if (!isBinned(scale)) return [{ isNumber: true }];
  const { edges } = scale;
  return edges
    .slice(0, Math.max(1, edges.length - 1))
    .map((edge, i) => ({ of: `${figure(edge)} to ${figure(edges[i + 1] ?? edge)}`, isNumber: false }));
}

const figure = (value: number) => String(Number(value.toPrecision(4)));

/**
 * Is asked about a row that cannot be written: its value does not fit in float32, or (undefined) there is none. Gives the value to
 * write instead, where there is one.
 */
type Otherwise = (row: number, value: number | undefined) => number | undefined;

/** Writes the numbers of a column; those that are NaN, or stand for none, are none. */
type WriteColumn = (numbers: Float64Array, gaps: ReadonlySet<number>, otherwise: Otherwise) => void;

/** Loops of their own for what most columns are, since a function that is handed each number costs more than the work itself. */
export function writeScaled(scale: NumberScale, into: Target): WriteColumn {
  if (scale.scale === 'quantile' || scale.scale === 'standardAndLog1p') return writeEach(writeOne(scale, into));
  const { values, width, offset } = into;
  const { shift, factor } = scale;
  const isLog = scale.scale === 'log1p';
  return (numbers, gaps, otherwise) => {
    const hasGaps = gaps.size > 0;
    for (let row = 0, at = offset; row < numbers.length; row++, at += width) {
      let value = numbers[row]!;
      if (Number.isNaN(value) || (hasGaps && gaps.has(value))) value = otherwise(row, undefined) ?? NaN;
      if (Number.isNaN(value)) continue;
      const result = Math.fround(scaled(isLog ? signedLog(value) : value, shift, factor));
      values[at] = result;
      if (!Number.isFinite(result)) otherwise(row, value);
    }
  };
}

const writeEach =
  (write: (row: number, value: number) => boolean): WriteColumn =>
  (numbers, gaps, otherwise) => {
    for (let row = 0; row < numbers.length; row++) {
      const number = numbers[row]!;
      const value = Number.isNaN(number) || gaps.has(number) ? otherwise(row, undefined) : number;
      if (value !== undefined && !write(row, value)) otherwise(row, value);
    }
  };

/** Writes a value; says whether it fits in float32. */
function writeOne(
  scale: Extract<NumberScale, { scale: 'quantile' | 'standardAndLog1p' }>,
  { values, width, offset }: Target,
): (row: number, value: number) => boolean {
  if (isBinned(scale)) {
    const { edges } = scale;
    return (row, value) => {
      const at = row * width + offset;
      for (let i = 0; i + 1 < edges.length; i++) values[at + i] = through(value, edges[i]!, edges[i + 1]!);
      return true;
    };
  }
  const [write, writeLog] = [writeLinear(scale, false), writeLinear(scale.log, true)];
  return (row, value) => write(values, row * width + offset, value) && writeLog(values, row * width + offset + 1, value);
}

const writeLinear =
  ({ shift, factor }: Scaled, isLog: boolean) =>
  (values: Target['values'], at: number, value: number): boolean => {
    const result = Math.fround(scaled(isLog ? signedLog(value) : value, shift, factor));
    values[at] = result;
    return Number.isFinite(result);
  };

/** How far through a bin a value is, 0 to 1. */
function through(value: number, low: number, high: number): number {
  if (value <= low) return 0;
  if (value >= high) return 1;
  const wide = high - low;
  // Halves, where the whole is more than a number holds.
  return Number.isFinite(wide) ? (value - low) / wide : (value / 2 - low / 2) / (high / 2 - low / 2);
}
