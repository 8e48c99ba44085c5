import { expect, test } from '@jest/globals';
import { fullSpec } from '../../src/spec/full.ts';
import { checkModel, parseModel } from '../../src/spec/parse.ts';

const spec = { notes: { age: 'in years' }, network: { input: [1], layers: [{ type: 'dense', units: 1 }] }, training: { loss: 'mse' } };

test('notes about columns are kept, also where the spec is written out', () => {
  expect(parseModel(spec).notes).toEqual({ age: 'in years' });
  expect(fullSpec(parseModel(spec))['notes']).toEqual({ age: 'in years' });
});

test('notes that are no texts are told with their places', () => {
  expect(checkModel({ ...spec, notes: { age: 3, 'pet name': '' } })).toEqual([
    { path: 'notes.age', expected: 'a text that is not empty', received: '3' },
    { path: 'notes["pet name"]', expected: 'a text that is not empty', received: '""' },
  ]);
  expect(checkModel({ ...spec, notes: 'in years' })).toEqual([
    { path: 'notes', expected: 'texts by column, such as { "age": "in years" }', received: '"in years"' },
  ]);
});
