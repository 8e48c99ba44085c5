import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { tf } from '#tf';
import { graphicsDriverFix } from '../backend/choose.ts';
import { BackendError } from '../errors.ts';
import { resolvePackage } from './native/resolvePackage.ts';
import { reason } from './reason.ts';

/** What of the npm package `webgpu` (Dawn, the WebGPU of Chromium) is used. */
interface Dawn {
  create(options: readonly string[]): { requestAdapter(): Promise<Adapter | null> };
  readonly globals: object;
}

interface Adapter {
  readonly info: { readonly device: string; readonly description: string };
}

/** What the graphics card calls itself, once WebGPU has been started on it. */
export let graphicsCard: string | undefined;

const packages = ['@tensorflow/tfjs-backend-webgpu', 'webgpu'] as const;

/**
 * Starts WebGPU by two packages that the user has installed; answers which are missing.
 * @throws BackendError where they are there, and it does not start.
 */
export async function startWebgpu(): Promise<string | undefined> {
  const found = packages.map(resolvePackage);
  const missing = packages.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
  const load = createRequire(import.meta.url);
  try {
    const { create, globals } = load(dirname(found[1]!)) as Dawn;
    const gpu = create([]);
    // Asked first: TF.js would die of none by a property of null.
    const adapter = await gpu.requestAdapter();
    if (adapter === null) throw refused('WebGPU finds no graphics card that it can use');
    lendGlobals(globals, gpu);
    load(dirname(found[0]!));
    if (tf.findBackendFactory('webgpu') === null) {
      throw refused('@tensorflow/tfjs-backend-webgpu brings a TensorFlow.js of its own', 'npm dedupe');
    }
    if (!(await tf.setBackend('webgpu'))) throw refused('WebGPU does not start');
    graphicsCard = adapter.info.device || adapter.info.description;
    return undefined;
  } catch (error) {
    throw error instanceof BackendError ? error : refused(`WebGPU does not start: ${reason(error).split('\n', 1)[0]!}`);
  }
}

const refused = (received: string, fix = graphicsDriverFix): BackendError =>
  new BackendError('backend', [{ path: 'backend', expected: '"webgpu" to start', received, fix }]);

/** Puts what a page has where TF.js looks for it: constants such as GPUBufferUsage, and `navigator.gpu`. */
function lendGlobals(globals: object, gpu: object): void {
  Object.assign(globalThis, globals);
  const { navigator } = globalThis as { readonly navigator?: object };
  const own = Object.create(navigator ?? null, { gpu: { value: gpu, enumerable: true } }) as object;
  Object.defineProperty(globalThis, 'navigator', { value: own, configurable: true, writable: true });
}
