import { setFlagsFromString } from 'node:v8';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { train } from 'netspec';
import { tf } from '#tf';
import type { WasmBackend } from '../../src/backend/kernels/repair.ts';
import { kernelModuleNow, kernelModuleOf, startKernelModule } from '../../src/backend/wasm/kernelModule.ts';
import { productsBinary } from '../../src/backend/wasm/productsBinary.ts';
import { relaxedBinary } from '../../src/backend/wasm/relaxedBinary.ts';
import { withRelaxedSimd } from '../../src/node/withRelaxedSimd.ts';
import { engineWithoutRelaxedSimd } from './engine.ts';

/** Whether the engine takes relaxed SIMD now. */
const hasIt = (): boolean => WebAssembly.validate(Uint8Array.from(Buffer.from(relaxedBinary, 'base64')));
const hadIt = hasIt();

afterEach(() => {
  expect(hasIt()).toBe(hadIt);
});

/** What is started in fresh memory: which module of products is taken, and what is said of it. */
async function start(): Promise<{ readonly taken: readonly string[]; readonly isRelaxed: boolean | undefined }> {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const fresh = { wasm: { asm: { memory }, HEAPU8: new Uint8Array(memory.buffer) } } as unknown as WasmBackend;
  const instantiate = jest.spyOn(WebAssembly, 'instantiate');
  try {
    expect(await startKernelModule(fresh)).toBe(true);
    const given = instantiate.mock.calls.map(([bytes]) => Buffer.from(bytes as unknown as Uint8Array).toString('base64'));
    const taken = Object.entries({ relaxedBinary, productsBinary }).filter(([, binary]) => given.includes(binary));
    return { taken: taken.map(([name]) => name), isRelaxed: kernelModuleOf(fresh)?.isRelaxed };
  } finally {
    instantiate.mockRestore();
  }
}

describe('products and convolutions', () => {
  test('are by relaxed SIMD on WebAssembly that a program has set', async () => {
    createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    const network = { input: [2], layers: [{ type: 'dense', units: 1 }] } as const;
    const data = { xs: [[0, 1]], ys: [[1]] };
    const model = await train({ network }, data, { loss: 'meanSquaredError', step: 'eager', epochs: 1, validationSplit: 0 });
    model.dispose();
    expect(kernelModuleNow()?.isRelaxed).toBe(true);
  });

  test('are by relaxed SIMD where the engine has it', async () => {
    expect(await withRelaxedSimd(start)).toEqual({ taken: ['relaxedBinary'], isRelaxed: true });
  });

  test('are by plain SIMD where the engine has no other', async () => {
    const restore = engineWithoutRelaxedSimd();
    const started = await withRelaxedSimd(start);
    restore();
    expect(started).toEqual({ taken: ['productsBinary'], isRelaxed: false });
  });
});

describe('an engine that hides relaxed SIMD behind a flag', () => {
  test('has it for the time of compiling alone', async () => {
    expect(await withRelaxedSimd(() => Promise.resolve(hasIt()))).toBe(true);
    expect(hasIt()).toBe(hadIt);
  });

  test('has it no longer where compiling fails', async () => {
    await expect(withRelaxedSimd(() => Promise.reject(new Error('on purpose')))).rejects.toThrow('on purpose');
    expect(hasIt()).toBe(hadIt);
  });

  test('has it until the last of several that compile at once is done', async () => {
    let end: () => void = () => undefined;
    const first = withRelaxedSimd(() => new Promise<void>((resolve) => (end = resolve)));
    const second = withRelaxedSimd(async () => {
      end();
      await first;
      return hasIt();
    });
    expect(await second).toBe(true);
  });

  test('keeps it where the program has asked for it', async () => {
    const options = process.env['NODE_OPTIONS'];
    process.env['NODE_OPTIONS'] = '--experimental-wasm-relaxed-simd';
    jest.resetModules();
    const asked = await import('../../src/node/withRelaxedSimd.ts');
    await asked.withRelaxedSimd(() => Promise.resolve());
    const kept = hasIt();
    if (options === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = options;
    if (!hadIt) setFlagsFromString('--no-experimental-wasm-relaxed-simd');
    expect(kept).toBe(true);
  });
});
