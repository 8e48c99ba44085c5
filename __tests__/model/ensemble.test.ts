import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { tf, tfl } from '#tf';
import { compile, evaluate, exportModel, load, registerLayer, save, toSpec, train, type Model, type ModelSpec } from 'netspec';
import { knownColumns } from '../../src/data/encode.ts';
import { foldRows } from '../../src/data/folds.ts';
import { combineModels } from '../../src/model/ensemble.ts';
import { fullSpec } from '../../src/spec/full.ts';
import { parseModel } from '../../src/spec/parse.ts';

type Row = Readonly<Record<string, unknown>>;
type Arrays = { readonly xs: never; readonly ys: never };
const options = { epochs: 3, seed: 1, backend: 'cpu', validationSplit: 0 } as const;
const dense = (units: number, more: object = {}) => ({ type: 'dense', units, ...more });
const colours = ['red', 'green', 'blue', 'violet'];
const sizes = ['small', 'middle', 'large'];

/** Numbers of very different sizes, categories with a rare level, and targets of each sort. */
const rows: readonly Row[] = Array.from({ length: 60 }, (_, i) => ({
  time: 1.7e9 + 4000 * Math.sin(i),
  share: i === 7 ? 1e6 : Math.cos(3 * i),
  colour: i % 20 === 3 ? 'violet' : colours[i % 3],
  answer: Math.sin(i) > 0 ? 'yes' : 'no',
  size: sizes[(i * 7) % 3],
  price: 50_000 + 900 * i + 300 * Math.sin(i),
}));
const features = { time: 'number', share: 'number', colour: 'category' } as const;
const network = { layers: [dense(5, { activation: 'tanh' })] } as const;
const withTarget = (target: object): ModelSpec => ({ features, target, network }) as ModelSpec;

let before: number;
beforeEach(() => {
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

/** Trains a model on each part of the data and hands over their ensemble; frees all of them. */
async function withEnsemble(
  spec: ModelSpec,
  parts: readonly (readonly Row[] | Arrays)[],
  work: (ensemble: Model, members: readonly Model[]) => Promise<void>,
): Promise<void> {
  const members: Model[] = [];
  for (const [i, part] of parts.entries()) members.push(await train(spec, part, { ...options, seed: i + 1 }));
  const ensemble = combineModels(members);
  try {
    await work(ensemble, members);
  } finally {
    for (const model of [...members, ensemble]) model.dispose();
  }
}

/** The mean at each place of answers of one form; texts are left out; what one has not is 0. */
function meanAnswer(answers: readonly unknown[]): unknown {
  const first = answers.find((answer) => answer !== undefined);
  if (typeof first === 'number') return answers.reduce<number>((sum, value) => sum + ((value as number) ?? 0), 0) / answers.length;
  if (Array.isArray(first)) return first.map((_, i) => meanAnswer(answers.map((answer) => (answer as unknown[])[i])));
  if (typeof first !== 'object') return undefined;
  const keys = new Set(answers.flatMap((answer) => Object.keys(answer as object)));
  const entries = [...keys].map((key) => [key, meanAnswer(answers.map((answer) => (answer as Row)[key]))] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** Every number is the same to 1e-6, relative to the larger of 1 and itself. */
function expectClose(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') {
    expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(expected)));
  } else {
    for (const [key, value] of Object.entries(expected as object)) expectClose((actual as Row)[key], value);
  }
}

async function expectMean(ensemble: Model, members: readonly Model[], data: unknown): Promise<void> {
  const answers = await Promise.all(members.map((member) => member.predict(data as Row[]) as Promise<unknown>));
  expectClose(await ensemble.predict(data as Row[]), meanAnswer(answers));
}

const foldsOf = (k: number) => foldRows(rows.length, k, 5).map(({ training }) => Array.from(training, (row) => rows[row]!));
const without = (is: (row: Row) => boolean) => rows.filter((row) => !is(row));

describe('an ensemble answers the mean of its members', () => {
  test.each<[string, object]>([
    ['two classes', { answer: 'category' }],
    ['three classes', { size: 'category' }],
    ['a number', { price: 'number' }],
    ['a number from 0 to 1', { price: { type: 'number', scale: 'minMax' } }],
    ['a number as it is', { share: { type: 'number', scale: 'none' } }],
  ])('for %s, each member with scales of its own', async (_, target) => {
    const { share: _share, ...rest } = features;
    const spec = 'share' in target ? { ...withTarget(target), features: rest } : withTarget(target);
    await withEnsemble(spec as ModelSpec, foldsOf(4), async (ensemble, members) => {
      const factors = members.map(({ record }) => JSON.stringify(record.encoders!.inputs[0]!.features[0]));
      expect(new Set(factors).size).toBe(4);
      await expectMean(ensemble, members, rows);
    });
  });

  test('where a member has not seen a level, and where the ensemble has not', async () => {
    const parts = [without(({ colour }) => colour === 'violet'), without(({ colour }) => colour === 'red'), rows];
    await withEnsemble(withTarget({ price: 'number' }), parts, async (ensemble, members) => {
      expect(ensemble.record.encoders!.inputs.map(({ features }) => features[2])).toMatchObject([
        { levels: ['blue', 'green', 'red'] },
        { levels: ['blue', 'green', 'violet'] },
        { levels: ['blue', 'green', 'red', 'violet'] },
      ]);
      await expectMean(ensemble, members, [...rows, { ...rows[0]!, colour: 'grey' }]);
    });
  });

  test('where a member has not seen a class, whose probability is 0 there', async () => {
    const parts = [without(({ size }) => size === 'middle'), rows, without(({ size }) => size === 'small')];
    await withEnsemble(withTarget({ size: 'category' }), parts, async (ensemble, members) => {
      await expectMean(ensemble, members, rows);
      const [first] = (await ensemble.predict(rows)) as { probabilities: Record<string, number> }[];
      expect(Object.values(first!.probabilities).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    });
    const [two, others] = ['small', 'large'].map((left) => without(({ size }) => size === left));
    await withEnsemble(withTarget({ size: 'category' }), [two!, others!], async (ensemble, members) => {
      expect([members[0]!.record.task, ensemble.record.task]).toEqual(['binary', 'multiclass']);
      await expectMean(ensemble, members, rows);
      expect((await evaluate(ensemble, rows)).classes).toEqual(['large', 'middle', 'small']);
      expect(parseModel(fullSpec(ensemble.spec), knownColumns(ensemble.record.encoders!))).toEqual(ensemble.spec);
    });
    const four = rows.map((row) => ({ ...row, kind: row['colour'] }));
    const lacking = four.filter(({ kind }) => kind !== 'green');
    const spec = { ...withTarget({ kind: 'category' }), features: { time: 'number' } } as ModelSpec;
    await withEnsemble(spec, [four, lacking], async (ensemble, members) => await expectMean(ensemble, members, four));
  });

  test('where a value that is far off makes one scale a million times coarser than another', async () => {
    const parts = [rows, without(({ share }) => share === 1e6)];
    await withEnsemble(withTarget({ price: 'number' }), parts, async (ensemble, members) => {
      const [coarse, fine] = members.map(({ record }) => record.encoders!.inputs[0]!.features[1] as { factor: number });
      expect(fine!.factor / coarse!.factor).toBeGreaterThan(1e5);
      await expectMean(ensemble, members, parts[1]);
    });
  });

  test('without any layer between where encodings are alike', async () => {
    const spec = {
      features: { share: { type: 'number', scale: 'none' }, colour: { type: 'category', levels: colours } },
      target: { size: { type: 'category', classes: sizes } },
      network,
    } as ModelSpec;
    await withEnsemble(spec, foldsOf(2), async (ensemble, members) => {
      expect(ensemble.layersModel.layers.map(({ name }) => name)).toEqual(
        ['input', 'fold1_dense_1', 'fold2_dense_1', 'fold1_head', 'fold2_head', 'head'], // prettier-ignore
      );
      await expectMean(ensemble, members, rows);
    });
  });
});

const images = {
  xs: Array.from({ length: 12 }, (_, n) => Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => [Math.sin(n + i * j)]))),
  ys: Array.from({ length: 12 }, (_, n) => [n % 2, 1 - (n % 2)]),
};
const convolutional = {
  network: {
    input: [6, 6, 1],
    layers: [
      { type: 'conv2d', filters: 3, kernelSize: 3, activation: 'relu' },
      { type: 'batchNormalization' },
      { type: 'residual', layers: [{ type: 'conv2d', filters: 3, kernelSize: 3, padding: 'same' }] },
      { type: 'flatten' },
      { type: 'dropout', rate: 0.2 },
      { type: 'dense', units: 2, activation: 'softmax' },
    ],
  },
} as ModelSpec;
const half = ({ xs, ys }: { xs: readonly unknown[]; ys: readonly unknown[] }, part: 0 | 1) =>
  ({ xs: xs.slice(part * 6, part * 6 + 6), ys: ys.slice(part * 6, part * 6 + 6) }) as unknown as Arrays;

describe('of networks on arrays, it answers the mean', () => {
  test('of convolutional ones, with the running means of normalisation', async () => {
    await withEnsemble(convolutional, [half(images, 0), half(images, 1)], async (ensemble, members) => {
      await expectMean(ensemble, members, images.xs);
    });
  });

  test('of those with two inputs, two outputs and shared layers', async () => {
    const spec = {
      network: {
        inputs: { left: [3], right: [3] },
        layers: [
          { type: 'dense', id: 'tower', units: 4, activation: 'relu', from: 'left' },
          { type: 'shared', id: 'tower_2', of: 'tower', from: 'right' },
          { type: 'concatenate', id: 'both', from: ['tower', 'tower_2'] },
          { type: 'dense', id: 'sum', units: 1, from: 'both' },
          { type: 'dense', id: 'product', units: 2, from: 'both' },
        ],
        outputs: { total: 'sum', rest: 'product' },
      },
    } as ModelSpec;
    const table = (shift: number) => Array.from({ length: 8 }, (_, i) => [Math.sin(i + shift), Math.cos(i), i / 8]);
    const xs = { left: table(0), right: table(1) };
    const data = { xs, ys: { total: table(2).map(([a]) => [a]), rest: table(3).map(([a, b]) => [a, b]) } } as unknown as Arrays;
    await withEnsemble(spec, [data, data], async (ensemble, members) => {
      await expectMean(ensemble, members, xs);
      expect(ensemble.spec.network.outputs).toEqual([{ name: 'total', from: 'sum' }, { name: 'rest', from: 'product' }]); // prettier-ignore
      expect(parseModel(fullSpec(ensemble.spec))).toEqual(ensemble.spec);
    });
  });

  test('of those with layers of the user’s own', async () => {
    type Shapes = readonly (readonly (number | null)[])[];
    class Offset extends tfl.layers.Layer {
      static className = 'EnsembleOffset';
      override build(shape: number[]) {
        this.addWeight('offset', [shape.at(-1)!], 'float32', tfl.initializers.ones());
        this.built = true;
      }
      override call(inputs: Tensor | Tensor[]) {
        return tf.add(Array.isArray(inputs) ? inputs[0]! : inputs, this.weights[0]!.read());
      }
    }
    registerLayer({
      type: 'ensembleOffset',
      doc: 'Adds a weight to each value.',
      options: {},
      ranks: { in: 'any', out: 'same' },
      outputShape: ([input]: Shapes) => input!,
      weights: ([input]: Shapes) => [{ name: 'offset', shape: [input!.at(-1)!], initializer: 'ones' }],
      layer: Offset as never,
    } as never);
    const spec = { network: { input: [2], layers: [{ type: 'ensembleOffset' }, dense(1)] } } as unknown as ModelSpec;
    const data = { xs: [[0, 1], [2, 3]], ys: [[1], [2]] } as unknown as Arrays; // prettier-ignore
    await withEnsemble(spec, [data, data], async (ensemble, members) => await expectMean(ensemble, members, [[0.5, 2]]));
  });

  test('of stock models with a model inside', async () => {
    const make = () => {
      const inner = tfl.sequential({ layers: [tfl.layers.dense({ units: 3, inputShape: [2], name: 'inside' })], name: 'inner' });
      return tfl.sequential({ layers: [inner, tfl.layers.dense({ units: 1, name: 'end' })] });
    };
    const data = { xs: [[0, 1], [2, 3]], ys: [[1], [2]] }; // prettier-ignore
    const members = [await train(make(), data, options), await train(make(), data, options)];
    const ensemble = combineModels(members);
    await expectMean(ensemble, members, data.xs);
    for (const model of [...members, ensemble]) model.dispose();
  });

  test('also once a member is trained further or disposed: the weights are its own', async () => {
    const spec = { network: { input: [2], layers: [dense(3), dense(1)] } } as unknown as ModelSpec;
    const data = { xs: [[0, 1], [2, 3]], ys: [[1], [2]] } as unknown as Arrays; // prettier-ignore
    await withEnsemble(spec, [data, data], async (ensemble, [first]) => {
      const answer = await ensemble.predict([[1, 2]]);
      await train(first!.layersModel, data, { ...options, epochs: 5 });
      expect(await ensemble.predict([[1, 2]])).toEqual(answer);
      first!.dispose();
      expect(await ensemble.predict([[1, 2]])).toEqual(answer);
    });
  });

  test('of ensembles', async () => {
    const spec = { network: { input: [2], layers: [dense(3), dense(1)] } } as unknown as ModelSpec;
    const data = { xs: [[0, 1], [2, 3]], ys: [[1], [2]] } as unknown as Arrays; // prettier-ignore
    await withEnsemble(spec, [data, data], async (inner, members) => {
      const outer = combineModels([inner, inner]);
      await expectMean(outer, members, [[1, 2]]);
      outer.dispose();
    });
  });
});

describe('an ensemble is a model as any other:', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netspec-ensemble-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  const regression = withTarget({ price: 'number' });

  test('it is saved and loaded, and exported for stock TF.js', async () => {
    await withEnsemble(regression, foldsOf(3), async (ensemble) => {
      const path = join(folder, 'prices');
      await save(ensemble, path);
      const loaded = await load(path);
      expect(await loaded.predict(rows)).toEqual(await ensemble.predict(rows));
      expect((await evaluate(loaded, rows)).metrics).toEqual((await evaluate(ensemble, rows)).metrics);
      loaded.dispose();

      await exportModel(ensemble, { to: 'tfjs', path: join(folder, 'stock') });
      const stock = await tfl.loadLayersModel(`${pathToFileURL(join(folder, 'stock')).href}/model.json`);
      const { inputs } = knownColumns(ensemble.record.encoders!);
      const values = (model: { predict: typeof stock.predict }) =>
        tf.tidy(() => [...(model.predict(inputs.map(({ shape }) => tf.ones([2, shape[0]!]))) as Tensor).dataSync()]);
      expect(values(stock)).toEqual(values(ensemble.layersModel));
      stock.dispose();
    });
  });

  test('its spec parses to itself, and can be told from its tf.LayersModel', async () => {
    await withEnsemble(regression, foldsOf(3), async (ensemble) => {
      expect(parseModel(fullSpec(ensemble.spec), knownColumns(ensemble.record.encoders!))).toEqual(ensemble.spec);
      const again = compile(toSpec(ensemble.layersModel));
      tf.tidy(() => again.setWeights(ensemble.layersModel.getWeights()));
      const answer = (model: typeof again) =>
        tf.tidy(() => [...(model.predict(model.inputs.map(({ shape }) => tf.ones([2, shape[1]!]))) as Tensor).dataSync()]);
      expect(answer(again)).toEqual(answer(ensemble.layersModel));
      again.dispose();
    });
  });

  test('what stands between encodings is not trained', async () => {
    await withEnsemble(regression, foldsOf(2), async ({ layersModel }) => {
      const between = layersModel.layers.filter(({ name }) => /^fold\d_(input|.*_answer)$/.test(name));
      expect(between.map(({ trainable }) => trainable)).toEqual([false, false]);
      expect(layersModel.getLayer('fold2_dense_1').trainable).toBe(true);
    });
  });

  test('it has the record that is given, and a report beside its baselines', async () => {
    await withEnsemble(withTarget({ answer: 'category' }), foldsOf(2), async (_, members) => {
      const { baselines } = members[0]!.record;
      const ensemble = combineModels(members, { baselines: baselines!, seed: 9 });
      expect([ensemble.seed, ensemble.record.task, ensemble.history]).toEqual([9, 'binary', {}]);
      expect((await evaluate(ensemble, rows)).baselines).not.toBeNull();
      ensemble.dispose();
    });
  });
});

describe('refused are', () => {
  const spec = (more: object = {}) => ({ network: { input: [2], layers: [dense(1)] }, ...more }) as ModelSpec;
  const data = { xs: [[0, 1], [2, 3]], ys: [[1], [2]] }; // prettier-ignore

  test('fewer than two models', () => {
    expect(() => combineModels([])).toThrowErrorMatchingInlineSnapshot(`
     "the ensemble has a problem
       models: expected two models or more, received 0"
    `);
  });

  test('models of one spec whose rows told them to encode a category otherwise, which names the column', async () => {
    const some = (levels: number) => Array.from({ length: 90 }, (_, i) => ({ colour: `c${i % levels}`, x: i, y: i }));
    const spec: ModelSpec = { features: { colour: 'category', x: 'number' }, target: { y: 'number' }, network: { layers: [] } };
    const members = [await train(spec, some(40), options), await train(spec, some(41), options)];
    expect(() => combineModels(members)).toThrowErrorMatchingInlineSnapshot(`
     "the ensemble has a problem
       models[1].spec.features.colour.encoding: expected "oneHot", as of models[0], received "embedding"
         fix: write one of the two in the spec, as without it the rows of each training decide"
    `);
    for (const model of members) model.dispose();
  });

  test('models that do not answer alike, and one that was disposed', async () => {
    const one = await train(spec(), data, options);
    const other = await train(spec({ network: { input: [2], layers: [dense(2)] } }), { xs: data.xs, ys: data.xs }, { ...options, loss: 'meanAbsoluteError' }); // prettier-ignore
    expect(() => combineModels([one, other])).toThrowErrorMatchingInlineSnapshot(`
     "the ensemble has 2 problems
       models[1]: expected the shapes of answers of models[0], received others
         fix: train all of them from one spec
       models[1]: expected the loss of models[0], received others
         fix: train all of them from one spec"
    `);
    other.dispose();
    expect(() => combineModels([one, other])).toThrow('expected a model in use');
    one.dispose();
  });
});
