import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { registerLayer, train, type InputData, type Model, type ModelSpec } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors } from '../train/tensors.ts';

const models: Model[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const model of models.splice(0)) model.dispose();
});
leaveNoTensors();

const options = { seed: 1, epochs: 1, batchSize: 2, loss: 'meanSquaredError' } as const;

/** A network that adds up the numbers of a row. */
async function summing(shape: number[]): Promise<Model> {
  const layers = [...(shape.length > 1 ? [{ type: 'flatten' }] : []), { type: 'dense', units: 1, useBias: false }];
  const row = tf.tidy(() => tf.zeros([1, ...shape]).arraySync()) as never;
  const model = await train(
    { network: { input: shape, layers } } as unknown as ModelSpec,
    { xs: row, ys: [1] },
    { ...options, backend: 'cpu' },
  );
  tf.tidy(() => model.layersModel.setWeights([tf.ones([shape.reduce((a, b) => a * b), 1])]));
  models.push(model);
  return model;
}

function holdingItself(times: number): unknown[] {
  const list: unknown[] = [];
  for (let i = 0; i < times; i++) list.push(list);
  return list;
}

const sameTwice = [3n];

function deepList(): unknown[] {
  let list: unknown[] = [];
  for (let i = 0; i < 100_000; i++) list = [list];
  return list;
}

function disposedTensor(): Tensor {
  const tensor = tf.tensor2d([[1, 2]]);
  tensor.dispose();
  return tensor;
}

const ofSize = (size: number, make: (i: number) => unknown) => Array.from({ length: size }, (_, i) => make(i));

describe('nested arrays', () => {
  test('are read whatever they are nested of', async () => {
    const model = await summing([2, 3]);
    const rows = [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [
        [true, false, 7],
        [0, 0.5, -8],
      ],
    ];
    const lists = [rows[0]!.map((list) => Float64Array.from(list as number[])), [[true, false, 7], Float32Array.of(0, 0.5, -8)]];
    for (const given of [rows, lists]) expect(await model.predict(given as InputData)).toEqual([[21], [0.5]]);
  });

  test.each([
    ['rows of one large list', [40_000], (row: number) => ofSize(40_000, (i) => (i === 39_999 ? row : 0))],
    [
      'lists of large typed arrays',
      [2, 20_000],
      (row: number) => [new Float32Array(20_000), Int32Array.from({ length: 20_000 }, (_, i) => (i === 19_999 ? row : 0))],
    ],
    ['many small lists', [20_000, 2], (row: number) => ofSize(20_000, (i) => [0, i === 19_999 ? row : 0])],
  ])('are read in turns: %s', async (_, shape, row) => {
    const model = await summing(shape);
    expect(await model.predict([row(1), row(2), row(3)] as InputData)).toEqual([[1], [2], [3]]);
  });

  test.each([
    ['a row that is shorter', [[1, 2], [3]], 'xs[1]: expected 2 values, as the first row has, received 1 values'],
    ['a number in the place of a row', [[1, 2], 3], 'xs[1]: expected 2 values, as the first row has, received 3'],
    [
      'a text among numbers',
      [
        [1, 2],
        [3, '4'],
      ],
      'xs[1][1]: expected a finite number, received "4"',
    ],
    [
      'a hole',
      [
        [1, 2],
        [3, undefined],
        [null, 1],
      ],
      'xs[1][1]: expected a finite number, received nothing',
    ],
    [
      'large numbers of 64 bits',
      [[1, 2], Uint32Array.of(3, 4), BigInt64Array.of(3n, 4n)],
      'xs[2][0]: expected a finite number, received 3n',
    ],
    [
      'more than 32 bits hold',
      [
        [1, 2],
        [3, 1e39],
      ],
      'xs[1]: expected finite numbers, within what 32-bit floats hold, received 1e+39',
    ],
    [
      'a flat array of them',
      BigInt64Array.of(1n, 2n),
      'xs: expected arrays of numbers, a typed array or a tensor, received a BigInt64Array',
    ],
    ['a list that holds itself', holdingItself(1), 'xs: expected lists within lists, at most 16 deep, received deeper ones'],
    ['a list that holds itself twice', holdingItself(2), 'xs: expected lists within lists, at most 16 deep, received deeper ones'],
    [
      'a list in the place of a number that holds itself',
      [[1, holdingItself(1)]],
      'xs[0][1]: expected a finite number, received a value that refers to itself',
    ],
    [
      'a list of large numbers in the place of a number, the same one twice',
      [[1, [sameTwice, sameTwice]]],
      'xs[0][1]: expected a finite number, received [["3n"],["3n"]]',
    ],
    [
      'a list of very many levels in the place of a number',
      [[1, deepList()]],
      'xs[0][1]: expected a finite number, received a value of too many levels',
    ],
    [
      'an object in the place of a number whose field throws',
      [
        [
          1,
          {
            get size() {
              throw new Error('no size');
            },
          },
        ],
      ],
      'xs[0][1]: expected a finite number, received a value that cannot be read',
    ],
    [
      'a tensor that was disposed',
      disposedTensor(),
      'xs: expected a tensor in use, received one that was disposed\n    fix: dispose of it once the call has ended',
    ],
    ['no number', [[1, 2], Float64Array.of(NaN, 1)], 'xs[1]: expected finite numbers, within what 32-bit floats hold, received NaN'],
    ['no numbers at all', [[], []], 'xs: expected rows of [2] for "input", received no rows'],
    ['numbers after none', [[], [1]], 'xs[1]: expected 0 values, as the first row has, received 1 values'],
  ])('are refused by their place where there is %s', async (_, given, message) => {
    const model = await summing([2]);
    await expect(model.predict(given as never)).rejects.toMatchObject({ message: `the data has a problem\n  ${message}` });
  });

  test.each([
    [
      'a large row',
      [40_000],
      ofSize(3, (row) => ofSize(40_000, (i) => (row === 2 && i === 39_000 ? 'x' : 0))),
      'xs[2][39000]: expected a finite number, received "x"',
    ],
    [
      'a large row of lists',
      [20_000, 2],
      ofSize(3, (row) => ofSize(20_000, (i) => (row === 1 && i === 19_000 ? [1] : [0, 0]))),
      'xs[1][19000]: expected 2 values, as the first row has, received 1 values',
    ],
    [
      'a large row that is short',
      [2, 20_000],
      ofSize(3, (row) => ofSize(2, (i) => new Float32Array(row === 1 && i === 1 ? 3 : 20_000))),
      'xs[1][1]: expected 20000 values, as the first row has, received 3 values',
    ],
  ])('are refused by their place in %s', async (_, shape, given, message) => {
    const model = await summing(shape);
    await expect(model.predict(given as never)).rejects.toMatchObject({ message: `the data has a problem\n  ${message}` });
  });

  test('leave other work its turn, and end at once when the signal says so', async () => {
    const model = await summing([1000]);
    const xs = ofSize(100, () => ofSize(1000, () => 1)) as number[][];
    let now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
    const compute = jest.spyOn(model.layersModel, 'predictOnBatch');
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(model.predict(xs, { signal: controller.signal })).rejects.toThrow('enough');
    expect(compute).not.toHaveBeenCalled();
    expect(await model.predict(xs)).toEqual(xs.map(() => [1000]));
  });
});

class Floats extends tfl.layers.Layer {
  static className = 'Floats';
  override call(inputs: Tensor | Tensor[]) {
    return tf.cast([inputs].flat()[0]!, 'float32');
  }
}

describe.each(['cpu', 'wasm'] as const)('on %s, an input of type bool', (backend) => {
  test('takes each number but 0 for true, before and after a program answers', async () => {
    const layer = {
      type: 'floats',
      doc: 'As floats.',
      options: {},
      ranks: { in: 'any', out: 'same' },
      outputShape: ([shape]: never[]) => shape,
    };
    registerLayer({ ...layer, layer: Floats } as never);
    const layers = [{ type: 'floats' }, { type: 'dense', units: 1 }];
    const spec = { network: { input: { shape: [3], dtype: 'bool' }, layers } } as unknown as ModelSpec;
    const learn = async (xs: number[][]) => {
      const model = await train(spec, { xs, ys: xs.map((_, i) => i) }, { ...options, epochs: 6, backend });
      models.push(model);
      return model;
    };
    const model = await learn([[0, 2, 256], [1, 0, -3], [-256, 0, 0], [0, 0, 512]]); // prettier-ignore
    const plain = await learn([[0, 1, 1], [1, 0, 1], [1, 0, 0], [0, 0, 1]]); // prettier-ignore
    const expected = await plain.predict([[0, 1, 1], [1, 0, 1]]); // prettier-ignore
    for (let i = 0; i < 6; i++) expect(await model.predict([[0, 2, 256], [1, 0, -3]])).toEqual(expected); // prettier-ignore
  });
});

describe.each(['cpu', 'wasm'] as const)('on %s, of a large array', (backend) => {
  const [rows, size] = [10_001, 3];
  const model = async () => {
    const xs = [[1, 2, 3]];
    const layers = [{ type: 'dense', units: 1 } as const];
    const trained = await train({ network: { input: [size], layers } }, { xs, ys: [1] }, { ...options, backend });
    models.push(trained);
    return trained;
  };

  test.each([
    [0, NaN],
    [7, Infinity],
    [4096, -Infinity],
    [9999, NaN],
    [10_000, Infinity],
  ])('row %i that holds %f is refused by its place', async (row, value) => {
    const xs = new Float32Array(rows * size).fill(1);
    xs[row * size + 1] = value;
    await expect((await model()).predict(xs)).rejects.toThrow(
      `xs[${row}]: expected finite numbers, within what 32-bit floats hold, received ${value}`,
    );
  });

  test('numbers of whatever size are taken', async () => {
    const kinds = [3.4e38, -3.4e38, 1e-45, -0];
    const xs = Float32Array.from({ length: rows * size }, (_, i) => kinds[Math.floor(i / size) % 4]!);
    expect(await (await model()).predict(xs)).toHaveLength(rows);
  });
});
