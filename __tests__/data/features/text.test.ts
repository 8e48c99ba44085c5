import { describe, expect, test } from '@jest/globals';
import { createTokenizer } from '../../../src/data/features/tokens.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

const words = (text: string, ngrams = [1, 1]) => createTokenizer({ analyzer: 'word', ngrams })(text);
const characters = (text: string, ngrams = [1, 1]) => createTokenizer({ analyzer: 'character', ngrams })(text);

describe('a text', () => {
  test('is cut into words of any script, in small letters', () => {
    expect(words('The QUICK brown-fox, no. 42!')).toEqual(['the', 'quick', 'brown', 'fox', 'no', '42']);
    expect(words('Größe ÉTÉ Привет मराठी 東京 snake_case')).toEqual(['größe', 'été', 'привет', 'मराठी', '東京', 'snake_case']);
    expect(words('e\u0301')).toEqual(words('é'));
    expect(words(' ... ')).toEqual([]);
  });

  test('is cut into runs of words or characters', () => {
    expect(words('a b c', [1, 2])).toEqual(['a', 'b', 'c', 'a b', 'b c']);
    expect(words('a b', [3, 3])).toEqual([]);
    expect(characters(' Ab\t 😀c ', [2, 3])).toEqual(['ab', 'b ', ' 😀', '😀c', 'ab ', 'b 😀', ' 😀c']);
  });

  const rows = ['red apple', 'Red pear, red', 'green pear', '', null, 7, true];

  test('becomes the words that enough training rows have', () => {
    const { encoders, encoded } = fitColumn({ type: 'text', values: 'count' }, rows);
    expect(encoderOf(encoders)).toEqual({
      name: 'x',
      type: 'text',
      analyzer: 'word',
      ngrams: [1, 1],
      values: 'count',
      encoding: 'vocabulary',
      vocabulary: ['pear', 'red'],
    });
    expect(namesOf(encoders)).toEqual(['x: pear', 'x: red']);
    expect(encoded).toEqual([[0, 1], [1, 2], [1, 0], [0, 0], [0, 0], [0, 0], [0, 0]]); // prettier-ignore
    expect(encode(encoders, cells(['never seen', 'RED constructor']))).toEqual([[0, 0], [0, 1]]); // prettier-ignore
  });

  test('has at most so many words, those of the most rows, of equal ones the first', () => {
    expect(encoderOf(fitColumn({ type: 'text', size: 3, minFrequency: 1 }, rows).encoders)).toMatchObject({
      vocabulary: ['7', 'pear', 'red'],
    });
  });

  test('tells of words once with binary, and by their rarity with tfidf, of length 1 in all', () => {
    expect(fitColumn({ type: 'text', values: 'binary' }, rows).encoded[1]).toEqual([1, 1]);
    const { encoders, encoded } = fitColumn({ type: 'text', minFrequency: 1 }, ['a b', 'a c c', 'a']);
    const rare = Math.log(4 / 2) + 1;
    expect(encoderOf(encoders)).toMatchObject({ vocabulary: ['a', 'b', 'c'], idf: [1, rare, rare] });
    const length = Math.hypot(1, 2 * rare);
    expect(encoded[1]).toEqual([Math.fround(1 / length), 0, Math.fround((2 * rare) / length)]);
  });

  test('is spread over places by a hash that is the same everywhere, without a list of words', () => {
    const { encoders, encoded } = fitColumn({ type: 'text', encoding: 'hash', size: 8, values: 'count' }, rows);
    expect(encoderOf(encoders)).toEqual({
      name: 'x',
      type: 'text',
      analyzer: 'word',
      ngrams: [1, 1],
      values: 'count',
      encoding: 'hash',
      size: 8,
    });
    expect(encoded.slice(0, 4).map((row) => row.join(' '))).toMatchInlineSnapshot(`
     [
       "1 0 0 0 0 0 1 0",
       "0 0 0 0 0 1 2 0",
       "0 0 0 0 0 1 1 0",
       "0 0 0 0 0 0 0 0",
     ]
    `);
    expect(
      encode(encoders, cells(['unseen']))
        .flat()
        .filter((value) => value > 0),
    ).toEqual([1]);
    const weighed = fitColumn({ type: 'text', encoding: 'hash', size: 8 }, rows);
    expect(Math.hypot(...weighed.encoded[0]!)).toBeCloseTo(1, 6);
  });

  test('that has no words, or is none, is told', () => {
    expect(() => fitColumn('text', ['a', 'b'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected words that 2 rows have, received none
         fix: write "minFrequency": 1, or make it an "ignore" column"
    `);
    expect(() => fitColumn({ type: 'text', minFrequency: 1 }, ['', '!'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected words in some rows, received none
         fix: make it an "ignore" column"
    `);
    expect(() => fitColumn('text', ['a', 'a', ['a'], {}])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a text in each row, received ["a"] in row 3, {} in row 4
         fix: correct the cells or leave the rows out"
    `);
    expect(fit({ x: { type: 'text', encoding: 'hash', size: 2 } }, cells(['', ''])).inputs).toHaveLength(1);
  });
});
