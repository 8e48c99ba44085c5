import { beforeAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { createRandom } from '../../src/random.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import type { TrainOptions } from '../../src/train/options.ts';

let before: number;
beforeAll(async () => void (await tf.setBackend('cpu')));
beforeEach(() => void (before = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(before));

/** Of so many rows that logistic regression takes many turns; none are held out, so that there is nothing to evaluate. */
const rows = 20_000;
const random = createRandom(1);
const xs = Float32Array.from({ length: rows * 20 }, () => random.next());
const ys = Float32Array.from({ length: rows }, (_, row) => (xs[row * 20]! + random.next() > 1 ? 1 : 0));
const spec = { network: { input: [20], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] } } as const;

async function trained(options: TrainOptions = {}) {
  const data = { xs: tf.tensor2d(xs, [rows, 20]), ys: tf.tensor2d(ys, [rows, 1]) };
  const training = { loss: 'binaryCrossentropy', batchSize: 5000, epochs: 1, seed: 1, validationSplit: 0 } as const;
  const trainer = await createTrainer(spec, data, { ...training, ...options });
  for await (const _ of trainer);
  tf.dispose([data.xs, data.ys]);
  return trainer;
}

test('an abort while baselines are fitted ends that, and leaves nothing behind', async () => {
  const abort = new AbortController();
  const trainer = await trained({ signal: abort.signal });
  const pending = trainer.finish();
  setImmediate(() => abort.abort(new Error('enough')));
  await expect(pending).rejects.toThrow('enough');
});

test('a trainer that is disposed while baselines are fitted for a look ends that with one clear error', async () => {
  const trainer = await trained();
  const pending = trainer.look('last', () => Promise.reject(new Error('a disposed model was looked at')));
  setImmediate(() => trainer.dispose());
  await expect(pending).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the trainer has a problem
     trainer: expected one that still has its model, received one that was disposed while a model was looked at
       fix: await look() before"
  `);
});

test('a run whose fit was aborted within a look may still be looked at and finished, with the baselines of any other', async () => {
  const abort = new AbortController();
  const trainer = await trained({ signal: abort.signal });
  const pending = trainer.look('last', () => Promise.resolve());
  setImmediate(() => abort.abort(new Error('enough')));
  await expect(pending).rejects.toThrow('enough');
  const looked = await trainer.look('last', (model) => Promise.resolve(model.record.baselines));
  const model = await trainer.finish();
  const other = await (await trained()).finish();
  expect(model.record.baselines).toEqual(other.record.baselines);
  expect(model.record.baselines).toEqual(looked);
  expect(model.record.baselines?.linear.type).toBe('linear');
  model.dispose();
  other.dispose();
});
