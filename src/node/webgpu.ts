import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { tf } from '#tf';
import { resolvePackage } from './native/resolvePackage.ts';
import { reason } from './reason.ts';

/** What of the npm package `webgpu` (Dawn, the WebGPU of Chromium) is used. */
interface Dawn {
  create(options: readonly string[]): { requestAdapter(): Promise<object | null> };
  readonly globals: object;
}

const packages = ['@tensorflow/tfjs-backend-webgpu', 'webgpu'] as const;

/** Starts WebGPU by two packages that the user has installed; answers why, where it does not start. */
export async function startWebgpu(): Promise<string | undefined> {
  const found = packages.map(resolvePackage);
  const missing = packages.filter((_, i) => found[i] === undefined);
  if (missing.length > 0) return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`;
  const load = createRequire(import.meta.url);
  try {
    const { create, globals } = load(dirname(found[1]!)) as Dawn;
    const gpu = create([]);
    // Asked first: TF.js would die of none by a property of null.
    if ((await gpu.requestAdapter()) === null) return 'WebGPU finds no graphics card that it can use';
    lendGlobals(globals, gpu);
    load(dirname(found[0]!));
    if (tf.findBackendFactory('webgpu') === null) return '@tensorflow/tfjs-backend-webgpu brings a TensorFlow.js of its own';
    return (await tf.setBackend('webgpu')) ? undefined : 'WebGPU does not start';
  } catch (error) {
    return `WebGPU does not start: ${reason(error).split('\n', 1)[0]!}`;
  }
}

/** Puts what a page has where TF.js looks for it: constants such as GPUBufferUsage, and `navigator.gpu`. */
function lendGlobals(globals: object, gpu: object): void {
  Object.assign(globalThis, globals);
  const { navigator } = globalThis as { readonly navigator?: object };
  const own = Object.create(navigator ?? null, { gpu: { value: gpu, enumerable: true } }) as object;
  Object.defineProperty(globalThis, 'navigator', { value: own, configurable: true, writable: true });
}
