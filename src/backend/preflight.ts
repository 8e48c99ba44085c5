import { tf } from '#tf';
import { BackendError, type Issue } from '../errors.ts';
import type { NormalisedNetwork } from '../spec/normalised.ts';
import { layerKernels } from './layerKernels.ts';

/**
 * Makes sure, before a tensor exists, that the backend which is set has the kernels that the layers of a network surely need.
 * What an option or a layer of the program's own needs besides shows at the first step (`missingKernelOf`).
 * @param trains Whether gradients are computed by TF.js, too.
 * @throws BackendError with each layer that could not be computed.
 */
export function requireKernels({ layers }: NormalisedNetwork, trains: boolean): void {
  const backend = tf.getBackend();
  const issues = layers.flatMap(({ path, type }): Issue[] => {
    if (!Object.hasOwn(layerKernels, type)) return [];
    const { forward, gradient } = layerKernels[type]!;
    const missing = [...forward, ...(trains ? gradient : [])].filter((name) => !hasKernel(name, backend));
    return missing.length === 0 ? [] : [missingKernels(`${path} ${type}`, missing, backend)];
  });
  if (issues.length > 0) throw new BackendError('backend', issues);
}

/** What is wrong where a layer cannot be computed, with another backend that can. @param backend TF.js's name. */
export function missingKernels(path: string, names: readonly string[], backend: string): Issue {
  const other = ['wasm', 'tensorflow', 'cpu'].find((name) => name !== backend && names.every((kernel) => hasKernel(kernel, name)));
  return {
    path,
    expected: `kernels that the backend "${nameOf(backend)}" has`,
    received: names.join(', '),
    // One that has not been started shows no kernels, but every layer trains on it (docs/layers.md).
    fix: `choose the backend "${nameOf(other ?? (backend === 'cpu' ? 'wasm' : 'cpu'))}"`,
  };
}

/** The kernel for want of which TF.js has stopped, where that is what an error says. */
export function missingKernelOf(error: unknown): string | undefined {
  const text = error instanceof Error ? error.message : '';
  return /Kernel '(\w+)' not registered for backend|Cannot find registered kernel '(\w+)'/
    .exec(text)
    ?.slice(1)
    .find((name) => name !== undefined);
}

/** TF.js answers undefined where there is none, whatever its types say. */
const hasKernel = (name: string, backend: string): boolean => (tf.getKernel(name, backend) as object | undefined) !== undefined;

const nameOf = (backend: string): string => (backend === 'tensorflow' ? 'native' : backend);
