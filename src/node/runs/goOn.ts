import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writing } from '../writing.ts';
import { sweepBest } from './bestFolder.ts';
import { cutEpochs } from './metricsFile.ts';
import { writeRecord, type RunRecord } from './runRecord.ts';

/**
 * Makes a run that was taken up run again, after its first `epochs`: what a killed process left half written is taken away, the
 * record no longer says how it ended, and `metrics.jsonl` no longer what came later.
 * @param options What it is told now. Default: as before.
 * @returns the record as it is now, and what `metrics.jsonl` lacks of those epochs.
 */
export async function goOn(
  path: string,
  record: RunRecord,
  epochs: number,
  options: RunRecord['options'] = record.options,
): Promise<{ readonly record: RunRecord; readonly note?: string }> {
  const { ended: _, epochs: __, bestEpoch: ___, scores: ____, message: _____, ...beginning } = record;
  const resumed = { ...beginning, options, state: 'running' as const };
  await writeRecord(path, resumed);
  const note = await cutEpochs(path, epochs);
  await writing(path, async () => {
    await sweepTemporary(path);
    await sweepTemporary(join(path, 'checkpoints'));
    await sweepBest(path);
  });
  return { record: resumed, ...(note === undefined ? {} : { note }) };
}

async function sweepTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}
