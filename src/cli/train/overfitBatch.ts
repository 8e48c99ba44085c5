import type { Io } from '../io.ts';
import type { Job } from './job.ts';
import { createTeller } from './teller.ts';
import { backendOf } from './backendOf.ts';

/** Tells whether the network can learn at all; exit code 1 where it did not learn even one batch. */
export async function overfitBatch(job: Job, io: Io): Promise<number> {
  const teller = createTeller(io, job.values);
  const backend = await backendOf(job, teller);
  const { overfitBatch: overfit } = await import('../../train/overfitBatch.ts');
  const { onWarning } = teller.callback;
  const result = await overfit(job.spec, job.rows, {
    ...job.options,
    startBackend: backend.start,
    onStep: teller.step,
    ...(io.signal ? { signal: io.signal } : {}),
    ...(onWarning ? { onWarning } : {}),
  });
  teller.result({ event: 'overfitBatch', ...result }, () => `${result.message} ${result.steps} steps.\n`);
  return result.learned ? 0 : 1;
}
