import { describe, expect, test } from '@jest/globals';
import { typeOf } from '../../../src/data/inspect/choice.ts';
import { chooseFeature } from '../../../src/data/inspect/chooseFeature.ts';
import { chooseTarget } from '../../../src/data/inspect/chooseTarget.ts';
import { encoderOf, fitColumn } from '../features/features.ts';
import { drawn, profileOf } from './profileOf.ts';

const DAY = 86_400_000;
const days = Array.from({ length: 60 }, (_, i) => Date.UTC(2023, 11, 20) + i * DAY);
const shuffled = drawn(60).map((share, i) => [share, days[i]!] as const).sort(([a], [b]) => a - b).map(([, day]) => day); // prettier-ignore
const compact = (time: number) => Number(new Date(time).toISOString().slice(0, 10).replaceAll('-', ''));
const month = (time: number) => Math.floor(compact(Date.UTC(2020, (time - days[0]!) / DAY)) / 100);
const seconds = (time: number) => time / 1000;

describe('numbers are dates', () => {
  test.each([
    ['by the name of their column', 'saleDate', shuffled.map(compact), 'YYYYMMDD', '2023-12-20', '2024-02-17'],
    ['by their order', 'x', days.map(compact), 'YYYYMMDD', '2023-12-20', '2024-02-17'],
    ['by their order back in time', 'x', [...days].reverse().map(compact), 'YYYYMMDD', '2023-12-20', '2024-02-17'],
    ['with their times by name', 'when', shuffled.map((day) => compact(day) * 10_000 + 1230), 'YYYYMMDDhhmm', '2023-12-20', '2024-02-17'],
    ['months by name', 'order month', shuffled.map(month), 'YYYYMM', '2020-01-01', '2024-12-01'],
    ['months by order', 'x', days.map(month), 'YYYYMM', '2020-01-01', '2024-12-01'],
    ['seconds by name', 'created_at', shuffled.map(seconds), 'seconds since 1970', '2023-12-20', '2024-02-17'],
    ['seconds by their even steps', 'x', days.map(seconds), 'seconds since 1970', '2023-12-20', '2024-02-17'],
    ['milliseconds always', 'x', shuffled, 'milliseconds since 1970', '2023-12-20', '2024-02-17'],
  ])('%s', async (_, name, cells, format, least, most) => {
    for (const written of [cells, cells.map(String)]) {
      const profile = await profileOf(written, name);
      expect(profile).toMatchObject({ holds: 'dates', dates: { count: 60, formats: [{ format, count: 60 }], least, most } });
      expect(profile.histogram!.edges.map((edge) => Math.sign(edge - Date.UTC(2019, 0)))).toEqual(profile.histogram!.edges.map(() => 1));
      const { kind, warnings } = chooseFeature(profile);
      expect([kind, warnings]).toEqual(['date', []]);
      // And the feature reads them as what is described.
      const { scales } = encoderOf(fitColumn({ type: 'date', parts: ['trend'] }, written).encoders) as never as { readonly scales: { readonly trend: { readonly shift: number } } }; // prettier-ignore
      expect(scales.trend.shift).toBeGreaterThan(Date.parse(least));
      expect(scales.trend.shift).toBeLessThan(Date.parse(most));
    }
    // As a target they are what was asked for.
    expect(chooseTarget(await profileOf(cells, name), 'table.csv').kind).not.toBe('category');
  });

  test.each([
    ['days', shuffled.map(compact), 'YYYYMMDD'],
    ['months', shuffled.map(month), 'YYYYMM'],
    ['seconds', shuffled.map((time) => seconds(time) + 1), 'seconds since 1970'],
  ])('or stay numbers, and a word is said, where neither tells it: %s', async (_, cells, format) => {
    const { kind, warnings } = chooseFeature(await profileOf(cells, 'x'));
    expect(typeOf(kind)).toBe('number');
    expect(warnings).toEqual([
      {
        about: 'maybeDates',
        column: 'x',
        message: `column "x" looks like dates in the form ${format}: it is taken as a number; if they are dates write it as "type": "date"`,
      },
    ]);
  });

  test.each([
    ['a 32nd', 'date', [...days.map(compact), 20240132]],
    ['a 13th month', 'month', [...shuffled.map(month), 202013]],
    ['a day and a month', 'date', [...days.map(compact), 202402]],
    ['numbers with parts', 'time', shuffled.map((time) => seconds(time) + 0.5)],
    ['amounts of ten digits', 'amount', drawn(60).map((share) => Math.floor(share * 9e9 + 1e9))],
    ['years', 'year', drawn(60).map((share) => 1950 + Math.floor(60 * share))],
  ])('but are none where some is none: %s', async (_, name, cells) => {
    const { holds, numbers } = await profileOf(cells, name);
    expect([holds, numbers!.maybeDates]).toEqual([holds === 'numbers' ? 'numbers' : 'wholeNumbers', undefined]);
  });

  test('but not what counts rows, though each be a day', async () => {
    const cells = Array.from({ length: 31 }, (_, i) => 20240101 + i);
    expect(await profileOf(cells, 'x')).toMatchObject({ holds: 'wholeNumbers', id: 'rising' });
    expect(await profileOf(days.map(compact), 'order_id')).toMatchObject({ holds: 'wholeNumbers' });
    expect(await profileOf(cells, 'day')).toMatchObject({ holds: 'dates' });
  });
});
