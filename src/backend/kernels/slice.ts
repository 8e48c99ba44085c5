import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

interface Attributes {
  readonly begin: number | number[];
  readonly size: number | number[];
}

/**
 * A part of a tensor. TF.js first copies the whole of it out of WebAssembly, so that predicting 10,000 rows batch by batch copies
 * them three hundred times over; in plain JavaScript it works out the place of each value anew, unless the part lies in one run.
 */
export const slice = plannedBoth<'x', Attributes>('Slice', ({ x }, attrs) => {
  if (!areNumbers(x)) return undefined;
  const { parseSliceParams, assertParamsValid } = tf.slice_util;
  // Which read the shape alone.
  const [begin, size] = parseSliceParams(x as never, attrs.begin, attrs.size) as [number[], number[]];
  assertParamsValid(x as never, begin, size);
  const steps = stepsOf(x.shape);
  const start = steps.reduce((all, step, axis) => all + step * begin[axis]!, 0);
  const copy = copyRuns(size, { start, steps }, { start: 0, steps: stepsOf(size) });
  return { output: { shape: size, dtype: x.dtype }, bind: ({ inputs: { x }, output }) => copy(x, output) };
});
