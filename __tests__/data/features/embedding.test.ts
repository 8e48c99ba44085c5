import { describe, expect, test } from '@jest/globals';
import { knownColumns } from '../../../src/data/encode.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { cells, encode, encoderOf, fit, fitColumn } from './features.ts';

const values = ['b', 'a', 'c', 'b', 'd', 'b', 'a', 'e', 'c'];
/** So many levels, each in two rows. */
const levels = (count: number) => Array.from({ length: 2 * count }, (_, i) => `l${i % count}`);

describe('a category for an embedding', () => {
  test('becomes the number of its level, 0 where one training row has it alone or none has it', () => {
    const { encoders, encoded } = fitColumn({ type: 'category', encoding: 'embedding' }, values);
    expect(encoders.inputs).toEqual([
      { id: 'x', features: [{ name: 'x', type: 'category', levels: ['a', 'b', 'c'], encoding: 'embedding' }] },
    ]);
    expect(encoded.flat()).toEqual([2, 1, 3, 2, 0, 2, 1, 0, 3]);
    expect(encode(encoders, cells(['never', 'a']))).toEqual([[0], [1]]);
    expect(knownColumns(encoders).inputs).toEqual([{ id: 'x', shape: [1], dtype: 'float32', levels: 4 }]);
  });

  test('gathers fewer levels, or more, where the spec says so', () => {
    const numbers = (feature: object) => fitColumn({ type: 'category', encoding: 'embedding', ...feature }, values).encoded.flat();
    expect(numbers({ minFrequency: 1 })).toEqual([2, 1, 3, 2, 4, 2, 1, 5, 3]);
    expect(numbers({ minFrequency: 3 })).toEqual([1, 0, 0, 1, 0, 1, 0, 0, 0]);
    expect(numbers({ maxLevels: 2 })).toEqual([2, 1, 0, 2, 0, 2, 1, 0, 0]);
    expect(numbers({ levels: ['c', 'z', 'b'] })).toEqual([2, 0, 1, 2, 0, 2, 0, 0, 1]);
  });

  test('has a number for a missing level where training rows missed one', () => {
    const feature = { type: 'category', encoding: 'embedding', missing: 'level' } as const;
    const { encoders, encoded } = fitColumn(feature, ['b', 'a', '', 'b', 'NA', 'a', 'c']);
    expect(encoded.flat()).toEqual([2, 1, 3, 2, 3, 1, 0]);
    expect(knownColumns(encoders).inputs[0]!.levels).toBe(4);
    expect(encode(fit({ x: feature }, cells(['a', 'a'])), cells(['', 'a']))).toEqual([[0], [1]]);
    expect(fitColumn({ ...feature, missing: 'mostFrequent' }, ['b', 'b', 'a', 'a', 'b', '']).encoded.flat()).toEqual([2, 2, 1, 1, 2, 2]);
  });

  test('is refused where no level comes again', () => {
    expect(() => fitColumn({ type: 'category', encoding: 'embedding' }, ['a', 'b', 'c'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a level that 2 rows have, or more, received none
         fix: make it an "ignore" column, or write "encoding": "oneHot""
    `);
  });

  test('learns the same from rows in one part and in two', () => {
    const [one, two] = [cells(values.slice(0, 4)), cells(values.slice(4))];
    const features = { x: { type: 'category', encoding: 'embedding' } } as const;
    expect(fit(features, one, two)).toEqual(fit(features, [...one, ...two]));
  });
});

describe('an encoding that is left to the data', () => {
  test('is one-hot for up to 40 levels and an embedding for more, and is written into the spec', () => {
    const spec = { features: { x: 'category', z: 'number' }, target: { y: 'number' } } as const;
    const decided = (count: number) => {
      const encoders = fit(spec.features, levels(count).map((x, z) => ({ x, z }))); // prettier-ignore
      const { features, network } = parseModel(spec, { ...knownColumns(encoders), classes: { y: null } });
      return { encoding: features!['x']!['encoding'], inputs: network.inputs.map(({ id, shape }) => `${id} ${shape.join()}`) };
    };
    expect(decided(40)).toEqual({ encoding: 'oneHot', inputs: ['input 41'] });
    expect(decided(41)).toEqual({ encoding: 'embedding', inputs: ['input 1', 'x 1'] });
    expect(parseModel(spec).features!['x']!['encoding']).toBe('auto');
  });

  test('may be said', () => {
    expect(encoderOf(fitColumn({ type: 'category', encoding: 'oneHot' }, levels(60)).encoders)).not.toHaveProperty('encoding');
    expect(encode(fit({ x: { type: 'category', encoding: 'oneHot' } }, cells(levels(60))), cells(['l3']))[0]).toHaveLength(60);
  });
});
