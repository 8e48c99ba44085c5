import { describe, expect, test } from '@jest/globals';
import { describeSeason, describeSteps, findStep, placeOf, stepsBetween, timeAfter, usualSeason } from '../../../src/data/forecast/step.ts';

const days = (...texts: readonly string[]) => Float64Array.from(texts, (text) => Date.parse(text.length === 10 ? text : `${text}Z`));
const textOf = (time: number) => new Date(time).toISOString().replace('T00:00:00.000Z', '');

describe('the step of time is told from the rows', () => {
  test.each([
    ['months', days('2024-01-01', '2024-02-01', '2024-03-01'), '1 month', 12, ['2024-04-01', '2024-05-01']],
    ['ends of months', days('2023-12-31', '2024-01-31', '2024-02-29', '2024-03-31'), '1 month', 12, ['2024-04-30', '2024-05-31']],
    ['quarters', days('2023-06-30', '2023-09-30', '2023-12-31'), '1 quarter', 4, ['2024-03-31', '2024-06-30']],
    ['every second month', days('2024-01-15', '2024-03-15', '2024-05-15'), '2 months', 6, ['2024-07-15', '2024-09-15']],
    ['years, of a leap day', days('2016-02-29', '2017-02-28', '2018-02-28'), '1 year', undefined, ['2019-02-28', '2020-02-29']],
    ['weeks', days('2024-01-01', '2024-01-08', '2024-01-15'), '1 week', 52, ['2024-01-22', '2024-01-29']],
    ['four weeks', days('2024-01-01', '2024-01-29', '2024-02-26'), '4 weeks', undefined, ['2024-03-25', '2024-04-22']],
    ['days', days('2024-02-27', '2024-02-28'), '1 day', 7, ['2024-02-29', '2024-03-01']],
    ['working days', days('2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09'), '1 working day', 5, ['2024-01-10', '2024-01-11']],
    ['days with weekends', days('2024-01-04', '2024-01-05', '2024-01-06'), '1 day', 7, ['2024-01-07', '2024-01-08']],
    ['days with a gap', days('2024-01-01', '2024-01-02', '2024-01-05', '2024-01-06'), '1 day', 7, ['2024-01-07', '2024-01-08']],
  ] as const)('%s', (_, times, words, season, next) => {
    const step = findStep([times], false)!;
    expect(describeSteps(1, step)).toBe(words);
    expect(usualSeason(step)).toBe(season);
    expect([1, 2].map((steps) => textOf(timeAfter(step, times.at(-1)!, steps)))).toEqual(next);
  });

  test.each([
    ['hours', days('2024-01-01T22:00', '2024-01-01T23:00'), '1 hour', 24, '2024-01-02'],
    ['quarters of hours', days('2024-01-01T23:30', '2024-01-01T23:45'), '15 minutes', 96, '2024-01-02'],
  ] as const)('%s', (_, times, words, season, next) => {
    const step = findStep([times], false)!;
    expect([describeSteps(1, step), usualSeason(step), textOf(timeAfter(step, times.at(-1)!, 1))]).toEqual([words, season, next]);
  });

  test('numbers, without rounding', () => {
    const step = findStep([Float64Array.of(0.1, 0.2, 0.3)], true)!;
    expect(describeSteps(3, step)).toBe('3 steps');
    expect([usualSeason(step), timeAfter(step, 0.3, 1), timeAfter(step, 0.3, 4)]).toEqual([undefined, 0.4, 0.7]);
  });

  test.each([
    ['a tenth, far from 0', (i: number) => 1.7e9 + i * 0.1, 0.1, 1.7e9 + 100.1],
    ['as exact as they are', (i: number) => 1234567890 + i * 0.0078125, 0.0078125, 1234567890 + 1001 * 0.0078125],
    ['a millionth', (i: number) => i * 1e-6, 1e-6, 0.001001],
    ['below 0', (i: number) => -1e9 + i * 0.25, 0.25, -1e9 + 1001 * 0.25],
    ['very many', (i: number) => 1.7e18 + i * 3.6e12, 3.6e12, 1.7e18 + 1001 * 3.6e12],
  ])('numbers far from 0: %s', (_, timeOf, count, next) => {
    const times = Float64Array.from({ length: 1001 }, (__, i) => timeOf(i));
    const step = findStep([times.filter((__, i) => i !== 400)], true)!;
    expect(step.count).toBe(count);
    expect(timeAfter(step, times.at(-1)!, 1)).toBe(next);
    const steps = Array.from(times.slice(1), (time, i) => stepsBetween(placeOf(step, times[i]!), placeOf(step, time)));
    expect(steps.every((one) => one === 1)).toBe(true);
    expect(Number.isInteger(stepsBetween(placeOf(step, times[7]!), placeOf(step, times[7]! + count * 1.3)))).toBe(false);
  });

  test('numbers that no decimal tells exactly', () => {
    const step = findStep([Float64Array.from({ length: 100 }, (_, i) => i / 3)], true)!;
    expect(step.count).toBeCloseTo(1 / 3, 14);
    expect(timeAfter(step, 33, 10)).toBeCloseTo(33 + 10 / 3, 12);
  });

  test('one row tells none', () => expect(findStep([Float64Array.of(5)], true)).toBeUndefined());
});

test('a season is called what people call it', () => {
  const names = (times: Float64Array) => {
    const step = findStep([times], false)!;
    return describeSeason(usualSeason(step) ?? 10, step);
  };
  expect(names(days('2024-01-01', '2024-02-01'))).toBe('a year ago');
  expect(names(days('2024-01-01', '2024-01-02'))).toBe('a week ago');
  expect(names(days('2024-01-01T01:00', '2024-01-01T02:00'))).toBe('a day ago');
  expect(names(days('2023-01-01', '2024-01-01'))).toBe('10 years ago');
});
