import { describe, expect, test } from '@jest/globals';
import type { Frame } from '../../../src/data/frame.ts';
import { collect } from '../../../src/data/read/collect.ts';
import { frameOf, frameOfColumns, frameOfRows } from '../../../src/data/read/memoryFrame.ts';
import { sourceOfFrame, sourceOfRows } from '../../../src/data/read/memorySource.ts';
import { selectRows } from '../../../src/data/read/selectRows.ts';

const cellsOf = (frame: Frame, name: string) => Array.from({ length: frame.rows }, (_, row) => frame.column(name)!.cell(row));
const table = frameOfRows([
  { age: '36', plan: 'basic' },
  { age: 41, plan: 'plus' },
  { age: 'n/a', plan: 'basic' },
]);

test('a frame of rows gives cells, numbers and the different cells of each column', () => {
  expect(table).toMatchObject({ rows: 3, names: ['age', 'plan'], source: 'the data' });
  expect(cellsOf(table, 'age')).toEqual(['36', 41, 'n/a']);
  expect(table.column('age')!.numbers()).toEqual(Float64Array.of(36, 41, NaN));
  expect(table.column('plan')!.coded()).toEqual({ codes: Uint32Array.of(0, 1, 0), values: ['basic', 'plus'] });
  expect(table.place(2)).toBe('row 3');
  expect(table.column('no such')).toBeUndefined();
});

test('a row that lacks a column has a gap there, and what an object inherits is no cell', () => {
  const frame = frameOfRows([{ a: 1 }, JSON.parse('{ "__proto__": 2, "constructor": 3 }')]);
  expect(frame.names).toEqual(['a', '__proto__', 'constructor']);
  expect(cellsOf(frame, 'a')).toEqual([1, undefined]);
  expect(cellsOf(frame, '__proto__')).toEqual([undefined, 2]);
  expect(cellsOf(frame, 'constructor')).toEqual([undefined, 3]);
  expect(frame.column('toString')).toBeUndefined();
});

test('a frame of columns takes lists and typed arrays, and numbers that are not finite are none', () => {
  const frame = frameOfColumns({ a: [1, '2', null], b: Float32Array.of(0.5, Infinity, NaN), c: BigInt64Array.of(1n, 2n, 3n) });
  expect(frame).toMatchObject({ rows: 3, names: ['a', 'b', 'c'] });
  expect(frame.column('a')!.numbers()).toEqual(Float64Array.of(1, 2, NaN));
  expect(frame.column('b')!.numbers()).toEqual(Float64Array.of(0.5, NaN, NaN));
  expect(frame.column('c')!.numbers()).toEqual(Float64Array.of(1, 2, 3));
  expect(cellsOf(frame, 'b')).toEqual([0.5, Infinity, NaN]);
});

test('dates of equal time are one cell, lists each for itself', () => {
  const frame = frameOfRows([{ x: new Date(5) }, { x: [1] }, { x: new Date(5) }, { x: [1] }]);
  expect(frame.column('x')!.coded()).toEqual({ codes: Uint32Array.of(0, 1, 0, 2), values: [new Date(5), [1], [1]] });
});

test('selected rows come in the order asked for, with the codes of what is left', () => {
  const frame = selectRows(table, Uint32Array.of(1, 2, 1));
  expect(frame).toMatchObject({ rows: 3, names: ['age', 'plan'] });
  expect(cellsOf(frame, 'age')).toEqual([41, 'n/a', 41]);
  expect(frame.column('age')!.numbers()).toEqual(Float64Array.of(41, NaN, 41));
  expect(frame.column('plan')!.coded()).toEqual({ codes: Uint32Array.of(0, 1, 0), values: ['plus', 'basic'] });
  expect(selectRows(table, Uint32Array.of(2)).column('plan')!.coded()).toEqual({ codes: Uint32Array.of(0), values: ['basic'] });
  expect(frame.place(0)).toBe('row 2');
  expect(frame.column('no such')).toBeUndefined();
});

describe('collected', () => {
  async function* count(to: number) {
    for (let i = 0; i < to; i++) yield i < 5000 ? { n: i, text: `t${i % 3}`, mixed: i } : { n: i, text: 'late', mixed: `${i}`, more: true };
  }

  test('rows that come one by one are one frame with all their columns and places', async () => {
    const frame = await collect(sourceOfRows(count(9000)));
    expect(frame).toMatchObject({ rows: 9000, names: ['n', 'text', 'mixed', 'more'], source: 'the data' });
    expect(frame.column('n')!.numbers()).toEqual(Float64Array.from({ length: 9000 }, (_, i) => i));
    expect(frame.column('text')!.coded().values).toEqual(['t0', 't1', 't2', 'late']);
    expect(cellsOf(frame, 'mixed').slice(4999, 5001)).toEqual([4999, '5000']);
    expect(cellsOf(frame, 'more').slice(4999, 5001)).toEqual([undefined, true]);
    expect([0, 4095, 4096, 8999].map(frame.place)).toEqual(['row 1', 'row 4096', 'row 4097', 'row 9000']);
  });

  test('only the columns that are asked for are kept', async () => {
    const frame = await collect(sourceOfRows(count(3)), { columns: ['text', 'no such'] });
    expect(frame).toMatchObject({ rows: 3, names: ['n', 'text', 'mixed'] });
    expect(['n', 'text', 'no such'].map((name) => frame.column(name)?.length)).toEqual([undefined, 3, undefined]);
  });

  test('numbers that are not finite stay as they were', async () => {
    const frame = await collect(sourceOfFrame(frameOfColumns({ x: [1, Infinity, NaN] })));
    expect(cellsOf(frame, 'x')).toEqual([1, Infinity, NaN]);
    expect(frame.column('x')!.numbers()).toEqual(Float64Array.of(1, NaN, NaN));
  });

  test('a stream that is over cannot be read again', async () => {
    const source = sourceOfRows(count(1));
    await collect(source);
    await expect(collect(source)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       the data: expected a table that can be read again, received a stream, which is over
         fix: give a file, rows in memory, or in code a function that begins the stream anew"
    `);
  });

  test('a reading stops with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect(sourceOfRows(count(1)), { signal })).rejects.toThrow('enough');
  });

  test('a row that is none is told by its number', async () => {
    async function* rows() {
      for (let i = 0; i < 5000; i++) yield { i };
      yield [1] as never;
    }
    await expect(collect(sourceOfRows(rows()))).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows[5000]: expected an object of values by column, received [1]
         fix: write { column: value, ... } for each row"
    `);
  });
});

test('what is neither rows nor columns is refused', () => {
  expect(frameOf([{ a: 1 }]).rows).toBe(1);
  expect(frameOf({ a: [1, 2] }).rows).toBe(2);
  expect(() => frameOf({ a: 1 } as never)).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows: expected a list of objects, or an object of columns, received one row
       fix: put it in a list: [{ ... }]"
  `);
  expect(() => frameOf('iris' as never)).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows: expected a list of objects, or an object of columns, received "iris""
  `);
  expect(() => frameOf([null] as never)).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     rows[0]: expected an object of values by column, received null"
  `);
  expect(() => frameOf({ a: [1], b: [1, 2] })).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     column "b": expected a list of 1, as "a" has, received a list of 2"
  `);
});
