import { expect, test } from '@jest/globals';
import { curve } from '../../../src/cli/progress/curve.ts';
import { createTrace } from '../../../src/cli/progress/trace.ts';

test.each([
  ['falls to the right', [4, 3, 2, 1], '⠉⠒⠤⣀'],
  ['rises to the right', [1, 2, 3, 4], '⣀⠤⠒⠉'],
  ['of few numbers is stretched over the whole width', [2, 1], '⠉⠒⠤⣀'],
  ['of many numbers shows their means', Array.from({ length: 400 }, (_, i) => 500 - i), '⠉⠒⠤⣀'],
  ['that does not move is flat', [1, 1, 1, 1], '⠤⠤⠤⠤'],
  ['over magnitudes goes by logarithms', [1000, 100, 10, 1], '⠉⠒⠤⣀'],
  ['joins a jump', [0, 0, 0, 0, 1, 1, 1, 1], '⣀⣀⠏⠉'],
  ['has a gap where a number is not finite', [3, 3, 3, NaN, NaN, 1, 1, 1], '⠉⠁⢀⣀'],
])('a curve %s', (_, values, drawn) => expect(curve(values, 4)).toBe(drawn));

test('one number makes no curve', () => {
  expect(curve([1], 4)).toBe('');
  expect(curve([NaN, 1, Infinity], 4)).toBe('');
});

test('a trace of any length stays short, in order, and has the mean of all', () => {
  const trace = createTrace(8);
  for (let i = 0; i < 1024; i++) trace.add(i);
  const values = trace.values();
  expect(values).toEqual([127.5, 383.5, 639.5, 895.5]);
});

test('a trace passes over what is not finite, and is NaN where there is nothing else', () => {
  const trace = createTrace(4);
  for (const value of [1, NaN, NaN, Infinity, 5]) trace.add(value);
  expect(trace.values()).toEqual([1, NaN, 5]);
});
