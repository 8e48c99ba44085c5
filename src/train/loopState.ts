import type { Snapshot } from '../snapshot.ts';
import type { KeptWeights } from './goodWeights.ts';
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
  /** In which these lists of weights are; before there was one, that of TF.js. */
  readonly weightOrder?: string;
  readonly weights: readonly Float32Array[];
  readonly step: Snapshot;
  readonly schedule: Snapshot;
  readonly best: Snapshot;
  readonly bestWeights: readonly Float32Array[] | null;
  readonly goodWeights: KeptWeights | null;
  readonly hooks: Snapshot;
}
