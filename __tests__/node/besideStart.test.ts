import { expect, test } from '@jest/globals';
import { evaluate, predict, train, type Callback } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors, weightsOf } from '../train/tensors.ts';

leaveNoTensors();

const dense = (units: number) => ({ type: 'dense', units, activation: 'relu' }) as const;
const rows = Array.from({ length: 60 }, (_, i) => ({ a: Math.sin(i * 1.7), b: Math.cos(i * 2.3), y: Math.sin(i * 1.7) * 2 }));
const spec = {
  features: { a: 'number', b: 'number' },
  target: { y: 'number' },
  network: { layers: [dense(8), { type: 'batchNormalization' }, { type: 'dropout', rate: 0.3 }] },
  training: { batchSize: 8, epochs: 6, seed: 4 },
} as const;

async function trained(backend: 'cpu' | 'wasm', onBatchEnd?: Callback['onBatchEnd']) {
  const model = await train(spec, rows, { backend, ...(onBatchEnd ? { callbacks: [{ onBatchEnd }] } : {}) });
  const found = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut };
  model.dispose();
  return found;
}

// The only test of the file: WebAssembly starts once in a process.
test('WebAssembly that starts for one training lets another, a prediction and an evaluation go on, to the same bits', async () => {
  const model = await train(spec, rows, { backend: 'cpu' });
  const answer = () => Promise.all([predict(model, rows), evaluate(model, rows, { allRows: true })]);
  const alone = [await trained('cpu'), ...(await answer())];
  expect(tf.findBackendFactory('wasm')).toBe(null);

  let other: ReturnType<typeof trained> | undefined;
  let answers: ReturnType<typeof answer> | undefined;
  const first = await trained('cpu', async () => {
    other ??= trained('wasm');
    while (tf.findBackendFactory('wasm') === null) await new Promise((resolve) => setImmediate(resolve));
    answers ??= answer(); // goes on while the steps do
  });

  expect([first, ...(await answers!)]).toEqual(alone);
  const onWasm = await other!;
  expect(await trained('wasm')).toEqual(onWasm);
  model.dispose();
});
