import { expect, test } from '@jest/globals';
import { createRandom, deriveSeed, mixBits, permutation } from '../src/random.ts';

test('seeds for one purpose differ from seed to seed, and purposes from one another', () => {
  const seeds = Array.from({ length: 1000 }, (_, seed) => [deriveSeed(seed, 'split'), deriveSeed(seed, 'shuffle', 1)]).flat();
  expect(new Set(seeds).size).toBe(2000);
  expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 1 && seed < 2 ** 31)).toBe(true);
});

test('a seed gives the same numbers everywhere, evenly over [0, 1)', () => {
  const { next } = createRandom(1);
  expect([next(), next(), next()]).toMatchInlineSnapshot(`
   [
     0.6270739405881613,
     0.002735721180215478,
     0.5274470399599522,
   ]
  `);
  const mean = Array.from({ length: 10_000 }, next).reduce((sum, value) => sum + value) / 10_000;
  expect(mean).toBeCloseTo(0.5, 1);
});

test('a permutation has each number once', () => {
  const order = permutation(50, createRandom(3));
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
  expect([...order]).not.toEqual([...Array(50).keys()]);
});

test('bits are mixed as murmur3 finishes them', () => {
  // By MurmurHash3.cpp.
  expect([0, 1, 2, 0xffffffff].map(mixBits)).toEqual([0, 0x514e28b7, 0x30f4c306, 0x81f16f39]);
});
