import { expect, test } from '@jest/globals';
import type { Examples } from '../../../src/model/slots.ts';
import { createBuffer } from '../../../src/model/exampleBuffer.ts';
import { streamFeed } from '../../../src/train/feed/streamFeed.ts';

/** Rows 0, 1, 2, ... whose input is their number, in parts of some sizes over and over. */
function partsOf(rows: number, sizes: readonly number[]): readonly Examples[] {
  const parts: Examples[] = [];
  for (let start = 0, i = 0; start < rows; i++) {
    const count = Math.min(sizes[i % sizes.length]!, rows - start);
    const values = Float32Array.from({ length: count }, (_, row) => start + row);
    const table = { values, shape: [1], rows: count, dtype: 'float32' as const };
    parts.push({ inputs: [table], outputs: [table], rows: count });
    start += count;
  }
  return parts;
}

interface Given {
  readonly rows: number;
  readonly room: number;
  readonly batchSize: number;
  /** Rows that there is room for besides. */
  readonly beside?: number;
  readonly shuffle?: boolean;
  readonly sizes?: readonly number[];
}

function feedOf({ rows, room, batchSize, beside = 0, shuffle = true, sizes = [7, 0, 3] }: Given) {
  const parts = partsOf(rows, sizes);
  const buffer = createBuffer(
    parts.find((part) => part.rows > 0)!,
    room + beside,
  );
  const read = async function* () {
    yield* parts;
  };
  const feed = streamFeed({ name: 'made.csv', read, rows, buffer, room }, { batchSize, shuffle, seed: 5 });
  const inPlaces = (places: Uint32Array) => Array.from(places, (place) => buffer.examples.inputs[0]!.values[place]!);
  const next = async () => {
    const batch = inPlaces(await feed.next());
    feed.giveBack!();
    return batch;
  };
  const epoch = async (number: number) => {
    await feed.begin(number, 0);
    const batches: number[][] = [];
    for (let i = 0; i < Math.ceil(rows / batchSize); i++) batches.push(await next());
    return batches;
  };
  return { feed, next, epoch, inPlaces };
}

const ascending = (batches: readonly number[][]) => batches.flat().sort((a, b) => a - b);

test.each<Given>([
  { rows: 50, room: 20, batchSize: 4 },
  { rows: 50, room: 4, batchSize: 4 },
  { rows: 50, room: 1000, batchSize: 16 },
  { rows: 3, room: 8, batchSize: 8 },
  { rows: 29, room: 7, batchSize: 5 },
])('each row comes once an epoch, in batches of the size asked for: %j', async (given) => {
  const batches = await feedOf(given).epoch(1);
  expect(ascending(batches)).toEqual(Array.from({ length: given.rows }, (_, row) => row));
  const sizes = batches.map((batch) => batch.length);
  expect(new Set(sizes.slice(0, -1)).size).toBeLessThanOrEqual(1);
  expect(sizes[0]).toBe(Math.min(given.batchSize, given.rows));
});

test('without shuffling rows come in their own order', async () => {
  const batches = await feedOf({ rows: 20, room: 12, batchSize: 6, shuffle: false }).epoch(3);
  expect(batches.flat()).toEqual(Array.from({ length: 20 }, (_, row) => row));
});

test('epochs differ, and the same one is the same again, however the rows are cut into parts', async () => {
  const given = { rows: 60, room: 25, batchSize: 8 };
  const one = feedOf(given);
  const [first, second] = [await one.epoch(1), await one.epoch(2)];
  expect(second).not.toEqual(first);
  expect(await one.epoch(1)).toEqual(first);
  expect(await feedOf({ ...given, sizes: [1] }).epoch(2)).toEqual(second);
  expect(await feedOf({ ...given, sizes: [60] }).epoch(2)).toEqual(second);
});

test('an epoch may be gone on with in its middle', async () => {
  const given = { rows: 60, room: 25, batchSize: 8 };
  const whole = await feedOf(given).epoch(4);
  const { feed, next } = feedOf(given);
  await feed.begin(4, 5);
  expect(await next()).toEqual(whole[5]);
  await feed.begin(4, 6); // where it is
  expect(await next()).toEqual(whole[6]);
  await feed.begin(4, 2); // back
  expect(await next()).toEqual(whole[2]);
  await feed.close!();
  await feed.begin(4, 7);
  expect(await next()).toEqual(whole[7]);
});

test.each([
  { rows: 60, room: 25, batchSize: 8, beside: 24 },
  { rows: 61, room: 8, batchSize: 8, beside: 20 },
  { rows: 60, room: 30, batchSize: 8, beside: 16, shuffle: false },
])('batches stay in their places until they are given back, and are the same ones: %j', async (given) => {
  const whole = await feedOf({ ...given, beside: 0 }).epoch(2);
  const { feed, inPlaces } = feedOf(given);
  expect(feed.ahead).toBeGreaterThan(2);
  await feed.begin(2, 0);
  const out: Uint32Array[] = [];
  const batches: number[][] = [];
  while (batches.length < whole.length) {
    while (out.length < feed.ahead && batches.length + out.length < whole.length) out.push(await feed.next());
    for (const places of out.splice(0, 2)) {
      batches.push(inPlaces(places));
      feed.giveBack!();
    }
  }
  expect(batches).toEqual(whole);
});

test('rows reach far: with room for half of them, late rows come early and early ones late', async () => {
  const [first, ...rest] = await feedOf({ rows: 100, room: 50, batchSize: 10 }).epoch(1);
  expect(Math.max(...first!)).toBeGreaterThan(30);
  expect(Math.min(...rest.slice(4).flat())).toBeLessThan(50);
});
