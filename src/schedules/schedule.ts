import type { Stateful } from '../snapshot.ts';
import type { Mode } from '../spec/normalised.ts';

/** How long a run is. */
export interface RunLength {
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

/** A factor on the learning rate of the optimizer for each step. */
export interface Schedule extends Stateful {
  /** @param step Changes of the weights made so far, counted from 0 over the whole run. */
  factor(step: number): number;
  /**
   * Told the numbers of each epoch when it has ended, by name (`loss`, `val_loss`, `accuracy`, ...).
   * @param isBetter Whether `value` is better than `than` by the mode, or the direction of the metric named.
   */
  observe(metrics: Readonly<Record<string, number>>, isBetter: (name: string, value: number, than: number, mode?: Mode) => boolean): void;
}
