import { describe, expect, test } from '@jest/globals';
import { createFitting, encodeFeatures } from '../../../src/data/encode.ts';
import { featureTable } from '../../../src/spec/features.ts';
import { tableOfCsv } from '../tableOfCsv.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

const values = ['b', 'a', 'c', 'b', 'd', 'b', 'a', 'e', 'c'];

describe('rare levels', () => {
  test('share one place, where a level that training did not have goes too', () => {
    const { encoders, encoded } = fitColumn({ type: 'category', minFrequency: 2 }, values);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'category', levels: ['a', 'b', 'c'], hasOther: true });
    expect(namesOf(encoders)).toEqual(['x: a', 'x: b', 'x: c', 'x: other levels']);
    expect(encoded.map((row) => row.indexOf(1))).toEqual([1, 0, 2, 1, 3, 1, 0, 3, 2]);
    expect(encode(encoders, cells(['never', 'a']))).toEqual([[0, 0, 0, 1], [1, 0, 0, 0]]); // prettier-ignore
  });

  test('are all but the most frequent, of equal ones the first, where there may be only so many', () => {
    expect(encoderOf(fitColumn({ type: 'category', maxLevels: 2 }, values).encoders)).toMatchObject({ levels: ['a', 'b'], hasOther: true });
    expect(encoderOf(fitColumn({ type: 'category', maxLevels: 3 }, values).encoders)).toMatchObject({
      levels: ['a', 'b', 'c'],
      hasOther: true,
    });
    expect(encoderOf(fitColumn({ type: 'category', maxLevels: 9 }, values).encoders)).toEqual({
      name: 'x',
      type: 'category',
      levels: ['a', 'b', 'c', 'd', 'e'],
    });
  });

  test('have no place where there are none: then an unseen level is all zeros, since no row taught its place', () => {
    const encoders = fit({ x: { type: 'category', minFrequency: 2 } }, cells(['a', 'a', 'b', 'b']));
    expect(encode(encoders, cells(['never']))).toEqual([[0, 0]]);
  });

  test('are found among listed levels too, of which others are rare', () => {
    const { encoders, encoded } = fitColumn({ type: 'category', levels: ['c', 'b', 'e'], minFrequency: 2 }, values);
    expect(encoderOf(encoders)).toMatchObject({ levels: ['c', 'b'], hasOther: true });
    expect(encoded[1]).toEqual([0, 0, 1]);
  });
});

test('levels of more digits than a double holds stay apart, in a table of CSV too', async () => {
  const table = await tableOfCsv('x\n6000000000000000006\n6000000000000000007\n6000000000000000006\n', 'x.csv');
  const fitting = createFitting({ features: featureTable.normalise({ x: { type: 'category' } }) });
  fitting.add(table);
  const encoders = fitting.finish();
  expect(encoderOf(encoders)).toMatchObject({ levels: ['6000000000000000006', '6000000000000000007'] });
  expect([...encodeFeatures(encoders, table)[0]!.values]).toEqual([1, 0, 0, 1, 1, 0]);
  expect(encode(encoders, cells(['6000000000000000007', '6000000000000000008']))).toEqual([[0, 1], [0, 0]]); // prettier-ignore
});

describe('a missing level', () => {
  const some = ['a', '', 'b', 'NA', null, 'b', undefined];

  test('has a place of its own', () => {
    const { encoders, encoded } = fitColumn({ type: 'category', missing: 'level' }, some);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'category', levels: ['a', 'b'], missing: 'level', hasMissing: true });
    expect(encoded.map((row) => row.indexOf(1))).toEqual([0, 2, 1, 2, 2, 1, 2]);
    expect(namesOf(encoders).at(-1)).toBe('x: missing');
  });

  test('is all zeros where no training row missed one', () => {
    const encoders = fit({ x: { type: 'category', missing: 'level' } }, cells(['a', 'b']));
    expect(encode(encoders, cells(['', 'b']))).toEqual([[0, 0], [0, 1]]); // prettier-ignore
  });

  test('becomes the most frequent one, or one that the spec names, which then is counted so often', () => {
    expect(fitColumn({ type: 'category', missing: 'mostFrequent' }, some).encoded.map((row) => row.indexOf(1))).toEqual([
      0, 1, 1, 1, 1, 1, 1,
    ]);
    const { encoders, encoded } = fitColumn({ type: 'category', missing: { level: 'none' }, minFrequency: 2 }, some);
    expect(encoderOf(encoders)).toMatchObject({ levels: ['b', 'none'], missing: { level: 'none' } });
    expect(encoded.map((row) => row.indexOf(1))).toEqual([2, 1, 0, 1, 1, 0, 1]);
  });

  test('may be written otherwise, and what is listed as a level is one', () => {
    const { encoded } = fitColumn({ type: 'category', missing: 'level', missingValues: ['x', 9] }, ['a', 'x', 'NA', 9, '']);
    expect(encoded.map((row) => row.indexOf(1))).toEqual([1, 2, 0, 2, 2]);
    const listed = fitColumn({ type: 'category', levels: ['NA', 'EU'], missing: 'level' }, ['NA', 'EU', '']);
    expect(listed.encoded.map((row) => row.indexOf(1))).toEqual([0, 1, 2]);
  });

  test('is an error by default, which says what to write; NA is a level then', () => {
    expect(encoderOf(fitColumn('category', ['a', 'NA']).encoders)).toMatchObject({ levels: ['NA', 'a'] });
    expect(() => fitColumn('category', ['a', '', {}])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a text that is not empty, a number, true or false in each row, received "" in row 2, {} in row 3
         fix: write "missing": "level" for the column (or "mostFrequent", { "level": "..." }), or fill in the cells"
    `);
    expect(() => fitColumn({ type: 'category', missing: 'mostFrequent' }, ['', 'a', []])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a text that is not empty, a number, true or false in each row, received [] in row 3
         fix: correct the cells"
    `);
    expect(() => fitColumn({ type: 'category', missing: 'mostFrequent' }, [''])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a level in one row at least, received none
         fix: make it an "ignore" column"
    `);
    expect(() => fitColumn({ type: 'category', missingValues: ['?'] }, ['a', '?'])).toThrow('received "?" in row 2');
  });
});

describe('a level that is a whole number', () => {
  test('is the same with and without a fraction of zeros, as a text and as a number', () => {
    const encoders = fit({ x: 'category' }, cells(['1.0', '2.0', '1', '']).slice(0, 3));
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'category', levels: ['1', '2'] });
    expect(encode(encoders, cells(['1', '2.0', 1, 2, '2.00']))).toEqual([[1, 0], [0, 1], [1, 0], [0, 1], [0, 1]]); // prettier-ignore
  });

  test('is another with zeros in front, or with another fraction', () => {
    const { encoders } = fitColumn('category', ['1', '01', '01.0', '3.1', '3.10', '-0.0']);
    expect(encoderOf(encoders)).toMatchObject({ levels: ['0', '01', '01.0', '1', '3.1', '3.10'] });
  });

  test('may be listed with a fraction, and stand for missing cells', () => {
    const encoders = fit({ x: { type: 'category', levels: ['1.0', 2], missing: { level: '2.0' } } }, cells(['1', '']));
    expect(encoderOf(encoders)).toMatchObject({ levels: ['1', '2'], missing: { level: '2' } });
    expect(encode(encoders, cells(['', '1.0']))).toEqual([[0, 1], [1, 0]]); // prettier-ignore
  });

  test('is found by an encoder that was saved with fractions, which tells them from whole numbers where it did', () => {
    const made = fit({ x: { type: 'category', levels: ['a', 'b'] } }, cells(['a']));
    const features = (levels: readonly string[]) => ({ ...made, inputs: [{ ...made.inputs[0]!, features: [{ name: 'x', type: 'category' as const, levels }] }] }); // prettier-ignore
    expect(encode(features(['1.0', '2.0']), cells(['1.0', '2', 1]))).toEqual([[1, 0], [0, 1], [1, 0]]); // prettier-ignore
    expect(encode(features(['1', '1.0']), cells(['1.0', '1', '1.00']))).toEqual([[0, 1], [1, 0], [1, 0]]); // prettier-ignore
  });
});
