import type { Snapshot, Stateful } from '../snapshot.ts';
import { checkpointSeconds } from './checkpointSeconds.ts';
import type { BatchEvent, Callback, Control, EpochEvent, Warning } from './events.ts';
import type { Turns } from './turns.ts';

/** Where in a run a checkpoint was taken. */
export interface Place {
  /** Whole epochs gone through. */
  readonly epoch: number;
  /** Steps made in the epoch after those; 0 between two epochs. */
  readonly batch: number;
}

/** Keeps checkpoints somewhere. */
export interface Checkpoints {
  /** Keeps a snapshot; it must not be changed, and is not changed by the run either. */
  save(snapshot: Snapshot, place: Place): void | Promise<void>;
  /** Seconds between two of them at most; the first come sooner, after 1, 2, 4, ... The run also takes one where it ends. Default: 30. */
  readonly everySeconds?: number;
}

/** What is called in the course of a run. `watches` see each epoch first and may warn; their state is in the checkpoints. */
export interface HookParts {
  readonly control: Control;
  readonly callbacks: readonly Callback[];
  readonly watches: readonly Watch[];
  readonly checkpoints?: Checkpoints;
  /** Waits for what the program does. */
  readonly pause: Turns['pause'];
}

/** Looks at each epoch for something wrong with the run. */
export interface Watch extends Stateful {
  epochEnd(event: EpochEvent): readonly Warning[];
}

/** Calls callbacks in their order, waits for them, and takes checkpoints when they are due. */
export interface Hooks extends Stateful {
  /** Whether somebody wants to hear of each batch. */
  readonly watchesBatches: boolean;
  trainBegin(): Promise<void>;
  epochBegin(event: { readonly epoch: number; readonly epochs: number }): Promise<void>;
  batchEnd(event: BatchEvent): Promise<void>;
  epochEnd(event: EpochEvent): Promise<void>;
  trainEnd(): Promise<void>;
  warn(warning: Warning): Promise<void>;
  /** All that were given so far. */
  readonly warnings: readonly Warning[];
  isCheckpointDue(): boolean;
  checkpoint(snapshot: () => Snapshot, place: Place): Promise<void>;
}

/** A run that is killed early should not lose all. */
const FIRST_MS = 1000;

export function createHooks({ control, callbacks, watches, checkpoints, pause }: HookParts): Hooks {
  const everyMs = (checkpoints?.everySeconds ?? checkpointSeconds.fallback!) * 1000;
  let last = performance.now();
  let taken = 0;
  const warnings: Warning[] = [];
  const callEach = async (name: keyof Callback, call: (callback: Callback) => void | Promise<void>): Promise<void> => {
    if (!callbacks.some((callback) => callback[name] !== undefined)) return;
    await pause(async () => {
      for (const callback of callbacks) await call(callback);
    });
  };
  const hooks: Hooks = {
    watchesBatches: callbacks.some(({ onBatchEnd }) => onBatchEnd !== undefined),
    trainBegin: () => callEach('onTrainBegin', (callback) => callback.onTrainBegin?.(control)),
    epochBegin: (event) => callEach('onEpochBegin', (callback) => callback.onEpochBegin?.(event, control)),
    batchEnd: (event) => callEach('onBatchEnd', (callback) => callback.onBatchEnd?.(event, control)),
    async epochEnd(event) {
      for (const warning of watches.flatMap((watch) => watch.epochEnd(event))) await hooks.warn(warning);
      await callEach('onEpochEnd', (callback) => callback.onEpochEnd?.(event, control));
    },
    trainEnd: () => callEach('onTrainEnd', (callback) => callback.onTrainEnd?.(control)),
    warnings,
    async warn(warning) {
      // A run that goes on looks at its data again.
      if (!warnings.some(({ message }) => message === warning.message)) warnings.push(warning);
      await callEach('onWarning', (callback) => callback.onWarning?.(warning));
    },
    isCheckpointDue: () => checkpoints !== undefined && performance.now() - last >= Math.min(everyMs, FIRST_MS * 2 ** taken),
    async checkpoint(snapshot, place) {
      if (checkpoints === undefined) return;
      await pause(async () => checkpoints.save(snapshot(), place));
      last = performance.now();
      taken++;
    },
    save: () => ({ watches: watches.map((watch) => watch.save()), warnings: warnings.map((warning) => ({ ...warning })) }),
    restore(saved) {
      const state = saved as { readonly watches: readonly Snapshot[]; readonly warnings: readonly Snapshot[] };
      watches.forEach((watch, i) => watch.restore(state.watches[i]!));
      warnings.push(...(state.warnings as unknown as readonly Warning[]));
    },
  };
  return hooks;
}
