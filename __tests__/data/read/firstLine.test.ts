import { describe, expect, test } from '@jest/globals';
import { collect } from '../../../src/data/read/collect.ts';
import { readDelimited, type ReadDelimitedOptions } from '../../../src/data/read/delimited/readDelimited.ts';

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text);
}

const read = (text: string, options: ReadDelimitedOptions = {}) =>
  collect({ name: 'a.csv', isRepeatable: false, frames: () => readDelimited(bytesOf(text), 'a.csv', options) });

async function tableOf(text: string, options: ReadDelimitedOptions = {}) {
  const frame = await read(text, options);
  return [frame.names, ...Array.from({ length: frame.rows }, (_, row) => frame.names.map((name) => frame.column(name)!.cell(row)))];
}

describe("Excel's line that names the delimiter", () => {
  test.each(['sep=;\n', 'sep=;\r\n', 'SEP=;\n', '"sep=;"\n', '\uFEFFsep=;\n'])('%j is taken, and left out', async (line) => {
    // By its rows alone the delimiter would be a comma.
    expect(await tableOf(`${line}a,b;c,d\n1,5;2,5\n`)).toEqual([
      ['a,b', 'c,d'],
      ['1.5', '2.5'],
    ]);
  });

  test('counts where a row is placed', async () => {
    const frame = await read('sep=|\nx|y\n1|2\n');
    expect(frame.place(0)).toBe('line 3');
    await expect(read('sep=|\nx|y\n1|2|3\n')).rejects.toThrow('a.csv line 3: expected 2 cells');
  });

  test('yields to a delimiter that is said', async () => {
    expect(await tableOf('sep=|\nx;y\n1;2\n', { delimiter: ';' })).toEqual([
      ['x', 'y'],
      ['1', '2'],
    ]);
  });

  test('is a column where more stands behind it', async () => {
    expect(await tableOf('sep=;x\n1;2\n')).toEqual([
      ['sep=', 'x'],
      ['1', '2'],
    ]);
  });
});

test('columns of a text without a header are numbered where one says so', async () => {
  expect(await tableOf('5.1,3.5,a\n4.9,3.0,b\n', { header: false })).toEqual([
    ['column_1', 'column_2', 'column_3'],
    ['5.1', '3.5', 'a'],
    ['4.9', '3.0', 'b'],
  ]);
});

describe('a first line', () => {
  const headerless = async (text: string, options: ReadDelimitedOptions = {}) => {
    const told: string[] = [];
    await read(text, { ...options, onHeaderless: (source) => told.push(source) });
    return told;
  };

  test.each([
    ['numbers above numbers', '5.1,3.5\n4.9,3.0\n4.7,3.2\n'],
    ['numbers above numbers and a word that comes again', '5.1,3.5,a\n4.9,3.0,a\n4.7,3.2,b\n'],
    ['words that all come again', 'red,yes\nblue,no\nred,yes\n'],
  ])('of %s is told of once, as one that seems to be a row', async (_, text) => {
    expect(await headerless(text)).toEqual(['a.csv']);
    expect(await headerless(text, { header: false })).toEqual([]);
  });

  test.each([
    ['words above numbers', 'x,y\n1,2\n3,4\n'],
    ['one word above numbers', '1.5,y\n1,2\n3,4\n'],
    ['words that do not come again', 'name,colour\nAda,red\nAlan,red\n'],
    ['numbers that count', '0,1,2\n5,3,1\n4,3,2\n'],
    ['years beside a word', 'city,2019,2020\nBonn,3,1\nBerlin,3,2\n'],
  ])('of %s is a header', async (_, text) => {
    expect(await headerless(text)).toEqual([]);
  });
});

test('a header that names two columns by the same number says how to read a text without one', async () => {
  await expect(read('1,1\n2,3\n')).rejects.toThrowErrorMatchingInlineSnapshot(`
   "a.csv has a problem
     a.csv line 1: expected a name of its own for each column, received "1" for columns 1 and 2
       fix: name the columns in the first line; where it is no header, say header: false (--no-header)"
  `);
});

describe('lines that begin with #', () => {
  test('are refused before the header, which they would be taken for', async () => {
    await expect(read('# exported 2024\n# by me, at home\na,b,y\n1,2,x\n')).rejects.toThrowErrorMatchingInlineSnapshot(`
     "a.csv has a problem
       a.csv line 1: expected the names of the columns, received "# exported 2024", which looks like a comment
         fix: take out the 2 lines that begin with "#", or give the others: grep -v '^#' FILE | netspec ... --data -"
    `);
  });

  test.each([
    ['#a,b\n1,2\n', ['#a', 'b']],
    ['# of rooms\n3\n4\n', ['# of rooms']],
    ['#a;b,c\n1;2\n', ['#a', 'b,c']],
  ])('are a header where they have its cells: %j', async (text, names) => expect((await read(text)).names).toEqual(names));

  test('are rows where the header is given', async () => {
    expect((await read('#1\n2\n', { header: ['a'] })).rows).toBe(2);
  });
});

describe('a table that is read as one column', () => {
  const missed = async (text: string, options: ReadDelimitedOptions = {}) => {
    const told: unknown[] = [];
    await read(text, { ...options, onOneColumn: (report) => told.push(report) });
    return told;
  };

  test.each([
    ['a title', 'Report for 2024\n\na,b,y\n0,0,1\n1,1,2\n', { delimiter: ',', cells: 3 }],
    ['a title of a longer table', `Report\na;y\n${'0,5;1\n'.repeat(9)}`, { delimiter: ';', cells: 2 }],
    ['spaces', 'a  b  y\n0.372   2  0.064\n0.690  11  0.950\n0.510   1  0.749\n', { delimiter: ' ', cells: 3 }],
  ])('is told of, where it has several below or between %s', async (_, text, expected) => {
    expect(await missed(text)).toEqual([{ source: 'a.csv', ...expected }]);
    expect(await missed(text, { delimiter: '|' })).toEqual([]);
  });

  test.each([
    ['decimal commas', 'x\n1,5\n2,5\n3,5\n4,5\n'],
    ['grouped numbers', 'x\n1 500\n2 500\n3 500\n4 500\n'],
    ['times', 'at time\n2024-01-01 12:00\n2024-01-01 13:00\n2024-01-01 14:00\n'],
    ['quoted cells', 'x\n"a, b"\n"c, d"\n"e, f"\n"g, h"\n'],
    ['sentences', 'x\nYes, we do\nNo\nWell, yes, no\nAh\n'],
  ])('is one of %s', async (_, text) => expect(await missed(text)).toEqual([]));
});
