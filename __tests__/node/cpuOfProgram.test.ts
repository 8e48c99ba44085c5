import { expect, test } from '@jest/globals';
import { createTrainer, crossValidate, train, useBackend, xor } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

const network = { input: [2], layers: [{ type: 'dense', units: 1 }] } as const;
const data = { xs: [[0, 1]], ys: [[1]] };
const options = { loss: 'meanSquaredError', step: 'eager', epochs: 1, validationSplit: 0 } as const;

/** The reason for the backend that a training of small steps takes. */
async function reasonOf(backend?: 'cpu' | 'wasm'): Promise<string | undefined> {
  let told: string | undefined;
  const model = await train({ network }, data, { ...options, ...(backend && { backend }), onBackend: ({ reason }) => (told = reason) });
  model.dispose();
  return told;
}

// One after the other, in one process: nothing has been chosen before the first, and the second chooses.
test('plain JavaScript that the program has set holds where TF.js would take another by itself', async () => {
  tf.registerBackend('better', () => null as never, 9);
  await tf.setBackend('cpu');
  expect(await reasonOf()).toBe('cpu: set by the program');
  tf.removeBackend('better');
});

test('where it cannot be told from the choice of TF.js, the reason says what would hold', async () => {
  expect(tf.getBackend()).toBe('cpu');
  expect(await reasonOf()).toBe(
    'wasm: faster than native for steps this small (cpu, where the program has set it, holds by useBackend("cpu"))',
  );
  expect(await reasonOf()).toBe('wasm: faster than native for steps this small');
});

test('after netspec has taken another, what the program sets holds, also plain JavaScript and a return to what netspec took', async () => {
  await tf.setBackend('cpu');
  expect(await reasonOf()).toBe('cpu: set by the program');
  await tf.setBackend('wasm');
  expect(await reasonOf()).toBe('wasm: set by the program');
});

test('xor, which takes a backend of its own, leaves the one before as it was: set by the program, or by nobody', async () => {
  await xor({ steps: 1, seed: 1 });
  expect(await reasonOf()).toBe('wasm: set by the program');
  expect(await reasonOf('wasm')).toBe('wasm: asked for');
  await xor({ steps: 1, seed: 1 });
  expect(tf.getBackend()).toBe('wasm');
  expect(await reasonOf()).toBe('wasm: faster than native for steps this small');
});

test('a training between the steps of another is on a backend that nobody has set, whichever those steps put back', async () => {
  const begun = await createTrainer({ network }, data, { ...options, epochs: 2, backend: 'cpu' });
  expect(await reasonOf('wasm')).toBe('wasm: asked for');
  await begun.next();
  expect(tf.getBackend()).toBe('cpu');
  expect(await reasonOf()).toBe('wasm: faster than native for steps this small');
  begun.dispose();
});

test('where the program removes its backend, that which TF.js takes instead is set by nobody', async () => {
  await useBackend('wasm');
  expect(await reasonOf()).toBe('wasm: set by the program');
  tf.removeBackend('wasm');
  expect(await reasonOf()).toMatch(/"wasm" was removed by the program/);
});

test('a validation in several folds leaves what the program has asked for as it was', async () => {
  await useBackend('cpu');
  const rows = Array.from({ length: 12 }, (_, i) => ({ size: i, price: 2 * i }));
  const spec = { features: { size: 'number' }, target: { price: 'number' }, network: { layers: [] } } as const;
  await crossValidate(spec, rows, { folds: 2, epochs: 1, step: 'eager' });
  expect(await reasonOf()).toBe('cpu: set by the program');
});
