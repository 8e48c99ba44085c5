import { expect, test } from '@jest/globals';
import { check, gruCell, lstmCell, rnn, simpleRNNCell, stackedRNNCells } from 'netspec';

test('cells have builders, which return plain data that a spec takes', () => {
  const cells = [simpleRNNCell({ units: 2 }), gruCell({ units: 2 }), stackedRNNCells({ cells: [{ type: 'lstmCell', units: 3 }] })];
  expect(lstmCell({ units: 2 })).toEqual({ type: 'lstmCell', units: 2 });
  for (const cell of cells) expect(check({ input: [3, 2], layers: [rnn({ cell })] })).toEqual([]);
});

test('name is another word for id', () => {
  const layers = [{ type: 'dense', units: 2, name: 'first' }, { type: 'dense', units: 1, from: 'first' }] as const; // prettier-ignore
  expect(check({ input: [2], layers })).toEqual([]);
  expect(check({ input: [2], layers: [{ type: 'dense', units: 2, name: 'a', id: 'b' }] })[0]!.path).toBe('layers[0].name');
});
