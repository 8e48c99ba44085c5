import { expect, test } from '@jest/globals';
import { closest, show } from '../src/errors.ts';

test('functions are named as such wherever they are shown', () => {
  expect(show({ name: 'mine', onOpen: () => undefined, list: [Math.max] })).toBe(
    '{"name":"mine","onOpen":"a function","list":["a function"]}',
  );
});

test.each([
  ['step', 'stepDecay'],
  ['cosine', 'cosineDecay'],
  ['constnat', 'constant'],
  ['st', undefined],
  ['decay', undefined],
])('%s is taken for %s', (word, meant) => {
  expect(closest(word, ['constant', 'stepDecay', 'cosineDecayRestarts', 'cosineDecay'])).toBe(meant);
});
