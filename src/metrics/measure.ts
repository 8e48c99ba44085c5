import type { NamedValue } from '../spec/normalised.ts';
import { inRanges, type InTurns } from '../turns/inTurns.ts';
import { createMeter } from './createMeter.ts';
import type { Batch } from './meter.ts';
import type { MeasuredOutput } from './output.ts';

/** What it takes to count one number that was answered, in multiplications. */
const COUNTING = 50;

/** A metric of a set that is all there, taken some rows at a time: the same number, however the set is cut. */
export function* measure(metric: NamedValue, output: MeasuredOutput, batch: Batch): InTurns<Readonly<Record<string, number>>> {
  const { targets, outputs, rows, weights } = batch;
  const meter = createMeter(metric, output);
  const [labels, width] = [targets.length / rows, outputs.length / rows];
  yield* inRanges(rows, COUNTING * width, (from, to) => {
    const part = {
      targets: slice(targets, from * labels, to * labels),
      outputs: slice(outputs, from * width, to * width),
      rows: to - from,
    };
    meter.update({ ...part, ...(weights ? { weights: slice(weights, from, to) } : {}) });
  });
  return meter.result();
}

const slice = (values: ArrayLike<number>, from: number, to: number): ArrayLike<number> =>
  ArrayBuffer.isView(values) ? (values as Float64Array).subarray(from, to) : Array.prototype.slice.call(values, from, to);
