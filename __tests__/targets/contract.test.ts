import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { packBundle, unpackBundle } from '../../src/bundle/bundle.ts';
import { knownColumns } from '../../src/data/encode.ts';
import type { Report } from '../../src/evaluate/report.ts';
import { combineModels } from '../../src/model/ensemble.ts';
import { evaluateModel } from '../../src/model/evaluate.ts';
import type { Model } from '../../src/model/model.ts';
import { train } from '../../src/node/train.ts';
import { fullSpec } from '../../src/spec/full.ts';
import { modelJsonSchema } from '../../src/spec/jsonSchema.ts';
import type { ModelSpec } from '../../src/spec/model.ts';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { targetKinds } from '../../src/spec/target.ts';
import { features, kinds, rows } from './kinds.ts';

const training = { optimizer: { type: 'adam', learningRate: 0.02 }, epochs: 60, seed: 1 } as const;
const numbersOf = (report: Report, of: (report: Report) => object) => of(report) as Readonly<Record<string, number>>;

test('every kind of the table is among those that are tried', () => {
  expect(new Set(kinds.map(({ target }) => (target as { readonly type: string }).type))).toEqual(new Set(Object.keys(targetKinds)));
});

test('the JSON Schema knows every kind', () => {
  const schema = JSON.stringify(modelJsonSchema());
  for (const type of Object.keys(targetKinds)) expect(schema).toContain(`{"const":"${type}"}`);
});

describe.each(kinds)('$name', ({ column, target, head, loss, metrics, task, score: [score, sign], answer }) => {
  const layers = [{ type: 'dense', units: 16, activation: 'tanh' }];
  const spec = { features, target: { [column]: target }, network: { layers }, training } as unknown as ModelSpec;
  let model: Model;
  let tensors = 0;
  beforeAll(async () => {
    model = await train(spec, rows, { backend: 'cpu' });
  });
  afterAll(() => model.dispose());
  beforeEach(() => void (tensors = tf.memory().numTensors));
  afterEach(() => expect(tf.memory().numTensors).toBe(tensors));

  test('becomes head, loss and metrics', () => {
    const { network, training } = model.spec;
    expect(network.layers.at(-1)).toMatchObject({ id: 'head', options: head });
    expect(training.loss).toMatchObject([{ type: loss }]);
    expect(training.metrics.map(({ type }) => type)).toEqual(metrics);
    expect(model.record.task).toBe(task);
  });

  test('is the same model when all of it is written out', () => {
    expect(checkModel(fullSpec(parseModel(spec)))).toEqual([]);
    const known = knownColumns(model.record.encoders!);
    expect(fullSpec(parseModel(fullSpec(model.spec), known))).toEqual(fullSpec(model.spec));
  });

  test('is learned: the loss falls, and rows held out are told better than by the same answer every time', () => {
    const losses = model.history['val_loss']!;
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    const report = model.heldOut!;
    const [own, trivial] = [numbersOf(report, (one) => one.metrics), numbersOf(report, (one) => one.baselines!.trivial)];
    expect(sign * own[score]!).toBeGreaterThan(sign * trivial[score]!);
    expect(report.baselines!.linear).not.toBeNull();
  });

  test('is answered in terms of the column', async () => {
    const [first] = await model.predict(rows.slice(0, 1));
    expect(first).toEqual(answer);
  });

  test('is measured on held-out rows in training as in the report', async () => {
    const report = (await evaluateModel(model, rows, { allRows: true })) as Report;
    expect(report).toMatchObject({ rows: rows.length, task });
    for (const [name, value] of Object.entries(model.history)) if (name.startsWith('val_')) expect(value.at(-1)).not.toBeNaN();
  });

  test('is answered the same after a bundle, and by an ensemble of the model with itself', async () => {
    const content = await packBundle(model);
    const back = await unpackBundle((file) => Promise.resolve(content[file]), 'the bundle');
    const both = combineModels([model, back]);
    try {
      const [expected, loaded, combined] = [await model.predict(rows), await back.predict(rows), await both.predict(rows)];
      expect(loaded).toEqual(expected);
      expect(combined).toEqual(expected);
      expect(both.record.task).toBe(task);
    } finally {
      back.dispose();
      both.dispose();
    }
  });
});
