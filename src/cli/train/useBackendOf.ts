import type { BackendName } from '../../backend/choose.ts';
import type { Job } from './job.ts';
import type { Teller } from './teller.ts';

/** Makes TF.js compute where the command line says, tells so, and gives its name. */
export async function useBackendOf({ backend }: Pick<Job, 'backend'>, teller: Pick<Teller, 'backend'>): Promise<BackendName> {
  const { ensureBackend } = await import('../../node/ensureBackend.ts');
  const { name, reason } = await ensureBackend(backend ?? 'auto');
  teller.backend({ name: name as BackendName, reason });
  return name as BackendName;
}
