import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { evaluate, registerLayer, train, type Model, type ModelSpec } from 'netspec';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { countEager } from './countEager.ts';
import { inEachTurn } from '../train/eachTurn.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { chain, dense, head, specOf, squares } from '../train/recorded/networks.ts';
import { wave } from '../train/watch/runs.ts';
import { testByTurns } from '../long/spread.ts';

const backends = ['cpu', 'wasm'] as const;
const network = specOf(chain([3], dense(4, { id: 'wide' }), { type: 'batchNormalization' }, head(2)), squares);
const other = { cpu: 'wasm', wasm: 'cpu' } as const;

const models: Model[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});
leaveNoTensors();

async function trained(spec: ModelSpec, backend: (typeof backends)[number], xs: unknown = wave(6, 3), ys = wave(6, 2)): Promise<Model> {
  const model = await train(spec, { xs, ys } as never, { epochs: 1, batchSize: 3, seed: 3, backend, step: 'eager' });
  models.push(model);
  return model;
}

const stock = ({ layersModel }: Model, rows: number[][]): unknown =>
  tf.tidy(() => (layersModel.predict(tf.tensor2d(rows)) as Tensor).arraySync());

/** Asks so often that a program answers, and holds each answer to TF.js's. */
async function expectAnswers(model: Model, rows: number[][], times = 5): Promise<void> {
  for (let i = 0; i < times; i++) {
    const moved = rows.map((row) => row.map((x) => x + i / 8));
    expect(await model.predict(moved)).toEqual(stock(model, moved));
  }
}

/** Takes tensors until the memory of WebAssembly has moved. */
function moveMemory(): void {
  const memory = () => (tf.backend() as unknown as { readonly wasm: { readonly HEAPU8: Uint8Array } }).wasm.HEAPU8.buffer;
  const [before, { byteLength }] = [memory(), memory()];
  const taken: Tensor[] = [];
  while (memory() === before) taken.push(tf.zeros([byteLength / 8]));
  tf.dispose(taken);
}

/** Private fields of layers of TensorFlow.js. */
interface Places {
  kernel: { val: Variable };
  bias: unknown;
}

describe.each(backends)('on %s, what is predicted again and again', (backend) => {
  const testHere = testByTurns(backends.length, backends.indexOf(backend));

  testHere('comes from a program, is what TensorFlow.js answers, and takes no more memory', async () => {
    const model = await trained(network, backend);
    await expectAnswers(model, wave(4, 3));
    await expectAnswers(model, wave(1, 3));
    const eager = countEager(model);
    const held = () => [tf.memory().numTensors, tf.memory().numBytes, (tf.backend() as unknown as { numDataIds(): number }).numDataIds()];
    const before = held();
    for (let i = 0; i < 200; i++) await model.predict(wave(1, 3));
    expect(eager.count).toBe(1); // one of them is judged
    expect(held()).toEqual(before);
  });

  testHere('follows weights that are set, two of them to the same tensor, of which one changes later', async () => {
    const model = await trained(network, backend);
    await expectAnswers(model, wave(2, 3));
    const norm = model.layersModel.layers.find(({ name }) => name.includes('atch'))!;
    const set = (...weights: Tensor[]) => {
      norm.setWeights(weights);
      tf.dispose(weights);
    };
    const ones = tf.fill([4], 1.5);
    const zeros = tf.fill([4], 0.25);
    set(ones, zeros, zeros, ones);
    model.layersModel.getLayer('wide').trainable = false; // what is known is forgotten
    await expectAnswers(model, wave(2, 3));
    for (const { val } of norm.weights as unknown as { val: { assign(tensor: Tensor): void } }[]) {
      const tensor = tf.tensor1d([1, 2, 3, 4]);
      val.assign(tensor);
      tensor.dispose();
      await expectAnswers(model, wave(2, 3), 2);
    }
  });

  testHere('follows weights that are put elsewhere: shared by two layers, left out, their values exchanged', async () => {
    const model = await trained(specOf(chain([3], dense(3, { id: 'one' }), dense(3, { id: 'two' }), head(2)), squares), backend);
    const [one, two] = ['one', 'two'].map((name) => model.layersModel.getLayer(name) as unknown as Places) as [Places, Places];
    const { kernel } = two;
    const moves = [
      () => (two.kernel = one.kernel),
      () => (one.bias = null),
      () => (two.kernel = kernel),
      () => ([one.kernel.val, two.kernel.val] = [two.kernel.val, one.kernel.val]),
    ];
    await expectAnswers(model, wave(2, 3));
    for (const move of moves) {
      const before = await model.predict(wave(2, 3));
      move();
      expect(await model.predict(wave(2, 3))).not.toEqual(before);
      await expectAnswers(model, wave(2, 3));
    }
  });

  testHere('is right after something else computed by the weights on another backend', async () => {
    const model = await trained(network, backend);
    await expectAnswers(model, wave(2, 3));
    await useBackend(other[backend]);
    stock(model, wave(2, 3));
    const taken = Array.from({ length: 20 }, (_, i) => tf.fill([4, 2], i));
    await useBackend(backend);
    const more = Array.from({ length: 20 }, (_, i) => tf.fill([4, 2], i));
    const moved = wave(2, 3).map((row) => row.map((x) => x - 1));
    const answers = await model.predict(moved);
    expect(answers).toEqual(stock(model, moved));
    await useBackend(other[backend]);
    stock(model, moved);
    await useBackend(backend);
    await expectAnswers(model, moved);
    tf.dispose([taken, more]);
  });

  testHere('ends with the tf.LayersModel, by the error of TensorFlow.js', async () => {
    const model = await trained(network, backend);
    await expectAnswers(model, wave(2, 3));
    const before = tf.memory().numTensors;
    model.layersModel.dispose();
    const after = tf.memory().numTensors;
    await expect(model.predict(wave(2, 3))).rejects.toThrow('disposed');
    expect(tf.memory().numTensors).toBe(after);
    expect(after).toBeLessThan(before);
    model.layersModel.dispose = () => ({ refCountAfterDispose: 0, numDisposedVariables: 0 });
  });

  testHere('is right where several wait for each other, of one model and of two', async () => {
    const [one, two] = [await trained(network, backend), await trained(network, backend, wave(6, 3), wave(6, 2).reverse())];
    const questions = Array.from({ length: 12 }, (_, i) => wave(1 + (i % 3), 3).map((row) => row.map((x) => x * i)));
    const expected = questions.map((rows) => [stock(one, rows), stock(two, rows)]);
    for (let i = 0; i < 3; i++) {
      const answers = await Promise.all(questions.map(async (rows) => await Promise.all([one.predict(rows), two.predict(rows)])));
      expect(answers).toEqual(expected);
    }
  });

  testHere('of many sizes in turn comes from a program for each that came often', async () => {
    const model = await trained(network, backend);
    const sizes = [1, 2, 3, 4, 5, 6, 7];
    const ask = async (times: number) => {
      for (let i = 0; i < times; i++)
        for (const size of sizes) expect(await model.predict(wave(size, 3))).toEqual(stock(model, wave(size, 3)));
    };
    await ask(6);
    const eager = countEager(model);
    await ask(3);
    expect(eager.count).toBe(0);
    await model.predict(wave(8, 3));
    await ask(1);
    expect(eager.count).toBe(1);
  });

  testHere('is of the lengths that are asked for, each of its own', async () => {
    const sequences = (length: number, from = 0) =>
      wave(3, 2 * length).map((row) => Array.from({ length }, (_, i) => row.slice(2 * i, 2 * i + 2).map((x) => x + from)));
    const model = await trained(specOf(chain([null, 2], { type: 'gru', units: 3 }, head(2)), squares), backend, sequences(3), wave(3, 2));
    for (let i = 0; i < 5; i++) {
      for (const length of [2, 5, 3]) {
        const rows = sequences(length, i / 8);
        const expected = tf.tidy(() => (model.layersModel.predict(tf.tensor3d(rows)) as Tensor).arraySync());
        expect(await model.predict(rows)).toEqual(expected);
      }
    }
  });

  testHere('carries states from one batch to the next where the network does, and begins each call with 0', async () => {
    const layers = [{ type: 'gru', units: 3, stateful: true, useBias: false }, head(2)];
    const spec = specOf({ input: { shape: [2, 2], batchSize: 3 }, layers }, squares);
    const rows = (x: number) => Array.from({ length: 3 }, () => [[x, x], [x, x]]); // prettier-ignore
    const model = await trained(spec, backend, rows(0), wave(3, 2));
    for (let i = 0; i < 4; i++) await model.predict(rows(0));
    const answers = (await model.predict([...rows(1), ...rows(1)])) as number[][];
    expect(answers.slice(3)).not.toEqual(answers.slice(0, 3));
    expect(await model.predict(rows(1))).toEqual(answers.slice(0, 3));
  });

  testHere('follows whole numbers that are looked up', async () => {
    const spec = specOf(
      { input: { shape: [2], dtype: 'int32' }, layers: [{ type: 'embedding', inputDim: 5, outputDim: 3 }, { type: 'flatten' }, head(2)] },
      squares,
    );
    const ids = (from: number) => [0, 1, 2].map((i) => [(from + i) % 5, (from + 2 * i) % 5]);
    const model = await trained(spec, backend, ids(0), wave(3, 2));
    for (let i = 0; i < 6; i++) {
      const expected = tf.tidy(() => (model.layersModel.predict(tf.tensor2d(ids(i), [3, 2], 'int32')) as Tensor).arraySync());
      expect(await model.predict(ids(i))).toEqual(expected);
    }
  });

  testHere('has a program for what is asked often, however many other numbers of rows are asked once', async () => {
    const model = await trained(network, backend);
    for (let rows = 2; rows < 20; rows++) await model.predict(wave(rows, 3));
    await expectAnswers(model, wave(1, 3));
    const eager = countEager(model);
    await model.predict(wave(1, 3));
    expect(eager.count).toBe(0);
  });

  testHere('follows what decides a layer: its numbers, and what stands in its regularizers beside', async () => {
    const spec = specOf(chain([3], dense(4), { type: 'leakyReLU', id: 'leaky', alpha: 0.3 }, head(2)), squares);
    const model = await trained(spec, backend);
    await expectAnswers(model, wave(2, 3));
    (model.layersModel.getLayer('leaky') as unknown as { alpha: number }).alpha = 0.7;
    await expectAnswers(model, wave(2, 3));
  });
});

/** What a program changes between two calls, where no field of a layer shows it. */
const settings = { temperature: 1 };
class Temperature extends tfl.layers.Layer {
  static className = 'TemperatureOfTheProgram';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.div([inputs].flat()[0]!, settings.temperature));
  }
}
class Bounded extends tfl.layers.Layer {
  static className = 'BoundedByTemperature';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.clipByValue([inputs].flat()[0]!, -settings.temperature, settings.temperature));
  }
}
for (const [type, layer] of [
  ['temperature', Temperature],
  ['bounded', Bounded],
] as const) {
  registerLayer({
    type,
    doc: 'Divides by what a program says, or holds values within it.',
    options: {},
    ranks: { in: 'any', out: 'same' },
    outputShape: ([input]) => input!,
    layer,
  });
}

describe.each(backends)('on %s, a model with a layer of the program', (backend) => {
  test.each([2, 2500])('answers %i rows by what that reads now, from the first call on', async (rows) => {
    settings.temperature = 1;
    const model = await trained(specOf(chain([3], dense(4), head(2), { type: 'temperature' }), squares), backend);
    for (let i = 0; i < 4; i++) await model.predict(wave(rows, 3));
    settings.temperature = 2;
    expect(await model.predict(wave(rows, 3))).toEqual(stock(model, wave(rows, 3)));
  });

  test('answers by what it reads now also where the first batch does not show it', async () => {
    settings.temperature = 5;
    const model = await trained(specOf(chain([3], { type: 'bounded' }, head(2)), squares), backend);
    const rows = wave(128, 3).map((row, i) => (i < 32 ? row : row.map((x) => 8 * x)));
    for (let i = 0; i < 2; i++) await model.predict(rows);
    settings.temperature = 2;
    const expected = stock(model, rows) as number[][];
    const answers = (await model.predict(rows)) as unknown as number[][];
    answers.forEach((row, i) => row.forEach((value, q) => expect(value).toBeCloseTo(expected[i]![q]!, 5)));
  });

  test('has most of its batches answered by a program', async () => {
    settings.temperature = 1;
    const model = await trained(specOf(chain([3], dense(4), head(2), { type: 'temperature' }), squares), backend);
    await model.predict(wave(32 * 20, 3));
    const eager = countEager(model);
    await model.predict(wave(32 * 20, 3));
    expect(eager.count).toBe(1); // the first is judged
  });
});

test('a call may ask for the operations of TensorFlow.js, and for nothing else', async () => {
  const model = await trained(network, 'wasm');
  await expectAnswers(model, wave(2, 3));
  const eager = countEager(model);
  expect(await model.predict(wave(2, 3), { step: 'eager' })).toEqual(stock(model, wave(2, 3)));
  await evaluate(model, { xs: wave(2, 3), ys: wave(2, 2) }, { step: 'eager', allRows: true });
  expect(eager.count).toBe(2);
  await expect(model.predict(wave(2, 3), { step: 'plain' as 'eager' })).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the options of the call has a problem
     step: expected "auto" or "eager", received "plain""
  `);
});

test('the memory of WebAssembly may move between two predictions, and has room again once a model is disposed', async () => {
  const model = await trained(network, 'wasm');
  await expectAnswers(model, wave(2, 3));
  moveMemory();
  await expectAnswers(model, wave(2, 3), 1);
  moveMemory();
  await expectAnswers(model, wave(2, 3));
});

test('answers take no more memory than is kept between calls once a call was aborted', async () => {
  const wide = specOf(chain([3], dense(4100), head(2)), squares);
  const model = await trained(wide, 'wasm');
  const eager = countEager(model);
  const controller = new AbortController();
  const { predictOnBatch } = model.layersModel;
  model.layersModel.predictOnBatch = function (this: LayersModel, ...given) {
    if (eager.count === 2) controller.abort(new Error('enough'));
    return predictOnBatch.apply(this, given);
  };
  const rows = wave(5 * 1024, 3);
  await model.predict(rows.slice(0, 1)); // layers make what they need
  await expect(model.predict(rows, { signal: controller.signal })).rejects.toThrow('enough');
  expect(eager.count).toBe(3); // two are recorded: there is a program
  await model.predict(rows.slice(0, 1024));
  expect(eager.count).toBe(4);
});

test('an answer that waits for another one of the same model hears its signal', async () => {
  const model = await trained(specOf(chain([3], dense(64), dense(64), head(2)), squares), 'cpu');
  await expectAnswers(model, wave(512, 3));
  let now = performance.now();
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 20)); // all takes long
  const controller = new AbortController();
  const ended: string[] = [];
  const one = model.predict(wave(512, 3)).then(() => ended.push('one'));
  const other = model.predict(wave(512, 3), { signal: controller.signal }).catch((error: Error) => ended.push(error.message));
  const stop = inEachTurn((turn) => void (turn === 4 && controller.abort(new Error('enough'))));
  await Promise.all([one, other]);
  stop();
  clock.mockRestore();
  expect(ended).toEqual(['enough', 'one']);
});

test('a model whose values TensorFlow.js has freed is told so', async () => {
  const model = await trained(network, 'cpu');
  tf.disposeVariables();
  await expect(model.predict(wave(2, 3))).rejects.toThrow('expected a model in use');
});

test('a model that is disposed of while it answers is told so', async () => {
  const model = await trained(specOf(chain([3], dense(4100), head(2)), squares), 'cpu');
  const { predictOnBatch } = model.layersModel;
  model.layersModel.predictOnBatch = function (this: LayersModel, ...given) {
    const answers = predictOnBatch.apply(this, given);
    model.dispose();
    return answers;
  };
  await expect(model.predict(wave(5 * 1024, 3))).rejects.toThrowErrorMatchingInlineSnapshot(`
    "the model has a problem
      model: expected a model in use, received one that was disposed while it answered, or whose layersModel was
        fix: await its answers before"
  `);
});
