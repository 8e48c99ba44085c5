import type { Snapshot } from '../snapshot.ts';
import type { Sums } from './sums.ts';

/** What a snapshot of a loop holds. */
export interface LoopState {
  readonly origin: Snapshot;
  readonly base: number;
  readonly epoch: number;
  readonly batch: number;
  readonly steps: number;
  readonly sums: Sums;
  readonly metrics: Snapshot;
  readonly history: Readonly<Record<string, Float64Array>>;
  readonly recentLosses: readonly number[];
  readonly weights: readonly Float32Array[];
  readonly step: Snapshot;
  readonly schedule: Snapshot;
  readonly best: Snapshot;
  readonly bestWeights: readonly Float32Array[] | null;
  readonly goodWeights: Snapshot;
  readonly hooks: Snapshot;
}
