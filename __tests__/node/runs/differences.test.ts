import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { differences } from '../../../src/node/runs/differences.ts';

test.each([
  [[1, 1], []],
  [[{ a: 1 }, { a: 2 }], [{ path: 'a', values: [1, 2] }]],
  [[{ a: 1 }, {}, { a: 1 }], [{ path: 'a', values: [1, undefined, 1] }]],
  [
    [{ a: { b: 1, c: 2 } }, {}],
    [
      { path: 'a.b', values: [1, undefined] },
      { path: 'a.c', values: [2, undefined] },
    ],
  ],
  [
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }, 4] }],
    [
      { path: 'a[1].b', values: [2, 3] },
      { path: 'a[2]', values: [undefined, 4] },
    ],
  ],
  [[{ a: 'adam' }, { a: { type: 'adam' } }], [{ path: 'a', values: ['adam', { type: 'adam' }] }]],
  [[{ 'sepal length': 1 }, { 'sepal length': 2 }], [{ path: '["sepal length"]', values: [1, 2] }]],
])('%j differ in %j', (values, expected) => {
  expect(differences(values)).toEqual(expected);
});

test('values without a difference are equal, and the other way round', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const isSame = JSON.stringify(a) === JSON.stringify(b);
      return differences([a, structuredClone(a)]).length === 0 && (isSame || differences([a, b]).length > 0 || sameButOrder(a, b));
    }),
    { seed: 1 },
  );
});

const sameButOrder = (a: unknown, b: unknown): boolean => {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
};
