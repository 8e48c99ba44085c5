import { readFileSync } from 'node:fs';
import type { Batch } from '../../src/metrics/meter.ts';
import type { MeasuredOutput } from '../../src/metrics/output.ts';
import type { NamedValue } from '../../src/spec/normalised.ts';

/** What scikit-learn says of some rows: written by reference.py. */
export interface Case {
  readonly name: string;
  readonly output: MeasuredOutput;
  readonly batch: Batch;
  readonly expected: readonly { readonly metric: NamedValue; readonly result: Readonly<Record<string, number | null>> }[];
}

type Kind = 'binary' | 'classes' | 'labels' | 'numbers';
interface Stored extends Pick<Case, 'name' | 'expected'> {
  readonly kind: Kind;
  readonly width: number;
  readonly targets: readonly number[];
  readonly outputs: readonly number[];
  readonly weights?: readonly number[];
  readonly random?: { readonly seed: number; readonly rows: number; readonly weighted: boolean };
}

const losses: Readonly<Record<Kind, string>> = {
  binary: 'binaryCrossentropy',
  classes: 'sparseCategoricalCrossentropy',
  labels: 'binaryCrossentropy',
  numbers: 'meanSquaredError',
};

export const cases: readonly Case[] = (
  JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as readonly Stored[]
).map((stored) => ({
  name: stored.name,
  output: { loss: { type: losses[stored.kind] }, width: stored.width },
  batch: stored.random ? drawRows(stored.kind, stored.width, stored.random) : { ...stored, rows: stored.outputs.length / stored.width },
  expected: stored.expected,
}));

/** The same labels, answers and weights as in reference.py. */
function drawRows(kind: Kind, width: number, { seed, rows, weighted }: NonNullable<Stored['random']>): Batch {
  const step = 2 * width + 1;
  const u = draw(seed, rows * step);
  const perRow = (of: (row: Float64Array) => ArrayLike<number>) =>
    Array.from({ length: rows }, (_, i) => Array.from(of(u.subarray(i * step, (i + 1) * step)))).flat();
  const makers: Readonly<Record<Kind, { targets: (row: Float64Array) => ArrayLike<number>; outputs: (row: Float64Array) => number[] }>> = {
    binary: {
      targets: (row) => [row[0]! > 0.6 ? 1 : 0],
      outputs: (row) => [Math.round((20 * (row[1]! + 0.3 * (row[0]! > 0.6 ? 1 : 0))) / 1.3) / 20],
    },
    classes: {
      targets: (row) => [Math.floor(row[0]! * width)],
      outputs: (row) => {
        const label = Math.floor(row[0]! * width);
        const scores = Array.from(row.subarray(width, 2 * width), (score, i) => (i === label ? score + 0.5 : score));
        const sum = scores.reduce((all, score) => all + score);
        return scores.map((score) => score / sum);
      },
    },
    labels: {
      targets: (row) => row.subarray(0, width).map((value) => (value > 0.6 ? 1 : 0)),
      outputs: (row) => Array.from(row.subarray(0, width), (value, i) => (row[width + i]! + (value > 0.6 ? 1 : 0)) / 2),
    },
    numbers: {
      targets: (row) => row.subarray(0, width).map((value) => 10 * value - 3),
      outputs: (row) => Array.from(row.subarray(0, width), (value, i) => 10 * value - 3 + row[width + i]!),
    },
  };
  return {
    targets: perRow(makers[kind].targets),
    outputs: Float32Array.from(perRow(makers[kind].outputs)),
    rows,
    ...(weighted ? { weights: perRow((row) => [Math.floor(4 * row.at(-1)!)]) } : {}),
  };
}

/** Numbers from 0 to 1: a linear congruential generator. */
function draw(seed: number, count: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(1664525, state) + 1013904223) >>> 0;
    return state / 2 ** 32;
  });
}
