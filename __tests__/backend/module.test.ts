import { spawnSync } from 'node:child_process';
import { expect, jest, test } from '@jest/globals';
import { tf } from '#tf';
import { repairKernels } from '../../src/backend/kernels/register.ts';
import type { WasmBackend } from '../../src/backend/kernels/repair.ts';
import { kernelModuleOf, startKernelModule } from '../../src/backend/wasm/kernelModule.ts';
import { ownKernels } from '../../src/backend/wasm/ownKernels.ts';
import { isLong } from '../long/isLong.ts';
import { compareBackends, fill, on } from './compare.ts';

compareBackends('wasm');

const backendOf = () => tf.findBackend('wasm') as unknown as WasmBackend;

test('the module is what its sources give', () => {
  // Compiling them takes long: its mark says from which sources it is, unless there is time.
  const words = ['tools/buildWasm.mjs', '--check', ...(isLong ? ['--anew'] : [])];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('the module has what we say it exports, and takes no memory but that of TF.js', () => {
  const { kernels } = kernelModuleOf(backendOf())!;
  const { memory, ...functions } = kernels as unknown as { memory: WebAssembly.Memory } & Record<string, (...args: number[]) => unknown>;
  expect(memory).toBe(backendOf().wasm.asm.memory);
  const taken = Object.entries(functions).map(([name, { length }]) => `${name}/${length}`);
  expect(taken.sort()).toMatchInlineSnapshot(`
   [
     "adadelta/9",
     "adam/14",
     "adamax/11",
     "addAll/3",
     "areFinite/2",
     "argMost/7",
     "average/4",
     "averagePoolGradient/3",
     "batchNormalize/14",
     "clipAll/3",
     "combine/12",
     "conv2D/7",
     "conv2DFilterGradient/6",
     "conv2DFilterGradientScratch/2",
     "conv2DInputGradient/5",
     "convolutionScratch/3",
     "copyAxes/11",
     "copyRuns/6",
     "depthwise/7",
     "depthwiseFilterGradient/5",
     "depthwiseInputGradient/5",
     "depthwiseScratch/3",
     "descend/5",
     "drawMask/6",
     "drawUniform/6",
     "fill/3",
     "fold/6",
     "gatherRows/8",
     "lion/8",
     "map/6",
     "matMul/13",
     "matMulScratch/1",
     "maxPoolGradient/4",
     "oneHot/6",
     "passWithin/6",
     "pool/4",
     "resizeBilinear/10",
     "resizeNearest/10",
     "rms/13",
     "scaleAll/3",
     "segmentSum/6",
     "select/5",
     "selectRows/6",
     "softmax/4",
     "squaredNorm/2",
     "sum/6",
     "takeMean/4",
     "trace/9",
   ]
  `);
});

test('products and convolutions are by relaxed SIMD, which the engine has, be it behind a flag', () => {
  expect(kernelModuleOf(backendOf())?.isRelaxed).toBe(true);
});

test('our kernels stand before all others, also after a second repair', async () => {
  const placed = () => ownKernels.map(({ kernelName }) => tf.getKernel(kernelName, 'wasm'));
  const before = placed();
  await repairKernels('wasm');
  expect(placed()).toEqual(before);
});

test('our kernels go on where the memory of TF.js has grown and moved', async () => {
  const multiply = () => [tf.matMul(fill([9, 7], 0.3), fill([9, 11], 0.7), true)];
  const before = await on('wasm', multiply);
  const { buffer } = backendOf().wasm.HEAPU8;
  const large = tf.zeros([2 ** 25]);
  expect(backendOf().wasm.HEAPU8.buffer).not.toBe(buffer);
  expect(await on('wasm', multiply)).toEqual(before);
  large.dispose();
});

test('scratch memory is kept where it is small, and freed where it is large', () => {
  const { withScratch } = kernelModuleOf(backendOf())!;
  const { wasm } = backendOf();
  const addresses: number[] = [];
  withScratch(100, (address) => addresses.push(address));
  withScratch(2 ** 20, (address) => addresses.push(address));
  expect(addresses[1]).toBe(addresses[0]);
  expect(addresses[0]! % 64).toBe(0);
  // A megabyte that was freed is given out again, so that the memory does not grow.
  for (let i = 0; i < 100; i++) withScratch(2 ** 24, (address) => expect(address % 64).toBe(0));
  const { length } = wasm.HEAPU8;
  for (let i = 0; i < 100; i++) withScratch(2 ** 24, () => undefined);
  expect(wasm.HEAPU8.length).toBe(length);
  const failing = () =>
    withScratch(2 ** 24, () => {
      throw new Error('on purpose');
    });
  for (let i = 0; i < 100; i++) expect(failing).toThrow('on purpose');
  expect(wasm.HEAPU8.length).toBe(length);
});

test('nothing is started where the engine has no SIMD', async () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const fresh = { wasm: { asm: { memory }, HEAPU8: new Uint8Array(memory.buffer) } } as unknown as WasmBackend;
  const validate = jest.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  expect(await startKernelModule(fresh)).toBe(false);
  validate.mockRestore();
  expect(await startKernelModule(fresh)).toBe(true);
});

test('nothing is started in memory that threads share, nor where there is none', async () => {
  const shared = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const bare = { wasm: { asm: {}, HEAPU8: new Uint8Array(0) } };
  const threaded = { wasm: { asm: { memory: shared }, HEAPU8: new Uint8Array(shared.buffer) } };
  expect(await startKernelModule(bare as unknown as WasmBackend)).toBe(false);
  expect(await startKernelModule(threaded as unknown as WasmBackend)).toBe(false);
});
