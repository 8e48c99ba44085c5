import type { BundleContent } from '../../bundle/manifest.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { EpochEvent } from '../../train/events.ts';
import type { Place } from '../../train/hooks.ts';
import { saveBest } from './bestFolder.ts';
import { latestCheckpoint, saveCheckpoint, saveCheckpointAtOnce, type Checkpoint } from './checkpoints.ts';
import { goOn } from './goOn.ts';
import { appendEpoch, readEpochs, syncEpochs, syncEpochsAtOnce } from './metricsFile.ts';
import { writeRecord, type RunRecord, type RunState, type Scores } from './runRecord.ts';
import type { Session } from './session.ts';

/**
 * The folder of a run that this process works on, and no other. A kill at any moment of a call leaves a run that can be taken up:
 * a file is the one from before, whole, or the new one, and half a line at the end of `metrics.jsonl` is not read. What a call has
 * written is on the disk itself, safe from a power cut, once it returns; epochs are from the next checkpoint or end on. (Where the
 * file system has no symbolic links, there is for a moment no `best`.) Calls are made one after another.
 */
export interface Run {
  readonly path: string;
  readonly name: string;
  /** As it is now. */
  readonly record: RunRecord;
  /** Adds an epoch to `metrics.jsonl`. */
  appendEpoch(event: EpochEvent): Promise<void>;
  /**
   * Makes a run that was taken up run again, after its first `epochs`: those of the checkpoint that it goes on from. How it ended
   * before is forgotten, and later epochs.
   * @returns what `metrics.jsonl` lacks of those epochs, as after a power cut; undefined where it has them all.
   */
  goOn(epochs: number, options?: RunRecord['options']): Promise<string | undefined>;
  /** @param keep How many checkpoints stay, this one included. Default: 3. */
  saveCheckpoint(snapshot: Snapshot, progress: Place, keep?: number): Promise<void>;
  /** The same before it returns. */
  saveCheckpointAtOnce(snapshot: Snapshot, progress: Place, keep?: number): void;
  /** The newest that is whole; its `note` tells of damaged ones that were passed over. Nothing where none was written. */
  latestCheckpoint(): Promise<Checkpoint | undefined>;
  /** Replaces the best model so far, `best/`. @param epoch After which it was so, counted from 1. */
  saveBest(content: BundleContent, epoch: number): Promise<void>;
  /** Writes how the run ended. It stays this process's. */
  recordEnd(state: Exclude<RunState, 'running'>, details?: Details): Promise<void>;
  /** Writes how the run ended, and gives it up. */
  finish(state: Exclude<RunState, 'running'>, details?: Details): Promise<void>;
  /** Gives it up without a word: as if this process had been killed. Does nothing after `finish`. */
  close(): Promise<void>;
}

/** What is told of the end of a run. */
export interface Details {
  /** On the rows held out, by name. */
  readonly scores?: Scores;
  /** Why, where that is not plain. */
  readonly message?: string;
}

/** The run of a folder whose session this process holds. */
export function holdRun(path: string, record: RunRecord, session: Session, now: () => Date): Run {
  let current = record;
  let held = true;
  const close = async () => {
    if (held) await session.end();
    held = false;
  };
  const recordEnd: Run['recordEnd'] = async (state, { scores, message } = {}) => {
    await syncEpochs(path);
    const events = await readEpochs(path);
    const bestEpoch = bestOf(events)?.epoch;
    current = {
      ...current,
      state,
      ended: now().toISOString(),
      epochs: events.at(-1)?.epoch ?? 0,
      ...(bestEpoch === undefined ? {} : { bestEpoch }),
      ...(scores === undefined ? {} : { scores }),
      ...(message === undefined ? {} : { message }),
    };
    await writeRecord(path, current);
  };
  return {
    path,
    name: record.name,
    get record() {
      return current;
    },
    appendEpoch: (event) => appendEpoch(path, event),
    async goOn(epochs, options) {
      const { record, note } = await goOn(path, current, epochs, options);
      current = record;
      return note;
    },
    async saveCheckpoint(snapshot, progress, keep = 3) {
      await syncEpochs(path); // a checkpoint goes on after them
      await saveCheckpoint(path, snapshot, progress, keep);
    },
    saveCheckpointAtOnce(snapshot, progress, keep = 3) {
      syncEpochsAtOnce(path);
      saveCheckpointAtOnce(path, snapshot, progress, keep);
    },
    latestCheckpoint: () => latestCheckpoint(path),
    saveBest: (content, epoch) => saveBest(path, content, epoch),
    recordEnd,
    finish: async (state, details) => {
      await recordEnd(state, details);
      await close();
    },
    close,
  };
}

/** The best of some epochs: the last that was the best so far. */
export const bestOf = (events: readonly EpochEvent[]): EpochEvent | undefined => events.filter(({ best }) => best).at(-1);
