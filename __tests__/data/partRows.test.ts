import { describe, expect, test } from '@jest/globals';
import { partRows, type PartOptions, type Parts } from '../../src/data/partRows.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { createRandom } from '../../src/random.ts';

const random = createRandom(9);
const rows = Array.from({ length: 200 }, (_, i) => ({
  id: `row ${i}`,
  customer: `c${Math.floor(random.next() * 30)}`,
  date: new Date(Date.UTC(2024, 0, 1 + ((i * 37) % 200))).toISOString().slice(0, 10),
  part: i % 10 === 0 ? 'Test' : i % 5 === 1 ? 'validation' : 'train',
}));
const shares = { validationSplit: 0.2, testSplit: 0.1 };
const part = (split: PartOptions['split'], given: object = {}, table: readonly object[] = rows, seed = 3) =>
  partRows(frameOf(table as typeof rows), { ...shares, split, ...given }, seed);
const sizes = ({ training, heldOut, test: tested }: Parts) => [training.length, heldOut.length, tested.length];
const all = ({ training, heldOut, test: tested }: Parts) => [...training, ...heldOut, ...tested].sort((a, b) => a - b);

test.each([
  undefined,
  { type: 'random' },
  { type: 'group', column: 'customer' },
  { type: 'time', column: 'date' },
  { type: 'key', column: 'id' },
  { type: 'column', column: 'part' },
])('each row is in one part, the same again by the same seed: %j', (split) => {
  const parts = part(split);
  expect(all(parts)).toEqual(rows.map((_, i) => i));
  expect(part(split)).toEqual(parts);
});

test('by chance the parts have their shares, and each class its share of them', () => {
  const classes = Uint32Array.from(rows, (_, i) => (i < 40 ? 1 : 0));
  const parts = partRows(frameOf(rows), shares, 1, classes);
  expect(sizes(parts)).toEqual([140, 40, 20]);
  expect([parts.training, parts.heldOut, parts.test].map((some) => some.filter((row) => row < 40).length)).toEqual([28, 8, 4]);
  expect(partRows(frameOf(rows), { ...shares, validationSplit: 0 }, 1, classes).test).toEqual(parts.test);
});

test('a group is never parted', () => {
  const parts = part({ type: 'group', column: 'customer' });
  const customers = [parts.training, parts.heldOut, parts.test].map((some) => new Set(Array.from(some, (row) => rows[row]!.customer)));
  expect(customers.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(rows.map(({ customer }) => customer)).size);
  const [training, heldOut, tested] = sizes(parts);
  expect(heldOut).toBeGreaterThan(28);
  expect(heldOut).toBeLessThan(52);
  expect(tested).toBeGreaterThan(10);
  expect(training).toBeGreaterThan(110);
});

describe('groups of very different sizes', () => {
  /** A table of so many rows of each group, in another order for each seed. */
  const shared = (counts: readonly number[], given: object, seed: number) =>
    sizes(
      part(
        { type: 'group', column: 'group' },
        given,
        counts.flatMap((count, i) => Array.from({ length: count }, () => ({ group: i }))),
        seed,
      ),
    );
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const tenth = { validationSplit: 0.1, testSplit: 0.1 };
  const times = (count: number, size: number) => Array.from({ length: count }, () => size);

  test('one that holds half of all rows tears no share apart', () => {
    for (const seed of seeds) expect(shared([500, ...times(50, 10)], tenth, seed)).toEqual([800, 100, 100]);
  });

  test('one that holds nearly all rows is trained on, and the parts share the others', () => {
    for (const seed of seeds) expect(shared([180, ...times(10, 2)], tenth, seed)).toEqual([180, 10, 10]);
  });

  test('the k-th as large as one k-th of the first leaves each part its share', () => {
    const counts = Array.from({ length: 100 }, (_, i) => Math.ceil(300 / (i + 1)));
    const all = counts.reduce((sum, count) => sum + count, 0);
    for (const seed of seeds) {
      const [training, heldOut, tested] = shared(counts, tenth, seed).map((size) => size / all);
      expect([training, heldOut, tested].map((share) => Math.round(share! * 100))).toEqual([80, 10, 10]);
    }
  });

  test('where none fits a share, the smallest go there, and the largest is trained on', () => {
    for (const seed of seeds) expect(shared([50, 1, 5], { validationSplit: 0.01, testSplit: 0.01 }, seed)).toEqual([50, 5, 1]);
    for (const seed of seeds) expect(shared(times(3, 20), tenth, seed)).toEqual([20, 20, 20]);
    for (const seed of seeds) expect(shared([9, 1], { validationSplit: 0.9, testSplit: 0 }, seed)[0]).toBeGreaterThan(0);
  });

  test('which ones are held out differs from seed to seed', () => {
    const rowsHeldOut = (seed: number) => part({ type: 'group', column: 'customer' }, {}, rows, seed).heldOut;
    expect(rowsHeldOut(1)).not.toEqual(rowsHeldOut(2));
  });
});

describe('by time', () => {
  test('nothing that is trained on is later than what is held out, nor that than the test', () => {
    const { training, heldOut, test: tested } = part({ type: 'time', column: 'date' });
    const dates = (some: Uint32Array) => Array.from(some, (row) => rows[row]!.date).sort();
    expect(dates(training).at(-1)! < dates(heldOut)[0]!).toBe(true);
    expect(dates(heldOut).at(-1)! < dates(tested)[0]!).toBe(true);
    expect([training.length, heldOut.length, tested.length]).toEqual([140, 40, 20]);
  });

  test('rows of one time stay together', () => {
    const table = Array.from({ length: 20 }, (_, i) => ({ date: i < 10 ? 1 : 2 }));
    expect(sizes(part({ type: 'time', column: 'date' }, { testSplit: 0 }, table))).toEqual([10, 10, 0]);
  });

  test('cells that are no time are told', () => {
    const table = [{ date: '2024-01-01' }, { date: 'soon' }, { date: '2024-01-02' }];
    expect(() => part({ type: 'time', column: 'date' }, {}, table)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "date": expected a date, since it says when, written in one way with the day told from the month, in each row, received "soon" in row 2
         fix: write the year first: 2024-01-31"
    `);
    const numbers = [{ date: 1 }, { date: 'soon' }, { date: 2 }];
    expect(() => part({ type: 'time', column: 'date' }, {}, numbers)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "date": expected a number, as in other rows, since it says when in each row, received "soon" in row 2
         fix: correct the cells or leave the rows out"
    `);
  });

  test('one row that tells days from months tells how the others are read', () => {
    const table = ['01/02/2024', '02/01/2024', '13/01/2024', '03/02/2024', '05/01/2024'].map((date) => ({ date }));
    const parts = part({ type: 'time', column: 'date' }, { validationSplit: 0.2, testSplit: 0.2 }, table);
    expect([parts.test, parts.heldOut, parts.training].map((some) => [...some])).toEqual([[3], [0], [1, 2, 4]]);
  });

  test('dates that the spec says how to read are read so', () => {
    const table = ['31012020', '01022020', '15122019'].map((date) => ({ date }));
    const parts = part({ type: 'time', column: 'date' }, { validationSplit: 0, testSplit: 0.3, timeFormat: 'DDMMYYYY' }, table);
    expect([...parts.test]).toEqual([1]);
  });

  test.each([
    ['days first and months first', ['13/04/2010', '04/25/2011', '13/05/2010']],
    ['none that tells days from months', ['01/02/2010', '02/03/2011', '03/04/2012']],
    ['dates and numbers', ['2020-01-02', '20200101', '2020-01-03']],
  ])('times that are written in two ways are told: %s', (_, dates) => {
    const table = dates.map((date) => ({ date }));
    expect(() => part({ type: 'time', column: 'date' }, {}, table)).toThrowErrorMatchingSnapshot();
  });
});

test('by key a row stays where it is when others are added, whatever the seed', () => {
  const few = part({ type: 'key', column: 'id' }, {}, rows.slice(50, 120));
  const many = part({ type: 'key', column: 'id' });
  const inMany = (some: Uint32Array) => Array.from(some, (row) => row + 50);
  expect(inMany(few.heldOut)).toEqual([...many.heldOut].filter((row) => row >= 50 && row < 120));
  expect(inMany(few.test)).toEqual([...many.test].filter((row) => row >= 50 && row < 120));
  expect(part({ type: 'key', column: 'id' }, {}, rows, 4)).toEqual(many);
  expect(many.heldOut.length).toBeGreaterThan(25);
  expect(many.heldOut.length).toBeLessThan(55);
});

test('a column may say the part of each row', () => {
  expect(sizes(part({ type: 'column', column: 'part' }))).toEqual([140, 40, 20]);
  expect(() => part({ type: 'column', column: 'customer' })).toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     column "customer": expected train, validation or test in each row, received "c5" in row 1, "c25" in row 2, "c4" in row 3, "c24" in row 4, "c21" in row 5 and 195 more"
  `);
});

test.each([
  [{ type: 'group', column: 'customr' }, rows],
  [{ type: 'group', column: 'customer' }, rows.map((row) => ({ ...row, customer: 'one' }))],
  [{ type: 'key', column: 'id' }, [{ id: 'a' }, { id: '' }]],
])('what cannot be is told: %j', (split, table) => {
  expect(() => part(split, {}, table)).toThrowErrorMatchingSnapshot();
});
