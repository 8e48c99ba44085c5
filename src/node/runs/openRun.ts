import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { sweepBest } from './bestFolder.ts';
import { cutEpochs } from './metricsFile.ts';
import { holdRun, type Run } from './run.ts';
import { readRecord, writeRecord, type RunRecord } from './runRecord.ts';
import { beginSession } from './session.ts';

/**
 * Takes up a run that was killed, stopped or failed, to go on with it. What a killed process left half written is taken away.
 * @param path Its folder.
 * @throws UsageError where it is no run, is complete, or another process works on it; BundleError where its record is damaged.
 */
export async function openRun(path: string, { now = () => new Date() }: { readonly now?: () => Date } = {}): Promise<Run> {
  requireUnfinished(path, await readRecord(path)); // before anything is written there
  const session = await beginSession(path, now);
  try {
    const record = await readRecord(path); // again: it may have ended in between
    requireUnfinished(path, record);
    await sweepTemporary(path);
    await sweepTemporary(join(path, 'checkpoints'));
    await sweepBest(path);
    await cutEpochs(path, Infinity);
    const { ended: _, epochs: __, bestEpoch: ___, scores: ____, message: _____, ...beginning } = record;
    const resumed = { ...beginning, state: 'running' as const };
    await writeRecord(path, resumed);
    return holdRun(path, resumed, session, now);
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

async function sweepTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}
