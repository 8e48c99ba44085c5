import { afterAll, expect, test } from '@jest/globals';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { repairKernels } from '../../src/backend/kernels/register.ts';
import { useBackend } from '../../src/node/backend.ts';
import { train } from '../../src/node/train.ts';

const restored: KernelConfig[] = [];
afterAll(() => {
  for (const kernel of restored) put(kernel);
});

function put(kernel: KernelConfig): void {
  // TF.js answers undefined where there is none, whatever its types say.
  if ((tf.getKernel(kernel.kernelName, kernel.backendName) as unknown) !== undefined)
    tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

// Of our module, of our repairs, and of neither.
test.each(['Tanh', 'Identity', 'Reciprocal'])('a kernel that the program has registered stays: %s', async (kernelName) => {
  await useBackend('wasm');
  const before = tf.getKernel(kernelName, 'wasm');
  restored.push(before);
  const own: KernelConfig = { ...before };
  put(own);
  await useBackend('wasm');
  await repairKernels('wasm');
  const data = { xs: [[1, 2], [3, 4]], ys: [[1], [2]] }; // prettier-ignore
  const model = await train({ input: [2], layers: [{ type: 'dense', units: 1 }] }, data, { epochs: 1, validationSplit: 0, step: 'eager' });
  model.dispose();
  expect(tf.getKernel(kernelName, 'wasm')).toBe(own);
});

test('and one that it has taken away is not put back', async () => {
  await useBackend('wasm');
  restored.push(tf.getKernel('Exp', 'wasm'));
  tf.unregisterKernel('Exp', 'wasm');
  await repairKernels('wasm');
  expect(tf.getKernel('Exp', 'wasm')).toBeUndefined();
});
