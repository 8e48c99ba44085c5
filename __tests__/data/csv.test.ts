import { describe, expect, test } from '@jest/globals';
import { parseCsv } from '../../src/data/csv.ts';
import { originOf } from '../../src/data/origin.ts';
import { DataError } from '../../src/errors.ts';

const ages = [
  { name: 'Ada', age: '36' },
  { name: 'Alan', age: '41' },
];

test.each([
  { name: 'line feeds', text: 'name,age\nAda,36\nAlan,41\n' },
  { name: 'no line end after the last row', text: 'name,age\nAda,36\nAlan,41' },
  { name: 'carriage returns with line feeds', text: 'name,age\r\nAda,36\r\nAlan,41\r\n' },
  { name: 'carriage returns alone', text: 'name,age\rAda,36\rAlan,41\r' },
  { name: 'line ends of two kinds', text: 'name,age\r\nAda,36\nAlan,41\r\n' },
  { name: 'a byte order mark', text: '\uFEFFname,age\nAda,36\nAlan,41\n' },
  { name: 'a byte order mark before a quote', text: '\uFEFF"name",age\nAda,36\nAlan,41\n' },
  { name: 'blank lines', text: 'name,age\n\nAda,36\n\n\nAlan,41\n\n' },
  { name: 'white space around cells', text: 'name , age\n Ada,36 \nAlan,\t41\n' },
  { name: 'quotes around cells', text: '"name","age"\n"Ada","36"\n"Alan", "41"\n' },
])('a file with $name is read', ({ text }) => {
  expect(parseCsv(text, 'ages.csv')).toEqual(ages);
});

test('quoted cells may hold commas, quotes and line ends', () => {
  const [row] = parseCsv('text,n\n"a, ""b""\r\nc",1\n', 'texts.csv');
  expect(row).toEqual({ text: 'a, "b"\r\nc', n: '1' });
});

test('a row remembers the line that it begins on', () => {
  const rows = parseCsv('text,n\n\n"two\nlines",1\nx,2\n', 'texts.csv');
  expect(rows.map(originOf)).toEqual([
    { source: 'texts.csv', line: 3 },
    { source: 'texts.csv', line: 5 },
  ]);
});

test('columns that are named like parts of an object are columns like others', () => {
  const [row] = parseCsv('__proto__,constructor,toString\n1,2,3\n', 'x.csv');
  expect(Object.entries(row!)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ]);
  expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
});

describe('a file that is no table of rows is refused:', () => {
  const messageOf = (text: string) => {
    try {
      return JSON.stringify(parseCsv(text, 'iris.csv'));
    } catch (error) {
      return error instanceof DataError ? error.message : String(error);
    }
  };

  test('empty', () =>
    expect(messageOf('')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv: expected a header line and rows, received an empty file"
    `));
  test('blank lines only', () =>
    expect(messageOf('\n\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv: expected a header line and rows, received an empty file"
    `));
  test('a header alone', () =>
    expect(messageOf('a,b\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv: expected rows below the header, received the header alone"
    `));
  test('two columns of one name', () =>
    expect(messageOf('a,b,a\n1,2,3\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 1: expected a name of its own for each column, received "a" for columns 1 and 3
         fix: name the columns in the first line"
    `));
  test('a column without a name', () =>
    expect(messageOf('a,,c\n1,2,3\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 1: expected a name of its own for each column, received none for column 2
         fix: name the columns in the first line"
    `));
  test('rows of another length', () =>
    expect(messageOf('a,b\n1,2,3\n4,5\n6\n')).toMatchInlineSnapshot(`
     "iris.csv has 2 problems
       iris.csv line 2: expected 2 cells, as the header has, received 3
         fix: put cells that hold a comma in double quotes
       iris.csv line 4: expected 2 cells, as the header has, received 1"
    `));
  test('a quote left open', () =>
    expect(messageOf('a,b\n1,2\n\n"3,4\n5,6\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 3: expected a closing quote for each opening one, received a quote that is open to the end of the file
         fix: end the cell with a double quote"
    `));
  test('a quote inside a cell', () =>
    expect(messageOf('a,b\n1,2"\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 2: expected quotes only around a whole cell, received a quote inside a cell
         fix: write "a ""quoted"" word" for a "quoted" word"
    `));
  test('text after a closing quote', () =>
    expect(messageOf('a,b\n"1"x,2\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 2: expected quotes only around a whole cell, received a quote inside a cell
         fix: write "a ""quoted"" word" for a "quoted" word"
    `));
  test('semicolons between the columns', () =>
    expect(messageOf('a;b\n1;2\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 1: expected commas between the columns, received "a;b"
         fix: save it again with commas"
    `));
  test('NUL bytes', () =>
    expect(messageOf('a,b\n\0,2\n')).toMatchInlineSnapshot(`
     "iris.csv has a problem
       iris.csv: expected a text, received NUL bytes
         fix: save it as CSV in UTF-8"
    `));
  test('more than ten uneven lines, of which nine are told', () =>
    expect(messageOf(`a,b\n${'1\n'.repeat(12)}`)).toMatchInlineSnapshot(`
     "iris.csv has 10 problems
       iris.csv line 2: expected 2 cells, as the header has, received 1
         fix: put cells that hold a comma in double quotes
       iris.csv line 3: expected 2 cells, as the header has, received 1
       iris.csv line 4: expected 2 cells, as the header has, received 1
       iris.csv line 5: expected 2 cells, as the header has, received 1
       iris.csv line 6: expected 2 cells, as the header has, received 1
       iris.csv line 7: expected 2 cells, as the header has, received 1
       iris.csv line 8: expected 2 cells, as the header has, received 1
       iris.csv line 9: expected 2 cells, as the header has, received 1
       iris.csv line 10: expected 2 cells, as the header has, received 1
       iris.csv: expected 2 cells, as the header has, received another number in 3 more lines"
    `));
});
