import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { atOnce } from '../../src/turns/inTurns.ts';
import { toLayersModel } from '../../src/compile/toLayersModel.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { sourceOfFrame } from '../../src/data/read/memorySource.ts';
import { useBackend } from '../../src/node/backend.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { prepareArrays, prepareRows } from '../../src/train/prepare.ts';
import { prepareStream } from '../../src/train/prepareStream.ts';

let before: number;
beforeEach(async () => {
  await useBackend('cpu');
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

describe('rows', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({ x: i, w: (i + 1) / 4, kind: i < 14 ? 'often' : 'rare' }));
  const given = { features: { x: { type: 'number', scale: 'none' } }, network: { layers: [] } };
  const spec = (training: object) => parseModel({ ...given, target: { kind: 'category' }, training });
  /** The number of each row of a part: its only feature. */
  const numbers = (part: { readonly inputs: readonly { readonly values: ArrayLike<number> }[] }) => Array.from(part.inputs[0]!.values);

  test('have no weights where the spec names none', () => {
    const { set, heldOut } = atOnce(prepareRows(spec({}), frameOf(rows), 1));
    expect([set, heldOut]).not.toContainEqual(expect.objectContaining({ weights: expect.anything() }));
  });

  test('take their weights along when they are split, and those of classes in the training part alone', () => {
    const { set, heldOut } = atOnce(prepareRows(spec({ sampleWeight: 'w', classWeight: { rare: 3 } }), frameOf(rows), 1));
    expect([...set.lossWeights!]).toEqual(numbers(set).map((i) => rows[i]!.w * (i < 14 ? 1 : 3)));
    expect([...set.weights!]).toEqual(numbers(set).map((i) => rows[i]!.w));
    expect([...heldOut!.weights!]).toEqual(numbers(heldOut!).map((i) => rows[i]!.w));
  });

  test('are balanced by the classes of the training part', () => {
    const { set, heldOut } = atOnce(prepareRows(spec({ classWeight: 'balanced', validationSplit: 0.5 }), frameOf(rows), 1));
    const rare = numbers(set).filter((i) => i >= 14).length;
    const expected = numbers(set).map((i) => Math.fround(10 / (2 * (i < 14 ? 10 - rare : rare))));
    expect([...set.lossWeights!]).toEqual(expected);
    expect(heldOut!.weights).toBeUndefined();
  });

  test('may have their weight as a feature too', () => {
    const both = parseModel({
      features: { w: 'number' },
      target: { kind: 'category' },
      network: { layers: [] },
      training: { sampleWeight: 'w', validationSplit: 0 },
    });
    expect([...atOnce(prepareRows(both, frameOf(rows), 1)).set.weights!]).toEqual(rows.map(({ w }) => w));
  });

  test('are refused where the split holds out all of a class, and the error says that it did, of rows in memory and of a stream', async () => {
    const parted = rows.map((row, i) => ({ ...row, kind: 'pqr'[i < 18 ? i % 2 : 2]!, part: i < 14 ? 'train' : 'test' }));
    const told = async (split: object) => {
      const all = spec({ split, validationSplit: 0.2 });
      const words = (error: unknown) => (error as Error).message;
      const streamed = await prepareStream(all, sourceOfFrame(frameOf(parted)), 1).catch(words);
      expect(() => atOnce(prepareRows(all, frameOf(parted), 1))).toThrow(new Error(String(streamed)));
      return streamed;
    };
    expect(await told({ type: 'column', column: 'part' })).toMatchInlineSnapshot(`
     "the data has a problem
       column "kind": expected one of p, q (the classes that the split by "column" left to train on) in each row, received "r" in row 19, "r" in row 20
         fix: split in another way ("stratified" parts each class in proportion), list all "classes" of the target, or leave the rows out"
    `);
    expect(await told({ type: 'time', column: 'x' })).toMatchInlineSnapshot(`
     "the data has a problem
       column "kind": expected one of p, q (the classes that the split by "time" left to train on) in each row, received "r" in row 19, "r" in row 20
         fix: split in another way ("stratified" parts each class in proportion), list all "classes" of the target, or leave the rows out"
    `);
    const listed = { kind: { type: 'category', classes: ['p', 'q', 'r'] } };
    const known = parseModel({ ...given, target: listed, training: { split: { type: 'time', column: 'x' } } });
    expect(atOnce(prepareRows(known, frameOf(parted), 1)).heldOut!.rows).toBe(4);
  });

  test('are refused with a weight for a class that none has', () => {
    expect(() => atOnce(prepareRows(spec({ classWeight: { rar: 2, other: 1 } }), frameOf(rows), 1))).toThrowErrorMatchingInlineSnapshot(`
     "the spec has 2 problems
       training.classWeight.rar: expected one of the classes often, rare, received "rar"
         fix: did you mean "rare"?
       training.classWeight.other: expected one of the classes often, rare, received "other""
    `);
  });

  test('are refused where none of the training part counts', () => {
    const training = { sampleWeight: 'w', classWeight: { often: 0 }, validationSplit: 0 };
    const zero = rows.map((row) => ({ ...row, w: row.kind === 'rare' ? 0 : 1 }));
    expect(() => atOnce(prepareRows(spec(training), frameOf(zero), 1))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       weights: expected a weight above 0 among the rows to train on, received 0 for each"
    `);
  });
});

describe('arrays', () => {
  const xs = Array.from({ length: 10 }, (_, i) => [i]);
  const sampleWeight = xs.map((_, i) => i / 2);
  const network = (units: number, activation: string) => ({ input: [1], layers: [{ type: 'dense', units, activation }] });
  async function prepare(units: number, activation: string, training: object, data: object) {
    const spec = parseModel({ network: network(units, activation), training });
    const layersModel: LayersModel = toLayersModel(spec, 1);
    try {
      return await prepareArrays(spec, layersModel, data as Parameters<typeof prepareArrays>[2], 1, () => undefined);
    } finally {
      layersModel.dispose();
    }
  }
  const yesNo = xs.map((_, i) => [i < 7 ? 0 : 1]);

  test.each([
    ['a list', sampleWeight],
    ['a typed array', Float64Array.from(sampleWeight)],
  ])('take weights along that come as %s', async (_, given) => {
    const { set, heldOut } = await prepare(1, 'linear', { validationSplit: 0.3 }, { xs, ys: xs, sampleWeight: given });
    expect([...set.weights!]).toEqual(Array.from(set.inputs[0]!.values, (i) => i / 2));
    expect([...heldOut!.weights!]).toEqual(Array.from(heldOut!.inputs[0]!.values, (i) => i / 2));
  });

  test.each([
    ['0 and 1', 1, 'sigmoid', 'binaryFocalCrossentropy', yesNo],
    ['one-hot rows', 2, 'softmax', 'categoricalCrossentropy', yesNo.map(([y]) => [1 - y!, y])],
    ['class numbers', 2, 'softmax', 'sparseCategoricalCrossentropy', yesNo.map(([y]) => y)],
  ])('have weights of classes by number from %s', async (_, units, activation, loss, ys) => {
    const { set } = await prepare(units, activation, { loss, classWeight: { 1: 4 } }, { xs, ys });
    expect([...set.lossWeights!]).toEqual([1, 1, 1, 1, 1, 1, 1, 4, 4, 4]);
    const balanced = await prepare(units, activation, { loss, classWeight: 'balanced', validationSplit: 0 }, { xs, ys, sampleWeight });
    expect([...balanced.set.lossWeights!]).toEqual(xs.map((_x, i) => Math.fround((10 / (2 * (i < 7 ? 7 : 3))) * (i / 2))));
  });

  test.each([
    ['below 0', [1, -2, 1, 1, 1, 1, 1, 1, 1, 1], 'sampleWeight[1]: expected a weight, a number that is 0 or more, received -2'],
    ['that are no numbers', xs.map(() => NaN), 'sampleWeight[0]: expected finite numbers, within what 32-bit floats hold, received NaN'],
    ['that are texts', xs.map(() => '1'), 'sampleWeight[0]: expected a finite number, received "1"'],
    ['of 0 alone', xs.map(() => 0), 'sampleWeight: expected a weight above 0 in at least one row, received 0 in each'],
    ['too few', [1, 1], 'sampleWeight: expected 10 weights, one for each row, received 2 weights'],
    ['nested', xs.map(() => [1, 1]), 'sampleWeight: expected rows of [] for "sampleWeight", received rows of [2]'],
  ])('are refused with weights %s', async (_, given, message) => {
    await expect(prepare(1, 'linear', {}, { xs, ys: xs, sampleWeight: given })).rejects.toThrow(message);
  });

  test('are refused with parts that nobody reads', async () => {
    await expect(prepare(1, 'linear', {}, { xs, ys: xs, sampleWeights: sampleWeight })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       sampleWeights: expected one of xs, ys, sampleWeight, received "sampleWeights"
         fix: did you mean "sampleWeight"?"
    `);
  });

  test('are refused where weights of classes meet labels between them', async () => {
    const ys = yesNo.map(([y], i) => [i === 3 ? 0.5 : y]);
    const { set } = await prepare(1, 'sigmoid', { loss: 'binaryCrossentropy' }, { xs, ys });
    expect(set.weights).toBeUndefined();
    await expect(prepare(1, 'sigmoid', { loss: 'binaryCrossentropy', classWeight: 'balanced' }, { xs, ys })).rejects.toThrow(
      'ys[3]: expected a whole class, as classWeight weighs classes, received 0.5',
    );
  });
});
