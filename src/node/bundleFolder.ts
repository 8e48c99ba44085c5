import { access, constants, readdir } from 'node:fs/promises';
import { engineNameOf } from '../backend/backendInUse.ts';
import { workOfAnswering } from '../backend/work.ts';
import { packBundle, unpackBundle } from '../bundle/bundle.ts';
import type { BundleFile } from '../bundle/manifest.ts';
import { BundleError } from '../errors.ts';
import { beginCall, type CallOptions } from '../model/callOptions.ts';
import { requireModel, type Model } from '../model/model.ts';
import { bundleReader, isBundle, writeBundle } from './bundleFiles.ts';
import { ensureBackend } from './ensureBackend.ts';
import { reason } from './reason.ts';
import { makeFolder } from './syncFolder.ts';
import { toPath } from './toPath.ts';

/**
 * Saves a model as a folder: `model.json` and `weights.bin`, which stock `tf.loadLayersModel` opens, and `netspec.json`
 * (spec, encoders, labels, history, golden samples, checksums). It is on the disk itself once this returns; killed before, the older
 * model in the folder is still there, or the new one is: `load` opens it, also where some of its files still end in `.next`, which
 * stock TF.js does not know and the next `save` puts right. Other files in the folder stay.
 * @param folder A path or a `file://` address; made where it is not there. An older model in it is replaced.
 * @param options A signal that, once aborted, ends it before anything is written.
 * @throws BundleError where the folder cannot be written or holds other things; UsageError where the model is none, or the disk is full.
 * The older model is then still there.
 */
export async function save(model: Model, folder: string, options: CallOptions = {}): Promise<void> {
  requireModel(model);
  beginCall(options);
  const path = toPath(folder);
  const content = await packBundle(model);
  options.signal?.throwIfAborted();
  await prepareFolder(path);
  await writeBundle(path, content);
}

/**
 * Opens a model that `save` wrote, everything in it checked.
 * @param folder A path or a `file://` address.
 * @param options A signal that ends it between two files.
 * @throws BundleError naming the file that is missing, damaged or foreign.
 */
export async function load(folder: string, options: CallOptions = {}): Promise<Model> {
  beginCall(options);
  const path = toPath(folder);
  const read = await bundleReader(path);
  const open = async (file: BundleFile) => {
    options.signal?.throwIfAborted();
    try {
      return await read(file);
    } catch (error) {
      const fix = 'give the folder that save wrote';
      throw new BundleError(`"${folder}"`, [{ path: file, expected: 'a file of a saved model', received: reason(error), fix }]);
    }
  };
  return await unpackBundle(open, `"${folder}"`, async (network) => {
    const { name } = await ensureBackend(undefined, workOfAnswering(network));
    return engineNameOf(name);
  });
}

/**
 * Makes a folder ready for a model: there, writable, and empty or with an older model in it.
 * @returns the first folder that was made for it.
 * @throws BundleError where it is not.
 */
export async function prepareFolder(path: string): Promise<string | undefined> {
  const refuse = (received: string, fix: string) =>
    new BundleError(`"${path}"`, [{ path, expected: 'an empty folder, or one with a netspec model', received, fix }]);
  let entries: string[];
  let made: string | undefined;
  try {
    made = await makeFolder(path);
    entries = await readdir(path);
    await access(path, constants.W_OK);
  } catch (error) {
    throw refuse(reason(error), 'choose a folder that can be written');
  }
  if (entries.length > 0 && !isBundle(entries))
    throw refuse(`a folder with ${entries.length === 1 ? `"${entries[0]!}"` : `${entries.length} other files`}`, 'choose another folder');
  return made;
}
