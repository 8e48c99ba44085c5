import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { tf } from '#tf';
import {
  crossValidate,
  evaluate,
  exportModel,
  findLearningRate,
  load,
  overfitBatch,
  predict,
  save,
  train,
  useBackend,
  type Model,
} from 'netspec';
import { load as loadInPage, predict as predictInPage } from 'netspec/browser';

const spec = {
  network: { input: [2], layers: [{ type: 'dense', units: 4, activation: 'tanh' }, { type: 'dense', units: 1 }] },
  training: { loss: 'meanSquaredError', epochs: 1 },
} as const; // prettier-ignore
// More rows than are computed at once.
const xs = Array.from({ length: 4096 }, (_, i) => [Math.sin(i), Math.cos(i)]);
const data = { xs, ys: xs.map(([a, b]) => a! - b!) };

let model: Model;
let before: number;
beforeEach(async () => {
  await useBackend('cpu');
  model = await train(spec, { xs: xs.slice(0, 32), ys: data.ys.slice(0, 32) }, { seed: 1, backend: 'cpu' });
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

/** Aborted while the second batch is computed. */
function inBetween(): { readonly signal: AbortSignal; readonly batches: () => number } {
  const controller = new AbortController();
  const compute = model.layersModel.predictOnBatch.bind(model.layersModel);
  let batches = 0;
  model.layersModel.predictOnBatch = (inputs) => {
    if (++batches === 2) controller.abort(new Error('enough'));
    return compute(inputs);
  };
  return { signal: controller.signal, batches: () => batches };
}

const calls = {
  'model.predict': (signal: AbortSignal) => model.predict(xs, { signal }),
  predict: (signal: AbortSignal) => predict(model, xs, { signal }),
  'predict in a page': (signal: AbortSignal) => predictInPage(model, xs, { signal }),
  evaluate: (signal: AbortSignal) => evaluate(model, data, { signal }),
};

test('one short answer after another leaves other work its turn', async () => {
  const clock = jest.spyOn(performance, 'now');
  let now = performance.now();
  clock.mockImplementation(() => (now += 5));
  let hasTurned = false;
  setImmediate(() => (hasTurned = true));
  for (let call = 0; call < 16 && !hasTurned; call++) await model.predict([[0, 1]]);
  clock.mockRestore();
  expect(hasTurned).toBe(true);
});

describe.each(Object.entries(calls))('%s', (_, call) => {
  test('is rejected by the reason of a signal that was aborted before, and computes nothing', async () => {
    const { batches } = inBetween();
    await expect(call(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    expect(batches()).toBe(0);
  });

  test('ends between two batches when its signal is aborted', async () => {
    const { signal, batches } = inBetween();
    await expect(call(signal)).rejects.toThrow('enough');
    expect(batches()).toBe(2);
  });

  test('goes to its end with a signal that is not aborted', async () => {
    await expect(call(new AbortController().signal)).resolves.toBeDefined();
  });
});

describe('files', () => {
  let folder: string;
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'netspec-'))));
  afterEach(async () => await rm(folder, { recursive: true }));

  test.each([
    ['save', (signal: AbortSignal) => save(model, folder, { signal })],
    ['exportModel', (signal: AbortSignal) => exportModel(model, { to: 'tfjs', path: folder, signal })],
  ] as const)('%s is rejected by the reason of its signal, and writes nothing', async (_, call) => {
    await expect(call(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    const controller = new AbortController();
    const writing = call(controller.signal);
    controller.abort(new Error('enough'));
    await expect(writing).rejects.toThrow('enough');
    expect(await readdir(folder)).toEqual([]);
    await call(new AbortController().signal);
    expect(await readdir(folder)).not.toEqual([]);
  });

  test('load is rejected by the reason of its signal, and leaves nothing behind', async () => {
    await save(model, folder);
    await expect(load(folder, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    await expect(loadInPage(folder, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
    const controller = new AbortController();
    const opening = load(folder, { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
    (await load(folder, { signal: new AbortController().signal })).dispose();
  });
});

test('other work gets its turn between two batches', async () => {
  const { signal } = new AbortController();
  const compute = model.layersModel.predictOnBatch.bind(model.layersModel);
  model.layersModel.predictOnBatch = (inputs) => {
    const end = performance.now() + 20; // longer than a turn may take
    while (performance.now() < end);
    return compute(inputs);
  };
  let turns = 0;
  const count = setInterval(() => turns++, 0);
  await model.predict(xs, { signal });
  clearInterval(count);
  expect(turns).toBeGreaterThan(0);
});

test('what is no option of a call is refused', async () => {
  const told = (options: unknown) => model.predict(xs, options as never).then(String, String);
  expect(await told({ signal: 'stop' })).toMatchInlineSnapshot(`
   "UsageError: the options of the call has a problem
     signal: expected an AbortSignal, received "stop""
  `);
  expect(await told({ batchSize: 5 })).toMatchInlineSnapshot(`
   "UsageError: the options of the call has a problem
     batchSize: expected no option but signal and step, received 5"
  `);
  expect(await told(null)).toMatchInlineSnapshot(`
   "UsageError: the options of the call has a problem
     options: expected an object, received null"
  `);
});

describe.each(Object.entries({ crossValidate, findLearningRate, overfitBatch }))('%s', (_, call) => {
  test('is rejected by the reason of a signal that was aborted before', async () => {
    await expect(call(spec, data, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
  });

  test('ends when its signal is aborted, and leaves nothing behind', async () => {
    const controller = new AbortController();
    const onBatchEnd = () => controller.abort(new Error('enough'));
    const options = { signal: controller.signal, seed: 1, backend: 'cpu', callbacks: [{ onBatchEnd }] } as const;
    await expect(call(spec, data, options)).rejects.toThrow('enough');
  });
});
