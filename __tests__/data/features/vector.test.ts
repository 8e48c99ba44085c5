import { describe, expect, test } from '@jest/globals';
import { columnsRead } from '../../../src/data/columns.ts';
import { createFitting, encodeFeatures, fitEncoders } from '../../../src/data/encode.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { featureTable } from '../../../src/spec/features.ts';
import { targetTable } from '../../../src/spec/target.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

describe('a vector of a list in each cell', () => {
  test('is as long as the list, each element scaled by itself', () => {
    const { encoders, encoded } = fitColumn('vector', [[1, 100], [3, 300]]); // prettier-ignore
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'vector', scale: 'standard', length: 2, shift: [2, 200], factor: [1, 0.01] });
    expect(encoded).toEqual([[-1, -1], [1, 1]]); // prettier-ignore
    expect(namesOf(encoders)).toEqual(['x: element 0', 'x: element 1']);
  });

  test('has one scale for all elements where the spec says so', () => {
    const { encoders, encoded } = fitColumn({ type: 'vector', scale: 'minMax', scaleBy: 'all' }, [[0, 255], [51, 0]]); // prettier-ignore
    expect(encoderOf(encoders)).toMatchObject({ length: 2, shift: [0], factor: [1 / 255] });
    expect(encoded).toEqual([[0, 1], [Math.fround(0.2), 0]]); // prettier-ignore
  });

  test('with one scale for all elements stays 0 where all were one number in training; else one that was constant keeps the scale', () => {
    for (const scale of ['standard', 'minMax'] as const) {
      const { encoders } = fitColumn({ type: 'vector', scale, scaleBy: 'all' }, [[0.1, 0.1], [0.1, 0.1], [0.1, 0.1]]); // prettier-ignore
      expect(encode(encoders, cells([[9e9, -9e9], [0.1, 3]]))).toEqual([[0, 0], [0, 0]].map((row) => row.map(() => expect.closeTo(0, 12)))); // prettier-ignore
    }
    const { encoders } = fitColumn({ type: 'vector', scale: 'minMax', scaleBy: 'all' }, [[4, 0], [4, 8]]); // prettier-ignore
    expect(encode(encoders, cells([[12, 4]]))).toEqual([[1.5, 0.5]]);
  });

  test('may be written in every way that lists are', () => {
    const written = [
      [1, 2],
      ['1', ' 2 '],
      Float32Array.of(1, 2),
      Uint8Array.of(1, 2),
      BigInt64Array.of(1n, 2n),
      '[1, 2]',
      '[1,2]',
      '1 2',
      ' 1\t2 ',
      '1;2',
      '1, 2',
    ];
    expect(fitColumn({ type: 'vector', scale: 'none' }, written).encoded).toEqual(written.map(() => [1, 2]));
  });

  test('that never changes becomes 0, and one that is as large as numbers get stays finite', () => {
    expect(fitColumn('vector', ['7 7', '7 7']).encoded).toEqual([[0, 0], [0, 0]]); // prettier-ignore
    for (const scale of ['standard', 'minMax'] as const) {
      const { encoded } = fitColumn({ type: 'vector', scale }, [[1e308, 0], [-1e308, 5e-324]]); // prettier-ignore
      expect(encoded.flat().every(Number.isFinite)).toBe(true);
    }
  });

  test('names the rows whose lists are longer or shorter, or no lists of numbers', () => {
    const wrong = [[1, 2], [1], '', null, 'a b', [1, 'x'], [], '1 2 3', { 0: 1 }, '[1, [2]]', [1, NaN]];
    expect(() => fitColumn('vector', wrong)).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "x": expected a list of 2 numbers, as in the first row, in each row, received [1] in row 2, "1 2 3" in row 8
         fix: correct the lists or leave the rows out; lists of different lengths are a "sequence"
       column "x": expected a list of numbers, such as [1, 2] or "1 2", in each row, received "" in row 3, null in row 4, "a b" in row 5, [1,"x"] in row 6, [] in row 7 and 3 more
         fix: fill in the cells or leave the rows out"
    `);
  });

  test('must be as long as in training, or as the spec says', () => {
    const { encoders } = fitColumn('vector', [[1, 2]]);
    expect(() => encode(encoders, cells([[1, 2], [1, 2, 3]]))).toThrowErrorMatchingInlineSnapshot(`
"the data has a problem
  column "x": expected a list of 2 numbers, as training rows have, in each row, received [1,2,3] in row 2
    fix: correct the lists or leave the rows out; lists of different lengths are a "sequence""
`); // prettier-ignore
    expect(() => fitColumn({ type: 'vector', length: 1 }, [[1, 2], [3, 4]])).toThrowErrorMatchingInlineSnapshot(`
"the data has a problem
  column "x": expected a list of 1 number, as "length" says, in each row, received [1,2] in row 1, [3,4] in row 2
    fix: correct the lists or leave the rows out; lists of different lengths are a "sequence""
`); // prettier-ignore
  });

  test('is not written where float32 cannot hold it', () => {
    const { encoders } = fitColumn('vector', [[1, 2], [2, 3]]); // prettier-ignore
    expect(() => encode(encoders, cells([[1, 1e300]]))).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected numbers that fit in float32 once scaled in each row, received [1,1e+300] in row 1
         fix: correct the cells or leave the rows out"
    `);
  });
});

describe('a vector of several columns', () => {
  const rows = [
    { p0: 0, p1: '10', p10: 4, other: 'a', price: 1 },
    { p0: 2, p1: '30', p10: 4, other: 'b', price: 2 },
  ];

  test('reads those that are listed, in their order', () => {
    const encoders = fit({ pixels: { type: 'vector', columns: ['p1', 'p0'] } }, rows);
    expect(encoderOf(encoders)).toMatchObject({ name: 'pixels', columns: ['p1', 'p0'], shift: [20, 1] });
    expect(encode(encoders, rows)).toEqual([[-1, -1], [1, 1]]); // prettier-ignore
    expect(namesOf(encoders)).toEqual(['pixels: p1', 'pixels: p0']);
  });

  test('reads those that fit a pattern, in the order of the table', () => {
    const encoders = fit({ pixels: { type: 'vector', columns: 'p*', scale: 'none' } }, rows);
    expect(encoderOf(encoders)).toMatchObject({ columns: ['p0', 'p1', 'p10', 'price'] });
    expect(encode(encoders, [{ p10: 1, p0: 2, p1: 3, price: 4 }])).toEqual([[2, 3, 1, 4]]);
    expect(encoderOf(fit({ v: { type: 'vector', columns: 'p*0' } }, rows))).toMatchObject({ columns: ['p0', 'p10'] });
    expect(encoderOf(fit({ v: { type: 'vector', columns: '*.*' } }, [{ 'a.b': 1, ab: 2 }]))).toMatchObject({ columns: ['a.b'] });
  });

  test('by a pattern leaves out what the spec names otherwise: targets, weights, other features, ignored columns', () => {
    const fitting = createFitting({
      features: featureTable.normalise({ pixels: { type: 'vector', columns: '*' }, p0: 'number', p10: 'ignore' }),
      target: targetTable.normalise({ price: 'number' }),
      training: { sampleWeight: 'w' },
    });
    fitting.add(frameOf(rows.map(({ other: _, ...row }) => ({ ...row, w: 1 }))));
    expect(fitting.finish().inputs[0]!.features).toMatchObject([{ name: 'pixels', columns: ['p1'] }, { name: 'p0' }]);
  });

  test('tells of columns and cells that are not there, or fit nothing', () => {
    expect(() => fit({ pixels: { type: 'vector', columns: ['p0', 'p2'] } }, rows)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "p2": expected a column of that name, received the columns p0, p1, p10, other, price
         fix: did you mean "p0"?"
    `);
    expect(() => fit({ pixels: { type: 'vector', columns: 'q*' } }, rows)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "pixels": expected columns whose names fit "q*", received none"
    `);
    expect(() => fit({ pixels: { type: 'vector', columns: ['p0', 'other'], length: 3 } }, rows)).toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "pixels": expected 3 columns, as "length" says, received 2
       column "other": expected a number in each row, received "a" in row 1, "b" in row 2
         fix: fill in the cells or leave the rows out"
    `);
  });

  test('asks a table for its columns, or for all of them by a pattern', () => {
    const features = featureTable.normalise({ pixels: { type: 'vector', columns: ['p1', 'p0'] }, p1: 'number', p10: 'ignore' });
    expect(columnsRead({ features, target: targetTable.normalise({ price: 'number' }), training: { sampleWeight: 'w' } })).toEqual([
      'p1',
      'p0',
      'price',
      'w',
    ]);
    expect(columnsRead({ features: featureTable.normalise({ v: { type: 'vector', columns: 'p*' } }) })).toBeUndefined();
  });
});

test('an ignored column need not be there, and becomes nothing', () => {
  const encoders = fit({ x: 'number', id: 'ignore' }, [{ x: 1 }, { x: 3 }]);
  expect(encode(encoders, [{ x: 3, id: {} }])).toEqual([[1]]);
});

describe('missing elements', () => {
  test('become the mean of their column, of all of them, or a number', () => {
    const lists = [[1, 10], [3, null], '5,', [NaN, 30], null, '[NA, NA]'];
    const filled = (feature: object) => fitColumn({ type: 'vector', scale: 'none', ...feature }, lists).encoded;
    expect(filled({ missing: 'mean' })).toEqual([[1, 10], [3, 20], [5, 20], [3, 30], [3, 20], [3, 20]]); // prettier-ignore
    expect(filled({ missing: -1 })).toEqual([[1, 10], [3, -1], [5, -1], [-1, 30], [-1, -1], [-1, -1]]); // prettier-ignore
    expect(filled({ missing: 'mean', scaleBy: 'all' })[3]).toEqual([Math.fround(49 / 5), 30]);
    const { encoders } = fitColumn({ type: 'vector', scale: 'minMax', missing: 'mean' }, lists);
    expect(encoderOf(encoders)).toMatchObject({ shift: [1, 10], factor: [1 / 4, 1 / 20], fill: [3, 20] });
    expect(encode(encoders, cells([null]))).toEqual([[0.5, 0.5]]);
  });

  test('of several columns are their empty cells, and no others', () => {
    const features = { v: { type: 'vector', columns: ['a', 'b'], scale: 'none', missing: 'mean' } } as const;
    const encoders = fit(features, [{ a: 1, b: '' }, { a: 'NA', b: 2 }]); // prettier-ignore
    expect(encode(encoders, [{ a: null, b: 5 }])).toEqual([[1, 5]]);
    expect(() => fit(features, [{ a: 1, b: 'x' }])).toThrow('column "b": expected a number in each row, received "x" in row 1');
    expect(() => fit(features, [{ a: 1, b: '' }])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "v": expected a number for each element in one row at least, received none
         fix: leave those columns out"
    `);
  });
});

test('a number that is too large is told with its column', () => {
  const encoders = fitEncoders(parseModel(spec), frameOf({ a: [1, 2, 3], b: [1, 2, 3], y: [1, 2, 3] }));
  expect(() => encodeFeatures(encoders, frameOf({ a: [1], b: [1e300] }))).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     column "b": expected numbers that fit in float32 once scaled in each row, received 1e+300 in row 1
       fix: correct the cells or leave the rows out"
  `);
});

test('whole numbers of 64 bits are taken where elements may be missing', () => {
  const given = { ...spec, features: { v: { type: 'vector', missing: 'mean' } } } as const;
  const { inputs } = fitEncoders(parseModel(given), frameOf({ v: [BigInt64Array.of(1n, 2n), [3, null]], y: [1, 2] }));
  expect(inputs[0]!.features[0]).toMatchObject({ length: 2, shift: [2, 2], fill: [2, 2] });
});

const spec = {
  features: { v: { type: 'vector', columns: ['a', 'b'] } },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 1 }] },
} as const;
