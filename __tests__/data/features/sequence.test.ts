import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { load, save, train, type Row } from 'netspec';
import { encodeFeatures, fitEncoders } from '../../../src/data/encode.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import { createRandom } from '../../../src/random.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { leaveNoTensors } from '../../train/tensors.ts';

leaveNoTensors();

const spec = { features: { s: { type: 'sequence', scale: 'none' } }, target: { y: { type: 'number', scale: 'none' } } } as const;
const encode = (training: readonly unknown[], cells: readonly unknown[]) => {
  const rows = (values: readonly unknown[]) => frameOf(values.map((s) => ({ s, y: 1 })));
  const [table] = encodeFeatures(fitEncoders(spec, rows(training)), rows(cells));
  return { shape: table!.shape, values: Array.from(table!.values) };
};

test('lists of any length stand at the end, a 1 beside each number', () => {
  const { shape, values } = encode([[1, 2, 3]], [[5], [0, 7, 8], [], '[1 2]']);
  expect(shape).toEqual([3, 2]);
  expect(values).toEqual([...[0, 0, 0, 0, 5, 1], ...[0, 1, 7, 1, 8, 1], ...[0, 0, 0, 0, 0, 0], ...[0, 0, 1, 1, 2, 1]]);
});

test('of lists longer than those of training the last numbers are kept', () => {
  expect(encode([[1, 2]], [[1, 2, 3]]).values).toEqual([2, 1, 3, 1]);
});

test('cells that are no lists are told', () => {
  expect(() => encode([[1]], [['a'], 'b 1'])).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     column "s": expected a list of numbers, such as [1, 2] or "1 2", in each row, received ["a"] in row 1, "b 1" in row 2
       fix: correct the cells or leave the rows out"
  `);
});

test('a network that is left out learns from a sequence beside other features, and answers the same when loaded', async () => {
  const random = createRandom(2);
  const rows: Row[] = Array.from({ length: 150 }, () => {
    const days = Array.from({ length: 1 + Math.floor(random.next() * 6) }, () => random.next() - 0.5);
    const base = random.next();
    return { days, base, rising: days.at(-1)! + base > 0.5 ? 'yes' : 'no' };
  });
  const model = await train({ features: { days: 'sequence', base: 'number' }, target: { rising: 'category' } }, rows, {
    seed: 1,
    epochs: 12,
    optimizer: { type: 'adam', learningRate: 0.02 },
  });
  const folder = await mkdtemp(join(tmpdir(), 'netspec-sequence-'));
  try {
    expect((model.heldOut!.metrics as { accuracy: number }).accuracy).toBeGreaterThan(0.7);
    await save(model, join(folder, 'model'));
    const loaded = await load(join(folder, 'model'));
    expect(await loaded.predict(rows.slice(0, 5))).toEqual(await model.predict(rows.slice(0, 5)));
    loaded.dispose();
  } finally {
    model.dispose();
    await rm(folder, { recursive: true });
  }
});

test('of lists that are all empty nothing is scaled', () => {
  const spec = { features: { s: { type: 'sequence', scale: 'minMax' } }, target: { y: 'number' }, network: { layers: [{ type: 'flatten' }] } }; // prettier-ignore
  const { inputs } = fitEncoders(parseModel(spec), frameOf({ s: [[], []], y: [1, 2] }));
  expect(inputs[0]!.features[0]).toMatchObject({ shift: 0, factor: 1 });
});
