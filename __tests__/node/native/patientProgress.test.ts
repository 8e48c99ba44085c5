import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { patientProgress } from '../../../src/node/native/patientProgress.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('a step that lasts is told of again, at least each minute, until the next or the end', () => {
  const lines: string[] = [];
  const { progress, stop } = patientProgress((line) => lines.push(line));
  progress('fetching a wheel');
  jest.advanceTimersByTime(14_999);
  expect(lines).toEqual(['fetching a wheel']);
  jest.advanceTimersByTime(165_001);
  const again = [15, 30, 60, 120, 180].map((seconds) => `still fetching a wheel (${seconds} s)`);
  expect(lines.splice(0)).toEqual(['fetching a wheel', ...again]);
  progress('compiling');
  jest.advanceTimersByTime(15_000);
  stop();
  jest.advanceTimersByTime(1e6);
  expect(lines).toEqual(['compiling', 'still compiling (15 s)']);
  expect(jest.getTimerCount()).toBe(0);
});
