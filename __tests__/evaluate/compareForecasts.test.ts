import { expect, test } from '@jest/globals';
import { compareForecasts } from '../../src/evaluate/compareForecasts.ts';

const times = Array.from({ length: 40 }, (_, i) => i);
const losses = (of: (i: number) => number) => Float64Array.from(times, of);
/** As noise that comes and goes from one moment to the next. */
const noise = (i: number) => (((i * 7919) % 13) - 6) / 6;
/** As noise that stays for some moments. */
const slow = (i: number) => noise(Math.floor(i / 8));

test('a forecast that loses less at most moments is better, and its rival worse', () => {
  const [own, other] = [losses((i) => 1 + 0.1 * noise(i)), losses((i) => 2 + 0.1 * noise(i + 3))];
  expect(compareForecasts(own, other, times, 6)).toBe('better');
  expect(compareForecasts(other, own, times, 6)).toBe('worse');
  expect(compareForecasts(own, own, times, 6)).toBe('equal');
});

test('a difference that stays for a horizon counts as less than one that comes and goes', () => {
  const own = losses(() => 1);
  const gain = (of: (i: number) => number) => losses((i) => 1.65 + of(i));
  const [coming, staying] = [noise, slow].map((of) => [
    compareForecasts(own, gain(of), times, 1),
    compareForecasts(own, gain(of), times, 8),
  ]);
  expect(coming).toEqual(['better', 'better']);
  expect(staying).toEqual(['better', 'equal']);
});

test('series that are forecast from one moment count as one, and a few moments tell nothing', () => {
  const few = times.map((i) => i % 3);
  expect(compareForecasts(losses(() => 1), losses(() => 2), few, 1)).toBe('equal'); // prettier-ignore
  const pairs = times.map((i) => i % 20);
  // What two series say at one moment cancels out.
  expect(compareForecasts(losses(() => 1), losses((i) => (i < 20 ? 3 : -0.9)), pairs, 1)).toBe('better'); // prettier-ignore
  expect(compareForecasts(losses(() => 1), losses((i) => (i < 20 ? 3 : -1)), pairs, 1)).toBe('equal'); // prettier-ignore
});
