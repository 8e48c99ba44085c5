import { describe, expect, test } from '@jest/globals';
import * as decode from '../../src/data/decode.ts';
import * as encode from '../../src/data/encode.ts';
import type { Encoders, Row } from '../../src/data/encoders.ts';
import type { NumberEncoder } from '../../src/data/number.ts';
import { frameOf, type RowData } from '../../src/data/read/memoryFrame.ts';
import type { TargetEncoder } from '../../src/data/targets/table.ts';
import { tableOfCsv } from './tableOfCsv.ts';

const { knownColumns, toUnits } = encode;
const fitEncoders = (spec: Spec, rows: RowData) => encode.fitEncoders(spec, frameOf(rows));
const encodeFeatures = (encoders: Encoders, rows: readonly Row[]) => encode.encodeFeatures(encoders, frameOf(rows))[0]!;
const encodeTarget = (encoders: Encoders, rows: readonly Row[]) => encode.encodeTargets(encoders, frameOf(rows))[0]!;
const decodeAnswers = (encoders: Encoders, outputs: Float32Array, rows: number) => decode.decodeAnswers(encoders, [outputs], rows);
const featuresOf = ({ inputs }: Encoders) => inputs[0]!.features;

type Spec = Parameters<typeof encode.fitEncoders>[0];
type ColumnSpec = NonNullable<Spec['features']>[string];

const number = (scale: 'standard' | 'minMax' | 'none' = 'standard'): ColumnSpec => ({ type: 'number', scale });
const category = (given: { levels?: readonly string[]; classes?: readonly string[] } = {}): ColumnSpec => ({ type: 'category', ...given });
const specOf = (features: Spec['features'], target: Spec['target'] = { y: number('none') }): Spec => ({ features, target }) as Spec;
const withY = (values: readonly unknown[]): Row[] => values.map((x) => ({ x, y: 0 }));

/** A column of numbers as the network reads it. */
function encodeNumbers(values: readonly unknown[], scale: 'standard' | 'minMax' | 'none') {
  const encoders = fitEncoders(specOf({ x: number(scale) }), withY(values));
  const [encoder] = featuresOf(encoders) as [NumberEncoder];
  return { encoder, encoded: [...encodeFeatures(encoders, withY(values)).values] };
}

describe('a number', () => {
  test('is scaled to mean 0 and population deviation 1', () => {
    const { encoder, encoded } = encodeNumbers([2, 4, 4, 4, 5, 5, 7, 9], 'standard');
    expect(encoder).toEqual({ name: 'x', type: 'number', scale: 'standard', shift: 5, factor: 0.5 });
    expect(encoded).toEqual([-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]);
  });

  test('is scaled to 0..1 by minMax, and left alone by none', () => {
    expect(encodeNumbers([10, 15, 20], 'minMax').encoded).toEqual([0, 0.5, 1]);
    expect(encodeNumbers([10, 15, 20], 'none').encoded).toEqual([10, 15, 20]);
  });

  test('may be written as text, as files have it', () => {
    const texts = ['1', ' 2 ', '+3', '-4.5', '.5', '5.', '1e3', '1E-2'];
    expect(encodeNumbers(texts, 'none').encoded).toEqual([1, 2, 3, -4.5, 0.5, 5, 1000, Math.fround(0.01)]);
  });

  test.each(['standard', 'minMax'] as const)('that never changes becomes 0 (%s)', (scale) => {
    const { encoder, encoded } = encodeNumbers([0.1, 0.1, 0.1], scale);
    expect(encoder.factor).toBe(0);
    expect(encoded.every((value) => Math.abs(value) < 1e-15)).toBe(true);
  });

  test('keeps its deviation beside a large mean, where sums of squares would lose it', () => {
    const { encoded } = encodeNumbers([1e9 + 1, 1e9 + 2, 1e9 + 3], 'standard');
    expect(encoded[0]).toBeCloseTo(-Math.sqrt(1.5), 6);
    expect(encoded[2]).toBeCloseTo(Math.sqrt(1.5), 6);
  });

  test.each(['standard', 'minMax'] as const)('as large or as small as numbers get stays finite (%s)', (scale) => {
    for (const values of [
      [1e308, -1e307, 0],
      [Number.MAX_VALUE, 0, 1],
      [5e-324, 0, 0],
    ]) {
      const { encoder, encoded } = encodeNumbers(values, scale);
      expect([encoder.shift, encoder.factor, ...encoded].every(Number.isFinite)).toBe(true);
    }
    expect(encodeNumbers([1e308, -1e308], 'standard').encoded).toEqual([1, -1]);
  });

  test('is scaled by the training rows, also where others reach beyond them', () => {
    const encoders = fitEncoders(specOf({ x: number('minMax') }), withY([0, 10]));
    expect([...encodeFeatures(encoders, withY([20, -10])).values]).toEqual([2, -1]);
  });
});

describe('a category', () => {
  const rows = ['b10', 'b2', 'a', 'b2'].map((x) => ({ x, y: 1 }));

  test('becomes one-hot over its levels, which stand in natural order', () => {
    const encoders = fitEncoders(specOf({ x: category() }), rows);
    expect(featuresOf(encoders)).toEqual([{ name: 'x', type: 'category', levels: ['a', 'b2', 'b10'] }]);
    const { values, shape } = encodeFeatures(encoders, rows);
    expect(shape).toEqual([3]);
    expect([...values]).toEqual([0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0]);
  });

  test('is all zeros where training rows did not have it', () => {
    const encoders = fitEncoders(specOf({ x: category() }), rows);
    expect([...encodeFeatures(encoders, [{ x: 'constructor' }]).values]).toEqual([0, 0, 0]);
  });

  test('has the levels of the spec, in its order, where it lists them', () => {
    const encoders = fitEncoders(specOf({ x: category({ levels: ['b2', 'c', 'a'] }) }), rows);
    expect([...encodeFeatures(encoders, [{ x: 'a' }, { x: 'b10' }]).values]).toEqual([0, 0, 1, 0, 0, 0]);
  });

  test.each([
    { name: 'numbers by size', values: [10, 9, -1, 1.5], levels: ['-1', '1.5', '9', '10'] },
    { name: 'numbers in texts by size', values: ['10', '9', '-2', '-10'], levels: ['-10', '-2', '9', '10'] },
    { name: 'false before true', values: [true, false], levels: ['false', 'true'] },
    { name: 'texts by code unit, not by locale', values: ['ä', 'z', 'Z', 'a'], levels: ['Z', 'a', 'z', 'ä'] },
    { name: 'numbers within texts by size', values: ['v1.10', 'v1.9', 'v1', 'v01'], levels: ['v01', 'v1', 'v1.9', 'v1.10'] },
  ])('sorts $name', ({ values, levels }) => {
    const encoders = fitEncoders(specOf({ x: category() }), withY(values));
    expect(featuresOf(encoders)[0]).toMatchObject({ levels });
    expect(fitEncoders(specOf({ x: category() }), withY([...values].reverse()))).toEqual(encoders);
  });
});

describe('a target', () => {
  const species = (values: readonly unknown[]) => values.map((value) => ({ x: 1, species: value }));
  const fit = (values: readonly unknown[], target: ColumnSpec = category()) =>
    fitEncoders(specOf({ x: number() }, { species: target }), species(values));

  test('of two classes is 0 or 1', () => {
    const encoders = fit(['yes', 'no', 'yes']);
    const { values, shape } = encodeTarget(encoders, species(['no', 'yes']));
    expect({ values: [...values], shape }).toEqual({ values: [0, 1], shape: [1] });
    expect(knownColumns(encoders)).toEqual({
      inputs: [{ id: 'input', shape: [1], dtype: 'float32' }],
      encodings: {},
      classes: { species: 2 },
    });
  });

  test('of more classes is one-hot', () => {
    const encoders = fit(['c', 'a', 'b']);
    const { values, shape } = encodeTarget(encoders, species(['b', 'c']));
    expect({ values: [...values], shape }).toEqual({ values: [0, 1, 0, 0, 0, 1], shape: [3] });
    expect(knownColumns(encoders)).toEqual({
      inputs: [{ id: 'input', shape: [1], dtype: 'float32' }],
      encodings: {},
      classes: { species: 3 },
    });
  });

  test('that is a number is scaled', () => {
    const encoders = fit([10, 20, 30], number());
    const { values, shape } = encodeTarget(encoders, species([20, 30]));
    expect(shape).toEqual([1]);
    expect([...values]).toEqual([0, Math.fround(Math.sqrt(1.5))]);
    expect(knownColumns(encoders)).toEqual({
      inputs: [{ id: 'input', shape: [1], dtype: 'float32' }],
      encodings: {},
      classes: { species: null },
    });
    expect(Array.from(toUnits(encoders.targets[0], values))).toEqual([20, expect.closeTo(30, 5)]);
  });

  test('of one class only is refused', () => {
    expect(() => fit(['a', 'a'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "species": expected two classes or more among the rows, received "a" only
         fix: add rows of another class; a target of numbers is a "number""
    `);
    expect(() => fit(['a', 'a'], category({ classes: ['a', 'b'] }))).toThrow('expected two classes or more among the rows');
  });

  test('of a class that the spec does not list is refused', () => {
    expect(() => fit(['cat', 'dog', 'cow', 'cow'], category({ classes: ['dog', 'cat'] }))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "species": expected one of dog, cat in each row, received "cow" in row 3, "cow" in row 4
         fix: add it to "classes" or correct the cells"
    `);
  });

  test('of a class that training rows did not have is refused, naming the closest', () => {
    const encoders = fit(['setosa', 'virginica', 'versicolor']);
    expect(() => encodeTarget(encoders, species(['setosa', 'setossa', '']))).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "species": expected a text that is not empty, a number, true or false in each row, received "" in row 3
         fix: fill in the cells or leave the rows out
       column "species": expected one of setosa, versicolor, virginica in each row, received "setossa" in row 2
         fix: did you mean "setosa"?"
    `);
  });
});

describe('an answer', () => {
  const answering = (target: TargetEncoder): Encoders => ({ inputs: [], targets: [target] });
  const target = (levels: readonly string[]) => answering({ name: 'y', type: 'category', levels });

  test('is the likelier of two classes, with both probabilities', () => {
    expect(decodeAnswers(target(['no', 'yes']), Float32Array.of(0.75, 0.25, 0.5), 3)).toEqual([
      { y: 'yes', probabilities: { no: 0.25, yes: 0.75 } },
      { y: 'no', probabilities: { no: 0.75, yes: 0.25 } },
      { y: 'no', probabilities: { no: 0.5, yes: 0.5 } },
    ]);
  });

  test('is the likeliest of several classes, with all probabilities', () => {
    expect(decodeAnswers(target(['a', '__proto__', 'c']), Float32Array.of(0.25, 0.5, 0.25), 1)).toEqual([
      { y: '__proto__', probabilities: Object.fromEntries([['a', 0.25], ['__proto__', 0.5], ['c', 0.25]]) }, // prettier-ignore
    ]);
  });

  test("is a number in the target's own units", () => {
    const encoders = answering({ name: 'price', type: 'number', scale: 'standard', shift: 100, factor: 0.1 });
    expect(decodeAnswers(encoders, Float32Array.of(0, 2), 2)).toEqual([{ price: 100 }, { price: 120 }]);
  });

  test('is not made up from outputs that are no numbers', () => {
    expect(() => decodeAnswers(target(['a', 'b', 'c']), Float32Array.of(1, 0, 0, NaN, NaN, NaN), 2)).toThrowErrorMatchingInlineSnapshot(`
     "the answer has a problem
       row 2: expected finite numbers from the network, received NaN
         fix: the weights have overflown: train again with a smaller learning rate"
    `);
  });
});

describe('rows that do not fit are refused, all that is wrong at once:', () => {
  const spec = specOf({ age: number(), plan: category() }, { left: category() });

  test('cells that are missing or of the wrong kind, by line where they are from a file', async () => {
    const rows = await tableOfCsv('age,plan,left\n31,plus,no\n\n,basic,yes\nn/a,,no\n40,plus,yes\n', 'people.csv');
    expect(() => fitEncoders(spec, rows)).toThrowErrorMatchingInlineSnapshot(`
     "people.csv has 2 problems
       column "age": expected a number in each row, received "" in line 4, "n/a" in line 5
         fix: write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category"
       column "plan": expected a text that is not empty, a number, true or false in each row, received "" in line 5
         fix: write "missing": "level" for the column (or "mostFrequent", { "level": "..." }), or fill in the cells"
    `);
  });

  test('cells of every kind that is no number, by row where they are from a program', () => {
    const cells = [NaN, Infinity, null, undefined, true, '0x10', '1,5', [], 7];
    expect(() => fitEncoders(specOf({ x: number() }), withY(cells))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a number in each row, received NaN in row 1, Infinity in row 2, null in row 3, nothing in row 4, true in row 5 and 3 more
         fix: write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category""
    `);
  });

  test('columns that are not there, naming the closest', async () => {
    const rows = await tableOfCsv('Age,plann,constructor\n31,plus,no\n', 'people.csv');
    expect(() => fitEncoders(specOf({ age: number(), toString: number() }, { left: category() }), rows))
      .toThrowErrorMatchingInlineSnapshot(`
     "people.csv has 3 problems
       column "age": expected a column of that name, received the columns Age, plann, constructor
         fix: did you mean "Age"?
       column "toString": expected a column of that name, received the columns Age, plann, constructor
       column "left": expected a column of that name, received the columns Age, plann, constructor"
    `);
  });

  test('numbers that float32 cannot hold', () => {
    const encoders = fitEncoders(specOf({ x: number() }), withY([1, 2]));
    expect(() => encodeFeatures(encoders, withY([1, 1e300]))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a number that fits in float32 once scaled in each row, received 1e+300 in row 2
         fix: correct the cells or leave the rows out"
    `);
  });

  test('no rows at all', () => {
    expect(() => fitEncoders(spec, [])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected one row at least, received none"
    `);
  });
});

test('columns that the spec does not name are ignored, and the order of keys does not matter', () => {
  const encoders = fitEncoders(specOf({ a: number('none'), b: number('none') }), [{ b: 2, a: 1, z: {}, y: 0 }]);
  expect([...encodeFeatures(encoders, [{ z: 'x', b: 4, a: 3 }]).values]).toEqual([3, 4]);
});

test('no row is no values, and rows stay as they were', () => {
  const rows = Object.freeze([Object.freeze({ x: '1', y: 2 }), Object.freeze({ x: '2', y: 3 })]);
  const encoders = fitEncoders(specOf({ x: number() }), rows);
  expect(encodeFeatures(encoders, []).values).toHaveLength(0);
  expect(encodeFeatures(encoders, rows).values).toHaveLength(2);
});

test('encoders survive JSON', () => {
  const rows = [{ x: 0.1, c: 'a', y: 'n' }, { x: 0.7, c: 'b', y: 'p' }]; // prettier-ignore
  const encoders = fitEncoders(specOf({ x: number(), c: category() }, { y: category() }), rows);
  expect(JSON.parse(JSON.stringify(encoders))).toEqual(encoders);
});
