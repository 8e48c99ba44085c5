import type { RunSummary } from '../node/runs/listRuns.ts';

/** A run for machines: its record as it is now, with what its epochs came to. */
export function runJson({ path, record, state, epochs, best, milliseconds }: RunSummary): object {
  return {
    path,
    ...record,
    state,
    epochs: epochs.at(-1)?.epoch ?? 0,
    ...(best === undefined ? {} : { bestEpoch: best.epoch }),
    milliseconds,
    metrics: epochs.at(-1)?.metrics ?? {},
    ...(best === undefined ? {} : { bestMetrics: best.metrics }),
  };
}
