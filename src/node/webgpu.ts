import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { tf } from '#tf';
import { graphicsDriverFix } from '../backend/choose.ts';
import { startAside } from '../backend/startAside.ts';
import { BackendError } from '../errors.ts';
import { resolvePackage } from './native/resolvePackage.ts';
import { firstLine } from './reason.ts';

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
  let takeBack: (() => void) | undefined;
  try {
    const { create, globals } = load(dirname(found[1]!)) as Dawn;
    const gpu = create([]);
    // Asked first: TF.js would die of none by a property of null.
    const adapter = await gpu.requestAdapter();
    if (adapter === null) throw refused('WebGPU finds no graphics card that it can use');
    takeBack = lendGlobals(globals, gpu);
    await startAside('webgpu', () => {
      load(dirname(found[0]!));
      if (tf.findBackendFactory('webgpu') !== null) return;
      throw refused('@tensorflow/tfjs-backend-webgpu brings a TensorFlow.js of its own', 'npm dedupe');
    });
    graphicsCard = adapter.info.device || adapter.info.description;
    return undefined;
  } catch (error) {
    takeBack?.();
    throw error instanceof BackendError ? error : refused(`WebGPU does not start: ${firstLine(error)}`);
  }
}

const refused = (received: string, fix = graphicsDriverFix): BackendError =>
  new BackendError('backend', [{ path: 'backend', expected: '"webgpu" to start', received, fix }]);

/**
 * Puts what a page has where TF.js looks for it: constants such as GPUBufferUsage, and `navigator.gpu`, on the `navigator` that is there
 * (from Node 21 on), whose own properties answer to nothing else.
 * @returns What takes it all away again.
 */
export function lendGlobals(globals: object, gpu: object): () => void {
  const lent = Object.entries(globals).map(([name, value]) => lend(globalThis, name, value));
  const { navigator } = globalThis as { readonly navigator?: object };
  lent.push(navigator === undefined ? lend(globalThis, 'navigator', { gpu }) : lend(navigator, 'gpu', gpu));
  return () => {
    for (const takeBack of lent) takeBack();
  };
}

function lend(to: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(to, name);
  Object.defineProperty(to, name, { value, configurable: true, enumerable: true, writable: true });
  return () => void (before === undefined ? Reflect.deleteProperty(to, name) : Object.defineProperty(to, name, before));
}
