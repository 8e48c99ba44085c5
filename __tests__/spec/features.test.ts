import { expect, test } from '@jest/globals';
import { checkModel, parseModel } from '../../src/spec/parse.ts';
import { messageOf } from './messageOf.ts';

const model = (features: object, target: object = { price: 'number' }) => ({
  features,
  target,
  network: { layers: [{ type: 'dense', units: 2 }] },
});
const inputOf = (features: object) => parseModel(model(features)).network.inputs[0]!.shape;

test('the width of the input is told before the data, as far as they have no say in it', () => {
  expect(inputOf({ a: 'number', b: 'ignore', c: { type: 'category', levels: ['x', 'y'] } })).toEqual([3]);
  expect(inputOf({ v: { type: 'vector', columns: ['p0', 'p1'] }, w: { type: 'vector', length: 3 } })).toEqual([5]);
  expect(inputOf({ v: { type: 'vector', columns: 'p*' }, a: 'number' })).toEqual([null]);
  expect(inputOf({ v: 'vector' })).toEqual([null]);
});

test('columns of a vector that cannot be are told', () => {
  expect(
    messageOf(
      model({
        a: { type: 'vector', columns: 'p' },
        b: { type: 'vector', columns: [] },
        c: { type: 'vector', columns: ['p0', 'p0', 1] },
        d: { type: 'vector', scale: 'none', scaleBy: 'all' },
        e: { type: 'vector', length: 0 },
      }),
    ),
  ).toMatchInlineSnapshot(`
   "the spec has 5 problems
     features.a.columns: expected a list of different column names, or a pattern such as "pixel*", received "p"
       fix: write ["p"], or leave it out for a column of lists
     features.b.columns: expected a list of different column names, or a pattern such as "pixel*", received []
     features.c.columns[1]: expected a name that the list has once, received "p0"
     features.c.columns[2]: expected the name of a column, received 1
     features.e.length: expected a positive integer, received 0"
  `);
});

test('a target may stand among ignored features, and among no others', () => {
  expect(checkModel(model({ a: 'number', price: 'ignore' }))).toEqual([]);
  expect(checkModel(model({ price: { type: 'vector', columns: ['a'] } }))).toEqual([]);
  expect(messageOf(model({ v: { type: 'vector', columns: ['a', 'price'] } }))).toMatchInlineSnapshot(`
   "the spec has a problem
     features.v.columns: expected a column that is not the target, received "price"
       fix: leave it out of "features": the network would be told the answer"
  `);
});

test('some feature is not ignored', () => {
  expect(messageOf(model({ a: 'ignore' }))).toMatchInlineSnapshot(`
   "the spec has a problem
     features: expected a column at least that is not ignored, received none"
  `);
});
