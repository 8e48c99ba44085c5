import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { Tf } from './layerClass.ts';

/** Kernels that a package of TF.js has registered while it was loaded here. */
const loaded = new WeakSet<KernelConfig>();
/** Source texts of such packages, by backend, where they can be read. */
const sources = new Map<string, () => string>();

/** Loads TF.js's package of a backend, and remembers its kernels; none where the program has loaded it before. */
export function loadKernels(tf: Tf, backendName: string, load: () => void): void {
  const before = new Set(tf.getKernelsForBackend(backendName));
  load();
  for (const kernel of tf.getKernelsForBackend(backendName)) if (!before.has(kernel)) loaded.add(kernel);
}

/** Says where the source of a backend's package is, for kernels that the program has loaded before. Read when it is needed. */
export const readKernelsFrom = (backendName: string, read: () => string): void => void sources.set(backendName, read);

/**
 * What tells TF.js's own kernels of a backend, as they stand now, from those that the program has registered: by which load they came,
 * else whether their text is in the source of the package. Where that is not to be read, or has the text of none (a bundler wrote it
 * anew), all are taken for TF.js's own.
 */
export function stockKernels(tf: Tf, backendName: string): (kernel: KernelConfig) => boolean {
  let source: string | undefined;
  const isWritten = ({ kernelFunc }: KernelConfig): boolean => {
    source ??= sourceOf(tf, backendName);
    return source === '' || source.includes(String(kernelFunc));
  };
  return (kernel) => loaded.has(kernel) || isWritten(kernel);
}

function sourceOf(tf: Tf, backendName: string): string {
  try {
    const source = sources.get(backendName)?.() ?? '';
    return tf.getKernelsForBackend(backendName).some(({ kernelFunc }) => source.includes(String(kernelFunc))) ? source : '';
  } catch {
    return '';
  }
}
