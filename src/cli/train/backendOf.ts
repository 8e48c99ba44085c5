import type { TrainingBackendName } from '../../backend/choose.ts';
import type { TrainingBackend } from '../../node/trainingBackend.ts';
import type { Job } from './job.ts';
import type { Teller } from './teller.ts';

/** The backend that the command line asks for: the training starts it, and it is told of then. */
export async function backendOf({ backend }: Pick<Job, 'backend'>, teller: Pick<Teller, 'backend'>): Promise<TrainingBackend> {
  const { createTrainingBackend } = await import('../../node/trainingBackend.ts');
  return createTrainingBackend(backend ?? 'auto', ({ name, reason }) => teller.backend({ name: name as TrainingBackendName, reason }));
}
