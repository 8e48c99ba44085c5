import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { describeText } from '../../src/cli/describe/describeText.ts';
import { sparkline } from '../../src/cli/describe/sparkline.ts';
import type { TableProfile } from '../../src/data/inspect/profile.ts';
import { inspect } from '../data/inspect/profileOf.ts';
import { capture } from './capture.ts';

const mixed = 'examples/data/mixed.csv';
const text = async (columns: Readonly<Record<string, readonly unknown[]>>, width = 80) =>
  describeText((await inspect(columns)).profile, { columns: width, colour: 'none' });

test('netspec describe shows a line for each column', async () => {
  const { code, stdout, stderr } = await capture(['describe', mixed]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatchInlineSnapshot(`
   "examples/data/mixed.csv: 1200 rows, 8 columns, no row twice

   column        holds          missing  values                    mean  histogram
   age           whole numbers   8.17 %  18 to 90                 45.55  ▅▅▇██▇▄▂▁▁
   plan          few levels           -  basic (322), standard…       -  ██▅▅▄▂
   monthly_fee   numbers              -  6.29 to 169.5            33.83  ▆█▄▂▁▁▁▁ ▁
   usage_hours   numbers           13 %  1.8 to 55                19.98  ▂▇█▇▅▄▂▁▁▁
   autopay       yes or no            -  yes (735), no (465)          -  █▆
   signup_date   dates                -  2019-01-03 to 2024-12-…      -  █▇▇▇██▇▇██
   last_message  text              27 %  5.8 words: app keeps c…      -
   churned       yes or no            -  no (1057), yes (143)         -  █▂
   "
  `);
});

test('--json gives all that was measured', async () => {
  const { code, stdout } = await capture(['describe', mixed, '--json']);
  const profile = JSON.parse(stdout) as TableProfile;
  expect([code, profile.rows, profile.columns.map(({ name, missing }) => [name, missing.count])]).toEqual([
    0,
    1200,
    [
      ['age', 98],
      ['plan', 0],
      ['monthly_fee', 0],
      ['usage_hours', 161],
      ['autopay', 0],
      ['signup_date', 0],
      ['last_message', 318],
      ['churned', 0],
    ],
  ]);
});

test('standard input is a table too', async () => {
  const { stdout } = await capture(['describe', '-'], { stdin: 'a,b\n1,x\n2,y\n1,x\n' });
  expect(stdout).toMatchInlineSnapshot(`
   "standard input: 3 rows, 2 columns, 1 row that equals an earlier one

   column  holds          missing  values         mean  deviation  histogram
   a       whole numbers        -  1 to 2        1.333     0.4714  █▅
   b       few levels           -  x (2), y (1)      -          -  █▅
   "
  `);
});

test('a file that is not there is one message', async () => {
  const { code, stdout, stderr } = await capture(['describe', 'no.csv']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatchInlineSnapshot(`
   "DataError: the data has a problem
     no.csv: expected a CSV file, received no such file
   "
  `);
});

describe('the table', () => {
  const columns = {
    'a name that is longer than all of the others': [1, 2.5, 4, 4],
    都市: ['東京', '大阪', '東京', '大阪'],
    when: ['01/02/2024', '03/04/2024', 'NA', 'NA'],
    sick: [1, 2, 'unknown', 4],
  };

  test.each([200, 80, 50, 30])('is no wider than %i characters, and every column of the data has its line', async (width) => {
    const lines = (await text(columns, width)).split('\n').slice(2, 7);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    expect(lines.slice(1).map((line) => line.slice(0, 2).trim())).toEqual(['a', '都市', 'wh', 'si']);
  });

  test('of wide characters is straight', async () =>
    expect(await text(columns, 120)).toMatchInlineSnapshot(`
     "table.csv: 4 rows, 4 columns, no row twice

     column                       holds       missing  different  values                           mean  deviation  histogram
     a name that is longer than…  numbers           -          3  1 to 4                          2.875      1.244  ▅ ▅ █
     都市                         few levels        -          2  大阪 (2), 東京 (2)                  -          -  ██
     when                         dates          50 %          2  2024-02-01 to 2024-04-03            -          -  █   █
     sick                         mixed             -          4  1 (1), 2 (1), 4 (1) and 1 more      -          -

     when: taken as missing: NA (2)
     when: days before months, or months before days? no day is beyond 12
     sick: 1 cell of 4 no numbers, such as "unknown"
     "
    `));

  test('has no control characters of the data in it', async () => {
    // eslint-disable-next-line no-control-regex
    expect(await text({ 'x\x1b[2J': ['a\nb', '\x1b[31mred', 'c\r', 'a\nb'] })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });

  test('is a line alone where there are no rows', () => {
    const none: TableProfile = { source: 'none.jsonl', rows: 0, duplicates: { count: 0, isExact: true }, columns: [] };
    expect(describeText(none, { columns: 80, colour: 'none' })).toBe('none.jsonl: 0 rows, 0 columns, no row twice\n');
  });
});

test.each([
  [[1, 2, 4, 8], 10, '▂▃▅█'],
  [[0, 1000, 1], 10, ' █▁'],
  [[1, 1, 2, 2], 2, '▅█'],
  [[5], 10, '█'],
])('%p in %i blocks is %p', (counts, width, blocks) => expect(sparkline(counts, width)).toBe(blocks));

test('a column of numbers with a few texts is shown as numbers, and a column of amounts with what to do', async () => {
  const x = Array.from({ length: 40 }, (_, i) => (i === 7 ? 'n/m' : i / 2));
  const price = x.map((_, i) => `${i + 1}.${100 + i},50`);
  expect(await text({ x, price })).toMatchInlineSnapshot(`
   "table.csv: 40 rows, 2 columns, no row twice

   column  holds           missing  values              mean  deviation  histogram
   x       numbers, 1 not        -  0 to 19.5           9.91      5.757  █▇▇█▇██
   price   many levels           -  1.100,50 (1), 10.…     -          -  ██████████

   x: 1 cell of 40 no numbers, such as "n/m"
   price: looks like numbers in another way of writing: write them as plain numbers (1100.5 for "1.100,50"), or name the signs that a CSV file has (--decimal , --thousands .)
   "
  `);
});
