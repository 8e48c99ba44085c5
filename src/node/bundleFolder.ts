import { access, constants, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleFiles, packBundle, unpackBundle } from '../bundle/bundle.ts';
import { BundleError, show, UsageError } from '../errors.ts';
import { beginCall, type CallOptions } from '../model/callOptions.ts';
import { requireModel, type Model } from '../model/model.ts';
import { ensureBackend } from './ensureBackend.ts';
import { reason } from './reason.ts';
import { writeFilesAtomically } from './writeFile.ts';

/**
 * Saves a model as a folder: `model.json` and `weights.bin`, which stock `tf.loadLayersModel` opens, and `netspec.json`
 * (spec, encoders, labels, history, golden samples, checksums).
 * @param folder A path or a `file://` address; made where it is not there. An older model in it is replaced.
 * @param options A signal that, once aborted, ends it before anything is written.
 * @throws BundleError where the folder cannot be written or holds other things; UsageError where the model is none.
 */
export async function save(model: Model, folder: string, options: CallOptions = {}): Promise<void> {
  requireModel(model);
  beginCall(options);
  const path = toPath(folder);
  const content = await packBundle(model);
  options.signal?.throwIfAborted();
  await prepareFolder(path);
  await writeFilesAtomically(bundleFiles.map((file) => [join(path, file), content[file]] as const));
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
  await ensureBackend();
  return await unpackBundle(async (file) => {
    options.signal?.throwIfAborted();
    try {
      return await readFile(join(path, file));
    } catch (error) {
      const fix = 'give the folder that save wrote';
      throw new BundleError(`"${folder}"`, [{ path: file, expected: 'a file of a saved model', received: reason(error), fix }]);
    }
  }, `"${folder}"`);
}

/**
 * Makes a folder ready for a model: there, writable, and empty or with an older model in it.
 * @throws BundleError where it is not.
 */
export async function prepareFolder(path: string): Promise<void> {
  const refuse = (received: string, fix: string) =>
    new BundleError(`"${path}"`, [{ path, expected: 'an empty folder, or one with a netspec model', received, fix }]);
  let entries: string[];
  try {
    await mkdir(path, { recursive: true });
    entries = await readdir(path);
    await access(path, constants.W_OK);
  } catch (error) {
    throw refuse(reason(error), 'choose a folder that can be written');
  }
  const isOurs = entries.length === 0 || entries.includes('netspec.json');
  if (!isOurs)
    throw refuse(`a folder with ${entries.length === 1 ? `"${entries[0]!}"` : `${entries.length} other files`}`, 'choose another folder');
}

/**
 * A path, also where it is written as a `file://` address.
 * @throws UsageError where it is neither.
 */
export function toPath(place: string): string {
  if (typeof (place as unknown) !== 'string' || place === '') {
    throw new UsageError('the call', [{ path: 'folder', expected: 'the path of a folder', received: show(place) }]);
  }
  return place.startsWith('file://') ? fileURLToPath(place) : place;
}
