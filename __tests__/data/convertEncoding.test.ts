import { expect, test } from '@jest/globals';
import { combineEncoders } from '../../src/data/combineEncoders.ts';
import { convertAnswer, convertFeatures, isIdentity, type Conversion } from '../../src/data/convertEncoding.ts';
import { encodeFeatures } from '../../src/data/encode.ts';
import type { Encoders } from '../../src/data/encoders.ts';

const number = (name: string, shift: number, factor: number) => ({ name, type: 'number', scale: 'standard', shift, factor }) as const;
const category = (name: string, levels: readonly string[]) => ({ name, type: 'category', levels }) as const;
const encoders = (shift: number, factor: number, levels: readonly string[]): Encoders => ({
  features: [category('colour', levels), number('size', shift, factor)],
  target: category('kind', levels),
});

const apply = ({ columns }: Conversion, row: ArrayLike<number>) =>
  columns.map(({ source, factor, shift }) => (source === undefined ? 0 : row[source]! * factor) + shift);

const one = encoders(10, 0.5, ['blue', 'red']);
const other = encoders(12, 0.25, ['blue', 'green', 'white']);
const both = combineEncoders([other, one]);

test('a common encoding knows every level, in order, and has the finest scale', () => {
  expect(both.features).toEqual([category('colour', ['blue', 'green', 'red', 'white']), number('size', 10, 0.5)]);
});

test('the order of levels that were written is kept', () => {
  const written = encoders(0, 1, ['small', 'middle', 'large']);
  expect(combineEncoders([written, written])).toEqual(written);
});

test('each encoding of a row follows from the common one', () => {
  for (const own of [one, other]) {
    for (const colour of ['blue', 'green', 'red', 'white', 'grey']) {
      const rows = [{ colour, size: 17 }];
      const converted = apply(convertFeatures(both, own), encodeFeatures(both, rows).values);
      expect(converted).toEqual([...encodeFeatures(own, rows).values]);
    }
  }
});

test('answers for some of the classes become answers for all of them', () => {
  expect(apply(convertAnswer(one, both), [0.25])).toEqual([0.75, 0, 0.25, 0]);
  expect(apply(convertAnswer(other, both), [0.5, 0.375, 0.125])).toEqual([0.5, 0.375, 0, 0.125]);
});

test('numbers are given the other scale', () => {
  const [coarse, fine] = [number('price', 100, 0.25), number('price', 90, 2)].map((target) => ({ features: [], target }));
  expect(apply(convertAnswer(coarse!, fine!), [1])).toEqual([(104 - 90) * 2]);
});

test('what is encoded alike needs no conversion', () => {
  expect([convertFeatures(one, one), convertAnswer(one, one), convertFeatures(other, both)].map(isIdentity)).toEqual([true, true, false]);
});
