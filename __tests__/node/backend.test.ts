import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { tf } from '#tf';
import { backendOfProgram } from '../../src/backend/backendInUse.ts';
import type { BackendError } from '../../src/errors.ts';
import { useBackend } from '../../src/node/backend.ts';

const printed = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'log'), jest.spyOn(console, 'error')];
beforeAll(() => {
  tf.env().set('IS_TEST', false); // these silence TF.js: here it must be silent by itself
  tf.env().set('PROD', false);
});
afterEach(() => {
  for (const spy of printed) expect(spy).not.toHaveBeenCalled();
});
afterAll(() => {
  tf.env().set('IS_TEST', true);
  tf.env().set('PROD', true);
});

describe('useBackend', () => {
  test.each(['wasm', 'cpu', 'wasm'] as const)('makes TF.js run on %s, and prints nothing', async (name) => {
    expect(await useBackend(name)).toEqual({ name, reason: `${name}: asked for` });
    expect(tf.getBackend()).toBe(name);
    expect(tf.tidy(() => Array.from(tf.add([1, 2], 1).dataSync()))).toEqual([2, 3]);
  });

  test('takes the fastest that starts, and says why', async () => {
    const refusal = await useBackend('native').then(() => undefined, (error: BackendError) => error.issues[0]!.received); // prettier-ignore
    const expected = refusal === undefined ? { name: 'native', reason: 'native: the fastest there is' } : { name: 'wasm', reason: `wasm: ${refusal}` }; // prettier-ignore
    expect(await useBackend()).toEqual(expected);
  });

  test('of several calls at once leaves the last one to decide, and each to find its own', async () => {
    const found = await Promise.all(
      (['cpu', 'wasm', 'nothing', 'cpu', 'wasm', 'cpu'] as const).map(async (name) => {
        await useBackend(name as 'cpu').catch(() => undefined);
        return tf.getBackend();
      }),
    );
    expect(found).toEqual(['cpu', 'wasm', 'wasm', 'cpu', 'wasm', 'cpu']);
    expect(backendOfProgram()).toBe('cpu');
  });

  test('leaves tensors of the backend before readable', async () => {
    await useBackend('cpu');
    const tensor = tf.tensor1d([1, 2, 3]);
    await useBackend('wasm');
    expect(Array.from(await tf.tidy(() => tf.mul(tensor, 2)).data())).toEqual([2, 4, 6]);
    tensor.dispose();
    tf.disposeVariables();
  });

  test('leaves no listener for errors in the process', async () => {
    await useBackend('wasm');
    const listeners = [...process.listeners('uncaughtException'), ...process.listeners('unhandledRejection')].map(String);
    expect(listeners.filter((text) => text.includes('ExitStatus') || text.includes('throw reason'))).toEqual([]);
  });

  test('that the program has removed is refused by name, and passed over by "auto"', async () => {
    await useBackend('wasm');
    tf.removeBackend('wasm');
    await expect(useBackend('wasm')).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected "wasm" to start, received "wasm" was removed by the program (tf.removeBackend), and cannot be loaded twice
         fix: do not remove it, and start the process anew"
    `);
    expect(await useBackend()).toMatchObject({ name: 'cpu', reason: expect.stringContaining('"wasm" was removed by the program') });
  });
});
