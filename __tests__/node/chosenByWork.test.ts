import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTrainer, load, save, train, useBackend, type ModelSpec, type TrainData } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
});
afterAll(() => rm(folder, { recursive: true }));

const data: TrainData = { xs: [[0, 1], [1, 0], [1, 1], [0, 0]], ys: [[1], [1], [0], [0]] }; // prettier-ignore
const ofUnits = (units: number): ModelSpec => ({
  network: { input: [2], layers: [{ type: 'dense', units, activation: 'tanh' }, { type: 'dense', units: 1 }] }, // prettier-ignore
  training: { loss: 'meanSquaredError', validationSplit: 0, epochs: 1, seed: 1 },
});
const tiny = ofUnits(4);
const large = ofUnits(3000); // 12,001 weights x 32 rows

/** Which backend a training takes, and why. */
async function choiceOf(spec: ModelSpec, options: object = {}): Promise<{ readonly name: string; readonly reason: string }> {
  let told: { readonly name: string; readonly reason: string } | undefined;
  (await train(spec, data, { ...options, onBackend: (info) => (told = info) })).dispose();
  return told!;
}

const forSmall = { name: 'cpu', reason: 'cpu: the fastest for so little work' };

describe('a training', () => {
  test('of a network that plain loops train is on plain JavaScript, and says why', async () => {
    expect(await choiceOf(tiny)).toEqual(forSmall);
    expect(tf.getBackend()).toBe('cpu');
  });

  test('of any other is on a faster one: by its size, its batches, its step, its loss', async () => {
    expect((await choiceOf(large)).name).toBe('wasm');
    expect((await choiceOf(large, { batchSize: 1 })).name).toBe('cpu');
    expect((await choiceOf(tiny, { batchSize: 20_000 })).name).toBe('wasm');
    expect((await choiceOf(tiny, { step: 'eager' })).name).toBe('wasm');
    const loss = (yTrue: Parameters<typeof tf.sub>[0], yPred: Parameters<typeof tf.sub>[0]) => tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1);
    expect((await choiceOf(tiny, { loss })).name).toBe('wasm');
    expect(await choiceOf(tiny)).toEqual(forSmall);
  });

  test('stays on the backend that the call or the program asks for', async () => {
    expect(await choiceOf(tiny, { backend: 'wasm' })).toEqual({ name: 'wasm', reason: 'wasm: asked for' });
    expect(await choiceOf(tiny)).toEqual(forSmall);
    await useBackend('wasm');
    expect(await choiceOf(tiny)).toEqual({ name: 'wasm', reason: 'wasm: set by the program' });
    await useBackend('cpu');
    expect(await choiceOf(large)).toEqual({ name: 'cpu', reason: 'cpu: set by the program' });
    expect(await choiceOf(large, { backend: 'auto' })).toMatchObject({ name: 'wasm' });
  });

  test('is not on WebGPU, which answers only', async () => {
    await expect(choiceOf(tiny, { backend: 'webgpu' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "backend has a problem
       backend: expected one whose numbers can be read at once, as each step of a training does, received "webgpu", which in Node gives them later
         fix: train on "auto"; predict and evaluate run on it (predict --backend webgpu, in code after useBackend("webgpu"))"
    `);
  });

  test('that goes on keeps the backend on which it began', async () => {
    const run = { folder, name: 'begun' };
    const begun = await createTrainer(tiny, data, { run, epochs: 4, backend: 'wasm' });
    await begun.next();
    begun.dispose();
    expect(await choiceOf(tiny, { run: { ...run, resume: true }, epochs: 4 })).toEqual({
      name: 'wasm',
      reason: 'wasm: the run began on it',
    });
    const again = choiceOf(tiny, { run: { ...run, resume: true }, epochs: 6, backend: 'cpu' });
    await expect(again).rejects.toThrow('backend: expected "wasm", as the run began, received "cpu"');
  });

  test('between the epochs of another leaves that one as it would be alone', async () => {
    const options = { step: 'eager', epochs: 4, backend: 'cpu' } as const;
    const alone = await train(tiny, data, options);
    const trainer = await createTrainer(tiny, data, options);
    while ((await trainer.next()) !== undefined) (await train(large, data, { backend: 'wasm' })).dispose();
    const between = await trainer.finish();
    expect(between.history).toEqual(alone.history);
    for (const model of [alone, between]) model.dispose();
  });
});

test('a tiny model that is loaded is on plain JavaScript, a larger one on a faster backend', async () => {
  for (const [spec, backend] of [
    [tiny, 'cpu'],
    [ofUnits(8000), 'wasm'],
    [tiny, 'cpu'],
  ] as const) {
    // prettier-ignore
    const model = await train(spec, data, { backend: 'wasm' });
    await save(model, join(folder, 'model'));
    model.dispose();
    const loaded = await load(join(folder, 'model'));
    expect(tf.getBackend()).toBe(backend);
    loaded.dispose();
  }
});
