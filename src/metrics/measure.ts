import type { NamedValue } from '../spec/normalised.ts';
import { createMeter } from './createMeter.ts';
import type { Batch } from './meter.ts';
import type { MeasuredOutput } from './output.ts';

/** A metric of a set that is all there: what `createMeter` gives after one update. */
export function measure(metric: NamedValue, output: MeasuredOutput, batch: Batch): Readonly<Record<string, number>> {
  const meter = createMeter(metric, output);
  meter.update(batch);
  return meter.result();
}
