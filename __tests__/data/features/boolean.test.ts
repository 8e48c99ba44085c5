import { describe, expect, test } from '@jest/globals';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

describe('a boolean', () => {
  test('is 1 or 0 however it is written', () => {
    const yes = [true, 1, '1', '1.0', 'true', 'TRUE', 'Yes', ' y ', 'T', 'on', 1n];
    const no = [false, 0, '0', '0.0', 'false', 'False', 'NO', 'n', 'f', 'Off', 0n];
    const { encoders, encoded } = fitColumn('boolean', [...yes, ...no]);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'boolean' });
    expect(encoded).toEqual([...yes.map(() => [1]), ...no.map(() => [0])]);
    expect(namesOf(encoders)).toEqual(['x']);
  });

  test('that is missing becomes the more frequent answer or a given one, and says so beside it', () => {
    const values = ['yes', 'no', 'yes', '', 'NA'];
    expect(fitColumn({ type: 'boolean', missing: 'mostFrequent' }, values).encoded).toEqual([[1, 0], [0, 0], [1, 0], [1, 1], [1, 1]]); // prettier-ignore
    expect(fitColumn({ type: 'boolean', missing: false, missingIndicator: false }, values).encoded).toEqual([[1], [0], [1], [0], [0]]);
    const encoders = fit({ x: { type: 'boolean', missing: true } }, cells(['n', 'y']));
    expect(encode(encoders, cells([null, 'n']))).toEqual([[1], [0]]);
    expect(fitColumn({ type: 'boolean', missing: true, missingValues: [9] }, [0, 9, '9']).encoded).toEqual([[0, 0], [1, 1], [1, 1]]); // prettier-ignore
  });

  test('is no other word, and not missing without a word about it', () => {
    expect(() => fitColumn('boolean', ['yes', 'maybe', '', 2, 'oui', null, 'NA'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected true or false, yes or no, 1 or 0 in each row, received "maybe" in row 2, "" in row 3, 2 in row 4, "oui" in row 5, null in row 6 and 1 more
         fix: write "missing": "mostFrequent" for the column (or true, false) if cells are missing; a column of other words is a "category""
    `);
    expect(() => fitColumn({ type: 'boolean', missing: true }, ['yes', '', 'maybe'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected true or false, yes or no, 1 or 0, or a text that stands for none, in each row, received "maybe" in row 3
         fix: correct the cells, or list what stands for none: "missingValues": ["..."]; a column of other words is a "category""
    `);
    expect(() => fitColumn({ type: 'boolean', missing: 'mostFrequent' }, [''])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected yes or no in one row at least, received neither
         fix: make it an "ignore" column"
    `);
  });
});
