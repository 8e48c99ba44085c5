import type { BackendChoice } from '../backend/choose.ts';
import type { Encoders } from '../data/encoders.ts';
import { UsageError } from '../errors.ts';
import type { Model } from '../model/model.ts';
import { useBackend } from '../node/backend.ts';
import { load } from '../node/bundleFolder.ts';

/**
 * Opens a saved model that reads the rows of a file; the caller disposes of it.
 * @param backend Where it shall answer. Default: `auto`.
 * @throws BackendError where that one does not start.
 */
export async function openForRows(
  folder: string,
  backend: BackendChoice = 'auto',
): Promise<{ readonly model: Model; readonly encoders: Encoders }> {
  if (backend !== 'auto') await useBackend(backend);
  const model = await load(folder);
  const { encoders } = model.record;
  if (encoders !== undefined) return { model, encoders };
  model.dispose();
  throw new UsageError('the command line', [
    {
      path: folder,
      expected: 'a model with features, which reads the rows of a file',
      received: 'a network that reads arrays',
      fix: 'use it from a program: load(folder), then predict(arrays)',
    },
  ]);
}
