import { describe, expect, test } from '@jest/globals';
import { classNumbers } from '../../../src/data/check.ts';
import { chooseForTraining } from '../../../src/data/inspect/chooseForTraining.ts';
import type { Parting } from '../../../src/data/inspect/parting.ts';
import type { Frame, Source } from '../../../src/data/frame.ts';
import { partRows } from '../../../src/data/partRows.ts';
import { frameOf, frameOfRows } from '../../../src/data/read/memoryFrame.ts';
import { selectRows } from '../../../src/data/read/selectRows.ts';
import { createSplitter } from '../../../src/data/splitter.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { drawn } from './profileOf.ts';

const ROWS = 300;
const u = drawn(ROWS, 5);

const table = {
  amount: drawn(ROWS, 1).map((x) => Math.round(x * 1000) / 10),
  place: drawn(ROWS, 2).map((x) => `place ${Math.floor(x * 12)}`),
  flag: drawn(ROWS, 3).map((x) => (x < 0.5 ? 'yes' : 'no')),
  day: Array.from({ length: ROWS }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)),
  customer: drawn(ROWS, 4).map((x) => `c${Math.floor(x * 40)}`),
  y: u.map((x) => Math.round(x * 1e4) / 7),
  kind: u.map((x) => (x < 0.3 ? 'a' : 'b')),
};
type Table = { readonly [name in keyof typeof table]: readonly (string | number)[] };

const frame = (columns: Table) => frameOf(columns, { source: 'table.csv' });

/** Frame by frame, as from a file. */
const streamed = (columns: Table): Source => ({
  name: 'table.csv',
  isRepeatable: true,
  async *frames() {
    const all = frame(columns);
    for (let from = 0; from < ROWS; from += 64) {
      yield await Promise.resolve(
        selectRows(
          all,
          Uint32Array.from({ length: Math.min(64, ROWS - from) }, (_, i) => from + i),
        ),
      );
    }
  },
});

/** The rows that a training on the table holds out. */
async function heldOutRows(parting: Parting, target: 'y' | 'kind', isStreamed: boolean): Promise<ReadonlySet<number>> {
  const spec = parseModel({
    features: { amount: 'number' },
    target: { [target]: target === 'y' ? 'number' : 'category' },
    training: parting,
  });
  const all = frame(table);
  const { heldOut, test: tested } = isStreamed
    ? (await createSplitter(spec, parting.seed, () => streamed(table).frames()))()(all)
    : partRows(all, spec.training, parting.seed, classNumbers(spec, all));
  return new Set([...heldOut, ...tested]);
}

const ways: readonly (readonly [string, Parting])[] = [
  ['by chance', { seed: 3 }],
  ['with a test', { seed: 3, validationSplit: 0.1, testSplit: 0.2 }],
  ['by group', { seed: 3, split: { type: 'group', column: 'customer' } }],
  ['by key', { seed: 3, split: { type: 'key', column: 'customer' } }],
  ['by time', { seed: 3, split: { type: 'time', column: 'day' } }],
];

describe.each(['y', 'kind'] as const)('a spec for the target %s', (target) => {
  const columns = Object.fromEntries(
    Object.entries(table).filter(([name]) => name === target || !['y', 'kind'].includes(name)),
  ) as unknown as Table;
  const choose = async (own: Table, parting: Parting, as: (columns: Table) => Frame | Source) =>
    JSON.stringify(await chooseForTraining(as(own), { target, parting, splitBy: 'customer' }));

  describe.each([
    ['in memory', frame],
    ['read frame by frame', streamed],
  ] as const)('of rows %s', (how, as) => {
    test.each(ways)('is the same to the letter whatever the values are that are held out (%s)', async (_, parting) => {
      const held = await heldOutRows(parting, target, how !== 'in memory');
      const change = <T>(values: readonly T[], other: (value: T, row: number) => T) =>
        values.map((value, row) => (held.has(row) ? other(value, row) : value));
      const changed = {
        ...columns,
        amount: change(columns.amount, (value) => Math.exp(Number(value))),
        place: change(columns.place, (_value, row) => `elsewhere ${row}`),
        flag: change(columns.flag, () => 'yes'),
        ...(target === 'y' ? { y: change(columns.y, (value) => Math.exp(Number(value) / 100)) } : {}),
      };
      expect(held.size).toBeGreaterThan(20);
      expect(await choose(changed, parting, as)).toBe(await choose(columns, parting, as));
    });

    test('is another where values of other rows are', async () => {
      const changed = { ...columns, amount: columns.amount.map((value) => Math.exp(Number(value) / 8)) };
      expect(await choose(changed, { seed: 3 }, as)).not.toBe(await choose(columns, { seed: 3 }, as));
    });
  });
});

describe('cells that are held out must be readable too', () => {
  const parting: Parting = { seed: 0, split: { type: 'time', column: 'day' } };
  const choose = async (cell: string, name: 'amount' | 'flag') =>
    await chooseForTraining(frame({ ...table, [name]: table[name].map((value, row) => (row === ROWS - 1 ? cell : value)) }), {
      target: 'y',
      parting,
    });

  test('a text among their numbers is taken as missing', async () => {
    const { features, warnings } = await choose('broken', 'amount');
    expect(features['amount']).toEqual({ type: 'number', missing: 'mean', missingValues: ['broken'] });
    expect(warnings.map(({ about }) => about)).toContain('mixed');
  });

  test('a gap makes gaps allowed', async () => {
    expect((await choose('', 'amount')).features['amount']).toEqual({ type: 'number', missing: 'mean' });
  });

  test('a word that is neither yes nor no makes levels of them', async () => {
    expect((await choose('maybe', 'flag')).features['flag']).toBe('category');
  });
});

test('whole numbers without gaps are names of rows though some are held out', async () => {
  const id = drawn(ROWS, 9)
    .map((place, row) => ({ place, row }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
  const { features } = await chooseForTraining(frameOf({ ...table, id }, { source: 'table.csv' }), {
    target: 'y',
    parting: { seed: 0, validationSplit: 0.3 },
  });
  expect(features['id']).toBe('ignore');
});

test.each([
  ['amounts', (i: number) => `${i + 1}.${100 + i},50`],
  ['ids', (i: number) => `c${i.toString(36)}x${7 * i}`],
  ['free text', (i: number) => `the ${i} rows of a table are told by a word ${3 * i}`],
])('a target of %s, of which nearly each is another, is refused before rows are parted', async (_, cell) => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ x: i % 7, y: cell(i) }));
  await expect(
    chooseForTraining(frameOfRows(rows, { source: 'made.csv' }), { target: 'y', parting: { seed: 0 } }),
  ).rejects.toThrowErrorMatchingSnapshot();
});
