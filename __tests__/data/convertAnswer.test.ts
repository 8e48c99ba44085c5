import { expect, test } from '@jest/globals';
import { isIdentity, type Conversion } from '../../src/data/conversion.ts';
import { combineTargets, convertAnswer } from '../../src/data/convertAnswer.ts';

const number = (name: string, shift: number, factor: number) => ({ name, type: 'number', scale: 'standard', shift, factor }) as const;
const kind = (levels: readonly string[]) => ({ name: 'kind', type: 'category', levels }) as const;

const apply = ({ columns }: Conversion, row: ArrayLike<number>) =>
  columns.map(({ source, factor, shift }) => (source === undefined ? 0 : row[source]! * factor) + shift);

const one = kind(['blue', 'red']);
const other = kind(['blue', 'green', 'white']);
const both = combineTargets([other, one]);

test('common terms know every class, in order, and have the finest scale', () => {
  expect(both).toEqual(kind(['blue', 'green', 'red', 'white']));
  expect(combineTargets([number('size', 12, 0.25), number('size', 10, 0.5)])).toEqual(number('size', 10, 0.5));
});

test('the order of classes that were written is kept', () => {
  const written = kind(['small', 'middle', 'large']);
  expect(combineTargets([written, written])).toEqual(written);
});

test('answers for some of the classes become answers for all of them', () => {
  expect(apply(convertAnswer(one, both), [0.25])).toEqual([0.75, 0, 0.25, 0]);
  expect(apply(convertAnswer(other, both), [0.5, 0.375, 0.125])).toEqual([0.5, 0.375, 0, 0.125]);
});

test('numbers are given the other scale', () => {
  const [coarse, fine] = [number('price', 100, 0.25), number('price', 90, 2)];
  expect(apply(convertAnswer(coarse, fine), [1])).toEqual([(104 - 90) * 2]);
});

test('what is told alike needs no conversion', () => {
  expect([convertAnswer(one, one), convertAnswer(other, other), convertAnswer(other, both)].map(isIdentity)).toEqual([true, true, false]);
});
