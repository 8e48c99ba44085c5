import { openPlainModel, type PlainModel } from '../bundle/plainModel.ts';
import { bundleReader } from './bundleFiles.ts';
import { toPath } from './toPath.ts';

/**
 * Opens a saved model without loading TF.js, which takes longer than answering a small file.
 * @returns nothing where that cannot be done, for which reason ever: `load` then does it, or tells what is wrong.
 */
export async function loadPlain(folder: string): Promise<PlainModel | undefined> {
  try {
    return await openPlainModel(await bundleReader(toPath(folder)), folder);
  } catch {
    return undefined;
  }
}
