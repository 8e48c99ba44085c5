import { UsageError } from '../../errors.ts';
import { readEpochs } from './metricsFile.ts';
import { holdRun, type Run } from './run.ts';
import { readRecord, type RunRecord } from './runRecord.ts';
import { beginSession } from './session.ts';

/**
 * Takes up a run that was killed, stopped or failed: this process then holds it until `finish` or `close`. It stays as it is until
 * `goOn`, so that who finds that it cannot go on leaves it unchanged.
 * @param path Its folder.
 * @throws UsageError where it is no run, is complete, or another process works on it; BundleError where its record is damaged.
 */
export async function openRun(path: string, { now = () => new Date() }: { readonly now?: () => Date } = {}): Promise<Run> {
  requireUnfinished(path, await readRecord(path)); // before anything is written there
  const session = await beginSession(path, now);
  try {
    const record = await readRecord(path); // again: it may have ended in between
    requireUnfinished(path, record);
    await readEpochs(path); // says what is damaged
    return holdRun(path, record, session, now);
  } catch (error) {
    await session.end();
    throw error;
  }
}

function requireUnfinished(path: string, { state }: RunRecord): void {
  if (state !== 'complete') return;
  const issue = { path, expected: 'a run that has not come to its end', received: 'one that is complete: there is nothing to resume' };
  throw new UsageError('the run', [issue]);
}
