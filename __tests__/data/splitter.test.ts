import { describe, expect, test } from '@jest/globals';
import type { ModelSpec, Row } from 'netspec';
import type { Parts } from '../../src/data/partRows.ts';
import { partRows } from '../../src/data/partRows.ts';
import { frameOf, frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { createSplitter } from '../../src/data/splitter.ts';
import { createRandom } from '../../src/random.ts';
import { parseModel } from '../../src/spec/parse.ts';

const random = createRandom(5);
const rows: readonly Row[] = Array.from({ length: 3000 }, (_, i) => ({
  x: random.next(),
  day: new Date(Date.UTC(2024, 0, 1 + Math.floor(random.next() * 90))).toISOString().slice(0, 10),
  kind: i % 100 === 7 ? 'rare' : random.next() < 0.3 ? 'some' : 'most',
  once: i === 1234 ? 'once' : 'else',
}));

/** The side of each row, read in frames of some size. */
async function sidesOf(training: ModelSpec['training'], size = 250, target: object = { kind: 'category' }): Promise<readonly number[]> {
  const spec = parseModel({ features: { x: 'number' }, target, network: { layers: [] }, training });
  async function* read() {
    for (let i = 0; i < rows.length; i += size) yield await Promise.resolve(frameOfRows(rows.slice(i, i + size), { before: i }));
  }
  const split = (await createSplitter(spec, 3, read))();
  const sides: number[] = [];
  for await (const frame of read()) sides.push(...numbered(split(frame), frame.rows));
  return sides;
}

function numbered({ heldOut, test }: Parts, rows: number): readonly number[] {
  const sides = new Array<number>(rows).fill(0);
  for (const row of heldOut) sides[row] = 1;
  for (const row of test) sides[row] = 2;
  return sides;
}

const shareOf = (sides: readonly number[], side: number, of: (row: Row) => boolean) => {
  const places = rows.flatMap((row, i) => (of(row) ? [i] : []));
  return places.filter((i) => sides[i] === side).length / places.length;
};

describe('rows that are not all in memory are parted', () => {
  test('by time as in memory', async () => {
    const shares = { validationSplit: 0.15, testSplit: 0.1, split: { type: 'time', column: 'day' } } as const;
    expect(await sidesOf(shares)).toEqual(numbered(partRows(frameOf(rows), shares, 3), rows.length));
  });

  test('by times of which only a later row tells days from months', async () => {
    const shares = { validationSplit: 0.2, testSplit: 0.1, split: { type: 'time', column: 'at' } } as const;
    const slashes = rows.slice(0, 400).map((row, i): Row => {
      const [year, month, day] = String(row['day']).split('-');
      return { ...row, at: i < 30 ? `${1 + (i % 9)}/${1 + (i % 3)}/${year}` : `${day}/${month}/${year}` };
    });
    const spec = parseModel({ features: { x: 'number' }, target: { kind: 'category' }, network: { layers: [] }, training: shares });
    async function* read() {
      for (let i = 0; i < 400; i += 20) yield await Promise.resolve(frameOfRows(slashes.slice(i, i + 20), { before: i }));
    }
    const split = (await createSplitter(spec, 3, read))();
    const sides: number[] = [];
    for await (const frame of read()) sides.push(...numbered(split(frame), frame.rows));
    expect(sides).toEqual(numbered(partRows(frameOf(slashes), shares, 3), 400));
    expect(new Set(sides.slice(0, 30)).size).toBeGreaterThan(1);
  });

  test('by key as in memory, so that a row stays where it is when the table grows', async () => {
    const shares = { validationSplit: 0.15, testSplit: 0.1, split: { type: 'key', column: 'x' } } as const;
    expect(await sidesOf(shares)).toEqual(numbered(partRows(frameOf(rows), shares, 3), rows.length));
  });

  test('each class in proportion, the same however they are cut', async () => {
    const shares = { validationSplit: 0.2, testSplit: 0.1 };
    const sides = await sidesOf(shares);
    expect(await sidesOf(shares, 17)).toEqual(sides);
    for (const kind of ['rare', 'some', 'most']) {
      const of = (row: Row) => row['kind'] === kind;
      const count = rows.filter(of).length;
      // One row more or less for each block, and part of one, of 64 would be chance: it is so at each end of a part alone.
      expect(Math.abs(shareOf(sides, 1, of) - 0.2) * count).toBeLessThan(2 + (0.2 * 64) / 2 + count / 64);
      expect(Math.abs(shareOf(sides, 2, of) - 0.1) * count).toBeLessThan(2 + (0.1 * 64) / 2 + count / 64);
    }
    // By number alone, of 30 rare rows as few as 1 or as many as 12 may be held out.
    expect(shareOf(sides, 1, (row) => row['kind'] === 'rare')).toBeGreaterThan(0.1);
    expect(await sidesOf({ ...shares, split: 'random' })).not.toEqual(sides);
    expect(await sidesOf({ ...shares, split: 'stratified' })).toEqual(sides);
  });

  test('so that the first row of a class is trained on, and each class is known', async () => {
    const sides = await sidesOf({ validationSplit: 0.45, testSplit: 0.45 }, 250, { once: 'category' });
    expect([sides[0], sides[1234]]).toEqual([0, 0]);
    expect(shareOf(sides, 0, () => true)).toBeCloseTo(0.1, 2);
  });
});
