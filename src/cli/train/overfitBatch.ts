import { writeJson, type Io } from '../io.ts';
import type { Job } from './job.ts';

/** Tells whether the network can learn at all; exit code 1 where it did not learn even one batch. */
export async function overfitBatch({ spec, rows, options, backend, values }: Job, io: Io): Promise<number> {
  const { ensureBackend } = await import('../../node/ensureBackend.ts');
  await ensureBackend(backend);
  const { overfitBatch: overfit } = await import('../../train/overfitBatch.ts');
  const { epochs: _, ...rest } = options;
  const result = await overfit(spec, rows, { ...rest, ...(io.signal ? { signal: io.signal } : {}) });
  if (values.json === true) writeJson(io.stdout, result);
  else io.stdout.write(`${result.message} ${result.steps} steps.\n`);
  return result.learned ? 0 : 1;
}
