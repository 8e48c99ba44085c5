import { UsageError } from '../errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { checkOptions, positiveInteger } from '../spec/option.ts';
import { checkpointSeconds } from '../train/checkpointSeconds.ts';
import type { Checkpoints } from '../train/hooks.ts';
import { toPath } from './toPath.ts';
import { latestCheckpoint, saveCheckpoint } from './runs/checkpoints.ts';

/** How often, and how many. */
export interface CheckpointFolderOptions {
  /** How many checkpoints stay. Default: 3. */
  readonly keep?: number;
  /** Seconds between two of them; there is one at the end, too. Default: 30. */
  readonly everySeconds?: number;
}

/** Checkpoints in files. */
export interface CheckpointFolder {
  /** For `train` and `createTrainer`. */
  readonly checkpoints: Checkpoints;
  /** The newest one that is whole, for `resumeFrom`; nothing where none was written yet. */
  latest(): Promise<Snapshot | undefined>;
}

const table = {
  keep: positiveInteger({ doc: 'How many checkpoints stay.', default: 3 }),
  everySeconds: checkpointSeconds,
};

/**
 * Keeps the checkpoints of a training in files, each written whole or not at all: FOLDER/checkpoints/000012-000034.ckpt after 12
 * epochs and 34 steps. The option `run` keeps a whole record besides.
 *
 * ```ts
 * const { checkpoints, latest } = checkpointFolder('night');
 * const model = await train(spec, rows, { seed: 1, checkpoints, resumeFrom: await latest() }); // goes on where it was broken off
 * ```
 * @param folder A path or a `file://` address; made where it is not there.
 * @param options `keep` so many (3), `everySeconds` (30).
 * @throws UsageError where an option is wrong. `latest` throws BundleError where there are checkpoints and none of them is whole.
 */
export function checkpointFolder(folder: string, options: CheckpointFolderOptions = {}): CheckpointFolder {
  const path = toPath(folder);
  const issues = checkOptions(options, table, '', { subject: 'checkpointFolder' });
  if (issues.length > 0) throw new UsageError('the call of checkpointFolder', issues);
  const { keep = table.keep.fallback!, everySeconds } = options;
  return {
    checkpoints: {
      save: (snapshot, place) => saveCheckpoint(path, snapshot, place, keep),
      ...(everySeconds === undefined ? {} : { everySeconds }),
    },
    latest: async () => (await latestCheckpoint(path))?.snapshot,
  };
}
