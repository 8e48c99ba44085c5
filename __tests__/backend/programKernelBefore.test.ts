import { createRequire } from 'node:module';
import { expect, jest, test } from '@jest/globals';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';

// Before netspec does: so it has not seen which kernels came with it.
createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm');

/** A kernel of the program, which counts how often it is called, and does what stood there. */
function register(kernelName: string, backendName: string): { readonly kernel: KernelConfig; calls: number } {
  const stock = tf.getKernel(kernelName, backendName);
  const kernelFunc: KernelConfig['kernelFunc'] = (call) => {
    count.calls++;
    return stock.kernelFunc(call);
  };
  const count = { kernel: { ...stock, kernelFunc }, calls: 0 };
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel(count.kernel);
  return count;
}

test.each(['wasm', 'cpu'] as const)('a kernel that the program has registered before %s first starts stays, and no other', async (name) => {
  const count = register('BatchMatMul', name);
  const stock = tf.getKernel('Sum', name);
  await useBackend(name);
  expect(tf.getKernel('BatchMatMul', name)).toBe(count.kernel);
  expect(tf.getKernel('Sum', name)).not.toBe(stock);
  expect(tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).arraySync())).toEqual([[11]]);
  expect(count.calls).toBe(1);
  expect(tf.memory().numTensors).toBe(0);
});

test('a second instance of plain JavaScript, as TF.js makes it by itself, advertises nothing', async () => {
  const flags = tf.env().getFlags();
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  tf.env().setFlags({ ...flags, IS_TEST: false, PROD: false }); // which silence it, too
  tf.removeBackend('cpu');
  const { MathBackendCPU } = createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu') as { MathBackendCPU: new () => never };
  tf.registerBackend('cpu', () => new MathBackendCPU());
  await tf.setBackend('cpu');
  tf.tidy(() => tf.add([1], 1).dataSync());
  tf.env().setFlags(flags);
  expect(warn).not.toHaveBeenCalled();
  warn.mockRestore();
});
