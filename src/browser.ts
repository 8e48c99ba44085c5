/**
 * The entry for pages: opens a saved model and answers with it. Nothing of Node, no training, no evaluation.
 * Computes in plain JavaScript unless the page imports a faster backend of TensorFlow.js before.
 */
import '@tensorflow/tfjs-backend-cpu';
import { tf } from '#tf';
import { repairKernels } from './backend/kernels/register.ts';
import { unpackBundle } from './bundle/bundle.ts';
import { BundleError } from './errors.ts';
import { beginCall, type CallOptions } from './model/callOptions.ts';
import type { Model } from './model/model.ts';

export { BackendError, BundleError, DataError, NetspecError, SpecError, UsageError, type Issue } from './errors.ts';
export type { Row } from './data/encoders.ts';
export type { Answer } from './data/targets/kind.ts';
export type { Model } from './model/model.ts';
export { predict } from './model/predict.ts';
export type { AnswerOptions, CallOptions } from './model/callOptions.ts';
export { registerLayer } from './compile/registerLayer.ts';

/**
 * Opens a model that `save` wrote, everything in it checked.
 * @param url Address of the folder, absolute or relative to the page.
 * @param options A signal that ends it, also while a file is on its way.
 * @returns A Model, which owns its tensors: `dispose()` when done.
 * @throws BundleError naming the file that is missing, damaged or foreign.
 */
export async function load(url: string, options: CallOptions = {}): Promise<Model> {
  beginCall(options);
  const { signal } = options;
  await tf.ready();
  const backend = tf.getBackend();
  if (backend === 'cpu' || backend === 'wasm') await repairKernels(backend);
  const folder = url.endsWith('/') ? url : `${url}/`;
  return await unpackBundle(async (file) => {
    const address = new URL(folder + file, globalThis.location.href).href;
    const fail = (received: string) =>
      new BundleError(`"${url}"`, [
        { path: file, expected: 'a file of a saved model', received, fix: 'give the address of the folder that save wrote' },
      ]);
    let response: Response;
    try {
      response = await fetch(address, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw fail(`no answer (${(error as Error).message})`);
    }
    if (!response.ok) throw fail(`HTTP status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }, `"${url}"`);
}
