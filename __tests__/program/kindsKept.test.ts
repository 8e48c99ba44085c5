import { expect, test } from '@jest/globals';
import { keepKinds, type Kept } from '../../src/program/kindsKept.ts';

/** Kinds that come one after another, each with a program of so many bytes from its first time on. */
function kindsOf(bytes: number) {
  const kinds = new Map<string | number, Kept>();
  const kept = keepKinds(kinds);
  const freed: (string | number)[] = [];
  const come = (...all: number[]) => {
    for (const shapes of all) {
      if (!kinds.has(shapes) && kept.admits(shapes)) {
        kinds.set(shapes, { usedAt: 0, program: { bytes, dispose: () => void freed.push(shapes) } });
      }
      const kind = kinds.get(shapes);
      if (kind) kept.use(kind);
    }
  };
  return { come, freed, kept: () => [...kinds.keys()] };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test('the first kinds are kept at once, others when they have come three times', () => {
  const { come, kept } = kindsOf(1000);
  come(...range(0, 100), ...range(50, 100));
  expect(kept()).toEqual([0, 1, 2, 3]);
  come(99, 70);
  expect(kept()).toEqual([0, 1, 2, 3, 99, 70]);
});

test('a kind that comes no more makes way for one that comes often', () => {
  const { come, freed, kept } = kindsOf(1000);
  for (let i = 0; i < 3; i++) come(...range(0, 32));
  come(...range(1, 32));
  come(50, 50);
  expect(freed).toEqual([]);
  come(50);
  expect(freed).toEqual([0]);
  expect(kept()).toEqual([...range(1, 32), 50]);
});

test('of more kinds in turn than there is room for the first stay', () => {
  const { come, freed, kept } = kindsOf(1000);
  for (let i = 0; i < 20; i++) come(...range(0, 50));
  expect(kept()).toEqual(range(0, 32));
  expect(freed).toEqual([]);
});

test('programs of many bytes are few, but of four kinds whatever they take', () => {
  const large = kindsOf(2 ** 26);
  for (let i = 0; i < 5; i++) large.come(...range(0, 8));
  expect(large.kept()).toEqual(range(0, 4));
  const medium = kindsOf(2 ** 23);
  for (let i = 0; i < 5; i++) medium.come(...range(0, 20));
  expect(medium.kept()).toEqual(range(0, 8));
});
