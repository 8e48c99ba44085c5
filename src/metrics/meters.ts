import type { NamedValue, NormalisedTraining } from '../spec/normalised.ts';
import type { Snapshot, Stateful } from '../snapshot.ts';
import { createMeter } from './createMeter.ts';
import type { Batch } from './meter.ts';
import { nameMetrics } from './nameMetrics.ts';

/** All metrics of all outputs, over a whole set that comes batch by batch. */
export interface Meters extends Stateful {
  /** @param batches One for each output, of the same rows. */
  update(batches: readonly Batch[]): void;
  /** By name: `accuracy`; with several outputs `price_accuracy`. */
  result(): Readonly<Record<string, number>>;
}

/**
 * The metrics that `training` asks for. Nothing is kept where it asks for none.
 * @param outputs In the network's order; `width` is the length of the last axis.
 * @param isTaken Whether metric `k` of the list is taken of output `i`. Default: each of each.
 */
export function createMeters(
  { metrics, loss }: Pick<NormalisedTraining, 'metrics' | 'loss'>,
  outputs: readonly { readonly name: string; readonly width: number; readonly loss?: NamedValue }[],
  isTaken: (k: number, i: number) => boolean = () => true,
): Meters {
  const names = nameMetrics(metrics);
  const meters = outputs.map(({ name, width, loss: own }, i) => {
    const prefix = outputs.length > 1 ? `${name}_` : '';
    return metrics.flatMap((metric, k) =>
      isTaken(k, i) ? [createMeter(metric, { loss: own ?? loss[i]!, width }, prefix + names[k]!)] : [],
    );
  });
  const all = meters.flat();
  return {
    update: (batches) => meters.forEach((list, i) => list.forEach((meter) => meter.update(batches[i]!))),
    result: () => Object.assign({}, ...all.map((meter) => meter.result())) as Readonly<Record<string, number>>,
    save: () => all.map((meter) => meter.save()),
    restore: (saved) => (saved as readonly Snapshot[]).forEach((part, i) => all[i]!.restore(part)),
  };
}
