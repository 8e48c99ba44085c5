import { describe, expect, test } from '@jest/globals';
import { chooseBackend, type BackendChoice, type BackendName, type StepCosts } from '../../src/backend/choose.ts';

/** A machine on which some backends do not start; remembers what was tried. */
function machine(refusals: Partial<Record<BackendName, string>>) {
  const tried: BackendName[] = [];
  const start = (name: BackendName) => {
    tried.push(name);
    return Promise.resolve(refusals[name]);
  };
  return { start, tried };
}

/** What a step costs on each, on one thread. */
const costing = (wasm: number, cpu: number, native: number): StepCosts => {
  const alone = (cost: number) => ({ alone: cost, shared: 0 });
  return { wasm: alone(wasm), cpu: alone(cpu), native: alone(native), byOperations: alone(native), wantsOneDnn: false };
};

const notInstalled = 'the native bindings (@tensorflow/tfjs-node) are not installed';
const noWasm = 'WebAssembly does not start: no memory';

describe('auto', () => {
  test.each([
    { refusals: {}, is: { name: 'native', reason: 'native: the fastest for large networks' }, tried: ['native'] },
    { refusals: { native: notInstalled }, is: { name: 'wasm', reason: `wasm: ${notInstalled}` }, tried: ['native', 'wasm'] },
    {
      refusals: { native: notInstalled, wasm: noWasm },
      is: { name: 'cpu', reason: `cpu: ${notInstalled}; ${noWasm}` },
      tried: ['native', 'wasm', 'cpu'],
    },
  ])('takes $is.name, the fastest that starts, and says why no faster one: $is.reason', async ({ refusals, is, tried }) => {
    const { start, tried: seen } = machine(refusals);
    expect(await chooseBackend('auto', start)).toEqual(is);
    expect(seen).toEqual(tried);
  });

  test.each([
    { work: 'tiny', name: 'cpu', reason: 'cpu: the fastest for so little work' },
    { work: costing(1, 2, 3), name: 'wasm', reason: 'wasm: faster than native for steps this small' },
    { work: costing(2, 1, 3), name: 'cpu', reason: 'cpu: the fastest for steps this small' },
    { work: costing(2, 3, 1), name: 'native', reason: 'native: the fastest there is' },
    { work: 'fewRows', name: 'wasm', reason: 'wasm: starts sooner than native' },
    { work: 'large', name: 'native', reason: 'native: the fastest there is' },
  ] as const)('for work that is $work takes $name, and no other is started', async ({ work, ...is }) => {
    const { start, tried } = machine({});
    expect(await chooseBackend('auto', start, work)).toEqual(is);
    expect(tried).toEqual([is.name]);
    expect(await chooseBackend('wasm', start, work)).toEqual({ name: 'wasm', reason: 'wasm: asked for' });
  });

  test('takes the next best for a small step, and says why, where the best does not start', async () => {
    const { start, tried } = machine({ wasm: noWasm });
    expect(await chooseBackend('auto', start, costing(1, 3, 2))).toEqual({ name: 'native', reason: `native: ${noWasm}` });
    expect(tried).toEqual(['wasm', 'native']);
  });

  test('has threads share what can be shared, each after the first by half', async () => {
    const work = { ...costing(6, 9, 0), native: { alone: 1, shared: 9 } };
    const taken = async (threads?: number) => (await chooseBackend('auto', machine({}).start, work, threads)).name;
    expect([await taken(1), await taken(2), await taken(3), await taken()]).toEqual(['wasm', 'wasm', 'native', 'wasm']);
  });

  test('never takes WebGPU, whose packages are for those who ask for it', async () => {
    const { start, tried } = machine({ native: notInstalled, wasm: noWasm, cpu: 'gone' });
    await expect(chooseBackend('auto', start, 'tiny')).rejects.toThrow();
    expect(tried).not.toContain('webgpu');
  });

  test('fails where none starts', async () => {
    const { start } = machine({ native: notInstalled, wasm: noWasm, cpu: 'gone' });
    await expect(chooseBackend('auto', start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected one that starts, received the native bindings (@tensorflow/tfjs-node) are not installed; WebAssembly does not start: no memory; gone
         fix: do not remove it, and start the process anew"
    `);
  });
});

describe('a backend that is asked for', () => {
  test('is taken without trying another', async () => {
    const { start, tried } = machine({});
    expect(await chooseBackend('cpu', start)).toEqual({ name: 'cpu', reason: 'cpu: asked for' });
    expect(tried).toEqual(['cpu']);
  });

  test('is not replaced where it does not start', async () => {
    await expect(chooseBackend('native', machine({ native: notInstalled }).start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected "native" to start, received the native bindings (@tensorflow/tfjs-node) are not installed
         fix: netspec native install, or choose "auto", which takes the fastest that starts"
    `);
    const noPackages = '@tensorflow/tfjs-backend-webgpu and webgpu are not installed';
    await expect(chooseBackend('webgpu', machine({ webgpu: noPackages }).start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected "webgpu" to start, received @tensorflow/tfjs-backend-webgpu and webgpu are not installed
         fix: npm install @tensorflow/tfjs-backend-webgpu@4.22.0 webgpu (beside a driver for Vulkan, Metal or Direct3D), or choose "auto""
    `);
    await expect(chooseBackend('wasm', machine({ wasm: noWasm }).start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected "wasm" to start, received WebAssembly does not start: no memory
         fix: choose "cpu", which runs everywhere"
    `);
  });

  test('must be a known one', async () => {
    const { start, tried } = machine({});
    await expect(chooseBackend('wsam' as BackendChoice, start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected one of "auto", "native", "wasm", "cpu", "webgpu", received "wsam"
         fix: did you mean "wasm"?"
    `);
    await expect(chooseBackend('gpu' as BackendChoice, start)).rejects.toThrow('fix: did you mean "native"?');
    await expect(chooseBackend(3 as unknown as BackendChoice, start)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected one of "auto", "native", "wasm", "cpu", "webgpu", received 3"
    `);
    expect(tried).toEqual([]);
  });
});
