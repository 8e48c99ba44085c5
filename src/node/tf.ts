import { createRequire } from 'node:module';
import type * as core from '@tensorflow/tfjs-core';
import type * as layers from '@tensorflow/tfjs-layers';
import { repairTf } from '../repairs/repairTf.ts';
import { loadKernels } from '../repairs/stockKernels.ts';

// Importing these CommonJS bundles as ES modules makes Node scan 3 MB of source for export names (155 ms of 210);
// `require` does not, and yields the very same instances that a user's own `import` gets.
const load = createRequire(import.meta.url);

export const tf = load('@tensorflow/tfjs-core') as typeof core;
export const tfl = load('@tensorflow/tfjs-layers') as typeof layers;
repairTf(tf);
// The backend that is always there: without one not even a layer can be made.
loadKernels(tf, 'cpu', () => {
  const { MathBackendCPU } = load('@tensorflow/tfjs-backend-cpu') as { readonly MathBackendCPU: { readonly prototype: object } };
  // Each that is made would print an advertisement for tfjs-node when it is first used.
  Object.defineProperty(MathBackendCPU.prototype, 'firstUse', { get: () => false, set: () => undefined, configurable: true });
});
// And one that is there already.
(tf.findBackend('cpu') as core.KernelBackend & { firstUse: boolean }).firstUse = false;
