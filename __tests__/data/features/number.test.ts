import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../../src/random.ts';
import { createMostFrequent } from '../../../src/data/frequent.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

const flat = (rows: readonly (readonly number[])[]) => rows.flat();

describe('a number', () => {
  test('is scaled by median and middle half with robust, where an outlier has no say', () => {
    const { encoders, encoded } = fitColumn({ type: 'number', scale: 'robust' }, [1, 2, 3, 4, 1e6]);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'number', scale: 'robust', shift: 3, factor: 0.5 });
    expect(flat(encoded).slice(0, 4)).toEqual([-1, -0.5, 0, 0.5]);
  });

  test('of which most rows have the same is scaled by its deviation with robust', () => {
    const { encoded } = fitColumn({ type: 'number', scale: 'robust' }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 100]);
    expect(flat(encoded)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, Math.fround(100 / 30)]);
  });

  test('is scaled by its logarithm with log1p, of either sign', () => {
    const { encoded } = fitColumn({ type: 'number', scale: 'log1p' }, [Math.expm1(1), -Math.expm1(1), 0]);
    const deviation = Math.sqrt(2 / 3);
    expect(flat(encoded)).toEqual([Math.fround(1 / deviation), Math.fround(-1 / deviation), 0]);
  });

  test('is two numbers with standardAndLog1p: what standard makes of it, and log1p', () => {
    const values = [3, -40, 0.5, 1e4];
    const of = (scale: 'standard' | 'log1p') => flat(fitColumn({ type: 'number', scale }, values).encoded);
    const { encoders, encoded } = fitColumn({ type: 'number', scale: 'standardAndLog1p' }, values);
    expect(encoded).toEqual(of('standard').map((value, i) => [value, of('log1p')[i]]));
    expect(namesOf(encoders)).toEqual(['x', 'x: logarithm']);
  });

  test('may be missing with standardAndLog1p, which a third number tells', () => {
    const { encoded } = fitColumn({ type: 'number', scale: 'standardAndLog1p', missing: 0 }, [0, '', 5]);
    expect(encoded).toEqual([[...encoded[0]!.slice(0, 2), 0], [...encoded[0]!.slice(0, 2), 1], [...encoded[2]!.slice(0, 2), 0]]); // prettier-ignore
    expect(encoded[2]).not.toEqual(encoded[0]);
  });

  test('is placed among bins of equally many rows with quantile', () => {
    const { encoders, encoded } = fitColumn({ type: 'number', scale: 'quantile', bins: 4 }, [0, 10, 20, 30, 1000]);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'number', scale: 'quantile', edges: [0, 10, 20, 30, 1000] });
    expect(namesOf(encoders)).toEqual(['x: 0 to 10', 'x: 10 to 20', 'x: 20 to 30', 'x: 30 to 1000']);
    expect(encoded).toEqual([[0, 0, 0, 0], [1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1]]); // prettier-ignore
    // Beyond the ends it stays what it is there, as far away as it is.
    expect(encode(encoders, cells([25, -1e300, 1e300]))).toEqual([[1, 1, 0.5, 0], [0, 0, 0, 0], [1, 1, 1, 1]]); // prettier-ignore
  });

  test('has fewer bins with quantile where many rows have the same', () => {
    const { encoders } = fitColumn({ type: 'number', scale: 'quantile', bins: 4 }, [0, 0, 0, 0, 0, 0, 1, 2]);
    expect(encoderOf(encoders)).toMatchObject({ edges: [0, 0.25, 2] });
    expect(fitColumn({ type: 'number', scale: 'quantile' }, [5, 5]).encoded).toEqual([[0], [0]]);
  });

  test.each(['standard', 'minMax', 'robust', 'log1p', 'standardAndLog1p', 'quantile', 'none'] as const)(
    'that never changes, or is huge, is safe (%s)',
    (scale) => {
      for (const values of [
        [0.1, 0.1, 0.1],
        [1e30, -1e30, 3, 0],
        [5e-324, 0, 0],
      ]) {
        expect(flat(fitColumn({ type: 'number', scale }, values).encoded).every(Number.isFinite)).toBe(true);
      }
      if (scale === 'none') return;
      for (const values of [
        [1e308, -1e308, 0, 3],
        [Number.MAX_VALUE, -Number.MAX_VALUE],
      ]) {
        expect(flat(fitColumn({ type: 'number', scale }, values).encoded).every(Number.isFinite)).toBe(true);
      }
      expect(flat(fitColumn({ type: 'number', scale }, [7, 7]).encoded).every((value) => value === 0)).toBe(true);
    },
  );

  test.each(['standard', 'minMax', 'robust', 'log1p', 'standardAndLog1p', 'quantile'] as const)(
    'that never changed in training stays 0 whatever comes later, since no weight has learned what to make of it (%s)',
    (scale) => {
      const { encoders } = fitColumn({ type: 'number', scale }, [3, 3, 3]);
      expect(flat(encode(encoders, cells([3, 100_000, -7]))).every((value) => value === 0)).toBe(true);
    },
  );

  test('has quantiles close to those of all rows where there are more than it keeps', () => {
    const random = createRandom(3);
    const values = Float64Array.from({ length: 300_000 }, () => random.next() ** 2);
    const encoders = fit(
      { x: { type: 'number', scale: 'quantile', bins: 4 } },
      [...values].map((x) => ({ x })),
    );
    const { edges } = encoderOf(encoders) as { readonly edges: readonly number[] };
    const sorted = values.slice().sort();
    expect([edges[0], edges[4]]).toEqual([sorted[0], sorted.at(-1)]);
    // One in 100 000 rows is off by 1 / sqrt(4 * 100 000) in its share, thrice that is 0.005.
    for (const [i, share] of [0.25, 0.5, 0.75].entries()) expect(Math.abs(Math.sqrt(edges[i + 1]!) - share)).toBeLessThan(0.005);
  });
});

describe('a missing number', () => {
  const values = [1, 2, '', 'NA', null, undefined, 6, 1];

  test.each([
    ['mean', 2.5],
    ['median', 1.5],
    ['mostFrequent', 1],
    [-3, -3],
  ] as const)('becomes the %s of the training rows, and says so beside it', (missing, fill) => {
    const { encoders, encoded } = fitColumn({ type: 'number', scale: 'none', missing }, values);
    expect(encoderOf(encoders)).toEqual({ name: 'x', type: 'number', scale: 'none', shift: 0, factor: 1, fill, hasIndicator: true });
    expect(encoded).toEqual([[1, 0], [2, 0], [fill, 1], [fill, 1], [fill, 1], [fill, 1], [6, 0], [1, 0]]); // prettier-ignore
    expect(namesOf(encoders)).toEqual(['x', 'x: missing']);
  });

  test('says nothing beside it where the spec does not want it, or no training row missed one', () => {
    expect(fitColumn({ type: 'number', scale: 'none', missing: 0, missingIndicator: false }, values).encoded[2]).toEqual([0]);
    const encoders = fit({ x: { type: 'number', missing: 'mean' } }, cells([1, 3]));
    expect(encode(encoders, cells([3, '']))).toEqual([[1], [0]]);
  });

  test('stands behind the bins of quantile', () => {
    const { encoded } = fitColumn({ type: 'number', scale: 'quantile', bins: 2, missing: 'median' }, [0, 1, 2, '']);
    expect(encoded).toEqual([[0, 0, 0], [1, 0, 0], [1, 1, 0], [1, 0, 1]]); // prettier-ignore
  });

  test('may be written otherwise, as a text or a number', () => {
    const feature = { type: 'number', scale: 'none', missing: 0, missingValues: [-999, 'unknown'] } as const;
    const { encoders, encoded } = fitColumn(feature, [1, -999, ' -999.0 ', 'unknown', '', null, 2]);
    expect(encoded.map(([value, isMissing]) => [value, isMissing])).toEqual([[1, 0], [0, 1], [0, 1], [0, 1], [0, 1], [0, 1], [2, 0]]); // prettier-ignore
    expect(encoderOf(encoders)).toMatchObject({ missingValues: [-999, 'unknown'] });
    expect(() => fitColumn(feature, [1, 'NA'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a number, or a text that stands for none, in each row, received "NA" in row 2
         fix: correct the cells, or list what stands for none: "missingValues": ["..."]; a column of words is a "category""
    `);
    expect(() => fitColumn({ type: 'number', missingValues: [-999] }, [1, -999])).toThrow('received -999 in row 2');
  });

  test('is an error by default, which says what to write', () => {
    expect(() => fitColumn('number', values)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a number in each row, received "" in row 3, "NA" in row 4, null in row 5, nothing in row 6
         fix: write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category""
    `);
    expect(() => fitColumn({ type: 'number', missing: 'mean' }, ['', 'NA'])).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "x": expected a number in one row at least, received none
         fix: make it an "ignore" column"
    `);
  });

  test('is found to be the most frequent also among more different numbers than are counted', () => {
    const mode = createMostFrequent(10);
    for (let i = 0; i < 1000; i++) {
      mode.add(i);
      if (i % 4 === 0) mode.add(-1);
    }
    expect(mode.finish()).toBe(-1);
    const ties = createMostFrequent();
    for (const value of [3, 2, 2, 3, 9]) ties.add(value);
    expect(ties.finish()).toBe(2);
  });
});
