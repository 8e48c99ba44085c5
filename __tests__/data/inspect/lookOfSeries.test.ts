import { expect, test } from '@jest/globals';
import { predict, train, type ModelSpec } from 'netspec';
import { capture } from '../../cli/capture.ts';
import { drawn, inspect } from './profileOf.ts';
import type { Columns } from '../../../src/data/rows.ts';

const lookAt = async (columns: Columns) => (await inspect(columns)).profile.series;
const times = (count: number, of: (i: number) => number) => Array.from({ length: count }, (_, i) => of(i));
const days = (count: number, of: (i: number) => number = (i) => i) =>
  times(count, of).map((day) => new Date(Date.UTC(2023, 0, 2 + day)).toISOString().slice(0, 10));
const shuffled = <T>(values: readonly T[], seed = 3): T[] => {
  const keys = drawn(values.length, seed);
  return values.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!).map((i) => values[i]!); // prettier-ignore
};

test.each([
  ['days', { on: days(100), y: drawn(100) }, { time: 'on', step: '1 day', window: 25, horizon: 6 }],
  ['days in any order', { on: shuffled(days(200)), y: drawn(200) }, { time: 'on', step: '1 day', window: 28, horizon: 7 }],
  [
    'working days',
    { on: days(100, (i) => 7 * Math.floor(i / 5) + (i % 5)), y: drawn(100) },
    { time: 'on', step: '1 working day', window: 20, horizon: 5 },
  ],
  ['days with some left out', { on: days(100, (i) => i + Math.floor(i / 10)), y: drawn(100) }, { time: 'on', step: '1 day' }],
  [
    'hours as 31.01.2024 13:00',
    {
      on: times(200, (i) => i).map((hour) =>
        new Date(Date.UTC(2024, 0, 1, hour)).toISOString().replace(/^(....)-(..)-(..)T(.....).*/, '$3.$2.$1 $4'),
      ),
      y: drawn(200),
    },
    { time: 'on', step: '1 hour', window: 48, horizon: 12 },
  ],
  [
    'months as 202312',
    { month: times(60, (i) => 201900 + 100 * Math.floor(i / 12) + (i % 12) + 1), y: drawn(60) },
    { time: 'month', step: '1 month', window: 15, horizon: 3 },
  ],
  ['hours as seconds', { at: times(200, (i) => 1.7e9 + 3600 * i), y: drawn(200) }, { time: 'at', step: '1 hour', window: 48, horizon: 12 }],
  ['years', { year: times(60, (i) => 1950 + i), y: drawn(60) }, { time: 'year', step: '1', window: 15, horizon: 3 }],
  ['every fifth year', { year: times(40, (i) => 1820 + 5 * i), y: drawn(40) }, { time: 'year', step: '5' }],
  ['numbers called by a time', { timeStep: times(80, (i) => 10 * i), y: drawn(80) }, { time: 'timeStep', step: '10' }],
  [
    'hours in each shop, by texts',
    {
      at: times(120, (i) => Math.floor(i / 2)).map((hour) => new Date(Date.UTC(2024, 0, 1, hour)).toISOString()),
      shop: times(120, (i) => i % 2).map((i) => ['north', 'south'][i]),
      y: drawn(120),
    },
    { time: 'at', series: 'shop', step: '1 hour', window: 15, horizon: 3 },
  ],
  [
    'years in each of many places, longer than what is looked at',
    { place: times(6000, (i) => i % 150), year: times(6000, (i) => 1980 + Math.floor(i / 150)), y: drawn(6000) },
    { time: 'year', series: 'place', step: '1', window: 10, horizon: 2 },
  ],
] as const)('even steps are seen: %s', async (_, columns, expected) => {
  expect(await lookAt(columns)).toMatchObject(expected);
});

test.each([
  ['dates at random', { on: days(200, () => 0).map((_, i) => days(1, () => Math.floor(3000 * drawn(200)[i]!))[0]), y: drawn(200) }],
  ['the numbers of rows', { id: times(200, (i) => i + 1), y: drawn(200) }],
  ['years of birth', { born: drawn(200, 5).map((share) => 1940 + Math.floor(60 * share)), group: times(200, (i) => i % 3), y: drawn(200) }],
  ['days without a number beside them', { on: days(100), word: times(100, (i) => i % 3).map((i) => 'abc'[i]) }],
  ['a day that is missing', { on: [...days(99), null], y: drawn(100) }],
  ['a few days', { on: days(12), y: drawn(12) }],
] as const)('none are seen in %s', async (_, columns) => {
  expect(await lookAt(columns)).toBeUndefined();
});

const series = 'examples/data/series.csv';

test('netspec describe and init tell how a series is forecast, where the target is a number of it', async () => {
  const last = (text: string) => text.trim().split('\n').at(-1);
  expect(last((await capture(['describe', series])).stdout)).toMatchInlineSnapshot(
    `""date" comes in steps of 1 month: to forecast, give the spec "forecast": { "window": 24, "horizon": 6, "time": "date" }"`,
  );
  expect(last((await capture(['init', '--data', series, '--target', 'value'])).stderr)).toMatchInlineSnapshot(
    `""date" comes in steps of 1 month: to forecast "value", give the spec "forecast": { "window": 24, "horizon": 6, "time": "date" }"`,
  );
  const stdin = `day,warm,y\n${days(60).map((day, i) => `${day},${i % 3 ? 'yes' : 'no'},${(i * 7) % 5}`).join('\n')}\n`; // prettier-ignore
  expect((await capture(['init', '--data', '-', '--target', 'warm'], { stdin })).stderr).not.toContain('forecast');
  // Few different whole numbers are taken as classes; they may be counts of each day all the same.
  expect((await capture(['init', '--data', '-', '--target', 'y'], { stdin })).stderr).toContain('to forecast "y"');
});

test('of several series it tells to list their column, which a network reads only then', async () => {
  const rows = days(40).flatMap((day, i) => ['a', 'b'].map((shop) => `${day},${shop},${(i * 7) % 11}`));
  const { stdout } = await capture(['describe', '-'], { stdin: `day,shop,y\n${rows.join('\n')}\n` });
  expect(stdout.trim().split('\n').at(-1)).toMatchInlineSnapshot(
    `""day" comes in steps of 1 day in each "shop": to forecast, give the spec "forecast": { "window": 10, "horizon": 2, "time": "day", "series": "shop" }, and "shop": "category" among its features, so that it tells the series apart"`,
  );
  const quarters = Array.from({ length: 40 }, (_, i) => new Date(Date.UTC(2024, 0, 1) + i * 900_000).toISOString());
  expect((await lookAt({ at: quarters, y: drawn(40) }))?.step).toBe('15 minutes');
});

test('what init tells makes its spec one that trains as a forecast', async () => {
  const { stdout } = await capture(['init', '--data', series, '--target', 'value', '--json']);
  const { spec, forecast, chosenBy } = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
  expect(chosenBy).toEqual({ rows: 96, of: 120 });
  const { window, horizon, time } = forecast!;
  const training = { ...(spec!['training'] as object), epochs: 1 };
  const model = await train({ ...spec, forecast: { window, horizon, time }, training } as unknown as ModelSpec, series);
  expect((await predict(model, series)).map((row) => (row as Record<string, unknown>)['date'])).toHaveLength(6);
  model.dispose();
});
