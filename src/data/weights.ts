import { targetLabels } from '../metrics/labels.ts';
import { DataError } from '../errors.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';
import type { Frame } from './frame.ts';
import { gatherProblems, type CellProblems } from './problems.ts';

/** What says how much rows count. */
export interface Weighing {
  /** Of each row, [rows], numbers >= 0. */
  readonly sampleWeight?: ArrayLike<number>;
  readonly classes?: {
    readonly classWeight: NonNullable<NormalisedTraining['classWeight']>;
    /** The classes by number, as `classWeight` calls them. */
    readonly names: readonly string[];
    /** The class of each row, by number. */
    readonly labels: ArrayLike<number>;
  };
}

/**
 * How much each of some rows counts: the weight of its class times its own, [rows]. Nothing where all count alike because
 * neither is given. A class that is not named counts 1. All may be 0 where the rows are only a part of those that there are.
 */
export function rowWeights(rows: number, { sampleWeight, classes }: Weighing): Float32Array | undefined {
  if (sampleWeight === undefined && classes === undefined) return undefined;
  const byClass = classes && weightsByClass(classes);
  return Float32Array.from({ length: rows }, (_, i) => (byClass?.[classes!.labels[i]!] ?? 1) * (sampleWeight?.[i] ?? 1));
}

/** The weight of each class by number. Balanced: rows / (classes that are there * rows of the class), as scikit-learn has it. */
function weightsByClass({ classWeight, names, labels }: NonNullable<Weighing['classes']>): readonly number[] {
  if (classWeight !== 'balanced') return names.map((name) => (Object.hasOwn(classWeight, name) ? classWeight[name]! : 1));
  const counts = names.map(() => 0);
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]!++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 1 : labels.length / (present * count)));
}

/** @throws DataError where all weights are 0, so that there is nothing to learn or to measure. */
export function requireSomeWeight(weights: ArrayLike<number> | undefined, part: string): void {
  if (weights === undefined || hasWeight(weights)) return;
  throw new DataError('the data', [{ path: 'weights', expected: `a weight above 0 among the ${part}`, received: '0 for each' }]);
}

export function hasWeight(weights: ArrayLike<number>): boolean {
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) return true;
  return false;
}

/** The weights in a column, [rows]; those that are none are problems. */
export function readSampleWeights(name: string, frame: Frame, problems: CellProblems): Float32Array {
  const numbers = problems.hasColumn(name) ? frame.column(name)?.numbers() : undefined;
  if (numbers === undefined) return new Float32Array(frame.rows);
  const weights = Float32Array.from(numbers);
  const fix = 'correct the cells or leave the rows out';
  weights.forEach((weight, row) => {
    if (!(weight >= 0 && weight < Infinity)) problems.add(name, row, { expected: WEIGHT, fix });
  });
  return weights;
}

/** Looks at the column of weights of a whole table, in which some must be above 0. */
export function checkWeightColumn(name: string, frame: Frame, problems: CellProblems): void {
  const weights = readSampleWeights(name, frame, problems);
  if (weights.length > 0 && frame.column(name) !== undefined && weights.every((weight) => weight === 0)) {
    problems.addColumn(name, NO_WEIGHT);
  }
}

/**
 * The weights in a column, [rows].
 * @throws DataError naming rows whose weight is none or below 0.
 */
export function sampleWeights(name: string, frame: Frame): Float32Array {
  const problems = gatherProblems();
  const weights = readSampleWeights(name, frame, problems.within(frame));
  problems.throwIfAny();
  return weights;
}

/**
 * Weights that came as an array.
 * @throws DataError where one is below 0, or all are 0.
 */
export function checkSampleWeights(weights: ArrayLike<number>, path: string): void {
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! >= 0) continue;
    throw new DataError('the data', [{ path: `${path}[${i}]`, expected: WEIGHT, received: String(weights[i]) }]);
  }
  if (Array.prototype.every.call(weights, (weight) => weight === 0)) throw new DataError('the data', [{ path, ...NO_WEIGHT }]);
}

const WEIGHT = 'a weight, a number that is 0 or more';
const NO_WEIGHT = { expected: 'a weight above 0 in at least one row', received: '0 in each' };

/**
 * The class of each row by number, [rows], from labels that must be classes wholly: 0 or 1, class numbers, or one-hot.
 * @param values Row after row, [rows, width].
 * @throws DataError where a row has no class, such as 0.5.
 */
export function labelsOf(values: ArrayLike<number>, rows: number, path: string): Uint32Array {
  const width = values.length / rows;
  for (let row = 0; row < rows; row++) {
    const labels = Array.from({ length: width }, (_, i) => values[row * width + i]!);
    const isClass = width === 1 ? Number.isInteger(labels[0]) : isOneHot(labels);
    if (isClass) continue;
    const expected = `${width === 1 ? 'a whole class' : 'one 1 and else 0'}, as classWeight weighs classes`;
    throw new DataError('the data', [{ path: `${path}[${row}]`, expected, received: labels.join(', ') }]);
  }
  return targetLabels(values, rows);
}

const isOneHot = (labels: readonly number[]) =>
  labels.every((value) => value === 0 || value === 1) && labels.indexOf(1) === labels.lastIndexOf(1) && labels.includes(1);
