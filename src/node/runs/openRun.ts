import { UsageError } from '../../errors.ts';
import { readEpochs } from './metricsFile.ts';
import { holdRun, type Run } from './run.ts';
import { readRecord, type RunRecord } from './runRecord.ts';
import { beginSession } from './session.ts';

interface OpenOptions {
  /** The clock. Default: the system's. */
  readonly now?: () => Date;
  /** Takes up also a run that is complete, which is to have more epochs. Default: false. */
  readonly evenComplete?: boolean;
}

/**
 * Takes up a run that was killed, stopped or failed: this process then holds it until `finish` or `close`. It stays as it is until
 * `goOn`, so that who finds that it cannot go on leaves it unchanged.
 * @param path Its folder.
 * @throws UsageError where it is no run, is complete, or another process works on it; BundleError where its record is damaged.
 */
export async function openRun(path: string, { now = () => new Date(), evenComplete = false }: OpenOptions = {}): Promise<Run> {
  if (!evenComplete) requireUnfinished(path, await readRecord(path)); // before anything is written there
  const session = await beginSession(path, now);
  try {
    const record = await readRecord(path); // again: it may have ended in between
    if (!evenComplete) requireUnfinished(path, record);
    await readEpochs(path); // says what is damaged
    return holdRun(path, record, session, now);
  } catch (error) {
    await session.end();
    throw error;
  }
}

function requireUnfinished(path: string, { state }: RunRecord): void {
  if (state !== 'complete') return;
  const fix = 'to train on, say more epochs than it has';
  const issue = { path, expected: 'a run that has not come to its end', received: 'one that is complete: there is nothing to resume', fix };
  throw new UsageError('the run', [issue]);
}
