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

test('the width is not told where missing cells, rare levels or bins decide it', () => {
  expect(inputOf({ a: { type: 'number', missing: 'mean', missingIndicator: false }, b: 'boolean' })).toEqual([2]);
  for (const feature of [
    { type: 'number', missing: 0 },
    { type: 'number', scale: 'quantile' },
    { type: 'category', levels: ['x', 'y'], missing: 'level' },
    { type: 'category', levels: ['x', 'y'], maxLevels: 1 },
    { type: 'category', levels: ['x', 'y'], minFrequency: 2 },
    { type: 'boolean', missing: true },
  ]) {
    expect(inputOf({ a: feature })).toEqual([null]);
  }
});

test('what is done with missing cells is a word that the kind knows, or a value of it', () => {
  expect(
    messageOf(
      model({
        a: { type: 'number', missing: 'medain' },
        b: { type: 'number', missing: NaN },
        c: { type: 'number', missingIndicator: true },
        d: { type: 'category', missing: 'mean' },
        e: { type: 'category', missing: { level: '' } },
        f: { type: 'category', missing: { levels: 'x' } },
        g: { type: 'boolean', missing: 'yes', missingValues: [null] },
        h: { type: 'number', missingValues: '-' },
        i: { type: 'number', bins: 4 },
        j: { type: 'number', missing: 'error', missingIndicator: false },
        k: { type: 'category', maxLevels: 0, minFrequency: 1.5 },
      }),
    ),
  ).toMatchInlineSnapshot(`
   "the spec has 12 problems
     features.a.missing: expected "error", "mean", "median", "mostFrequent" or a number, received "medain"
       fix: did you mean "median"?
     features.b.missing: expected "error", "mean", "median", "mostFrequent" or a number, received NaN
     features.c.missingIndicator: expected "missing" beside it, without which it does nothing, received true
       fix: write "missing": "mean", or leave it out
     features.d.missing: expected "error", "level", "mostFrequent" or a level such as { "level": "none" }, received "mean"
     features.e.missing.level: expected a text that is not empty, received ""
     features.f.missing: expected "error", "level", "mostFrequent" or a level such as { "level": "none" }, received {"levels":"x"}
     features.g.missing: expected "error", "mostFrequent" or true or false, received "yes"
     features.g.missingValues[0]: expected a text or a number, received null
     features.h.missingValues: expected a list of texts and numbers, received "-"
     features.i.bins: expected "scale" beside it, without which it does nothing, received 4
       fix: write "scale": "quantile", or leave it out
     features.k.minFrequency: expected a positive integer, received 1.5
     features.k.maxLevels: expected an integer >= 1, received 0"
  `);
});

test('dates and texts are checked, and their width told where it can be', () => {
  expect(inputOf({ d: { type: 'date', parts: ['trend', 'month', 'hour'] }, t: { type: 'text', encoding: 'hash', size: 16 } })).toEqual([
    21,
  ]);
  expect(inputOf({ d: 'date' })).toEqual([null]);
  expect(inputOf({ t: 'text' })).toEqual([null]);
  expect(
    messageOf(
      model({
        a: { type: 'date', parts: ['trend', 'trend', 'weekday'] },
        b: { type: 'date', parts: [] },
        c: { type: 'date', format: 'D/M/Y' },
        d: { type: 'date', format: 'DD YYYY' },
        e: { type: 'date', missing: 'yesterday' },
        f: { type: 'text', ngrams: [2, 1] },
        g: { type: 'text', ngrams: 2 },
        h: { type: 'text', encoding: 'hash', minFrequency: 3, analyzer: 'words' },
      }),
    ),
  ).toMatchInlineSnapshot(`
   "the spec has 9 problems
     features.a.parts[1]: expected a part that the list has once, received "trend"
     features.a.parts[2]: expected one of trend, year, month, dayOfYear, dayOfMonth, dayOfWeek, hour, minute, received "weekday"
     features.b.parts: expected "auto" or a list of trend, year, month, dayOfYear, dayOfMonth, dayOfWeek, hour, minute, received []
     features.c.format: expected a pattern of YYYY (or YY), MM (or MMM) and DD, and maybe hh, mm, ss and A, such as "DD.MM.YYYY", received "D/M/Y"
     features.d.format: expected a pattern of YYYY (or YY), MM (or MMM) and DD, and maybe hh, mm, ss and A, such as "DD.MM.YYYY", received "DD YYYY"
     features.e.missing: expected "error", "mean", "median", "mostFrequent" or a date such as "2024-01-31", received "yesterday"
     features.f.ngrams: expected two integers from 1 to 10, the lesser first, such as [1, 2], received [2,1]
     features.g.ngrams: expected two integers from 1 to 10, the lesser first, such as [1, 2], received 2
     features.h.analyzer: expected "word" or "character", received "words"
       fix: did you mean "word"?"
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
