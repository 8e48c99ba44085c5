import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { FeatureSpec } from '../../../src/spec/features.ts';
import { cells, encode, encoderOf, fit, fitColumn, namesOf } from './features.ts';

type Table = readonly (readonly number[])[];
type Vectors = { readonly words: readonly string[]; readonly rows: Table };

/** What scikit-learn's transformers make of the same columns (reference.py). */
const reference = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as {
  readonly numbers: readonly number[];
  readonly scales: Readonly<Record<'standard' | 'minMax' | 'robust' | 'log1p', readonly number[]>>;
  readonly edges: Readonly<Record<string, readonly number[]>>;
  readonly gaps: readonly (number | null)[];
  readonly filled: Readonly<Record<'mean' | 'median' | 'mostFrequent', Table>>;
  readonly levels: readonly string[];
  readonly asked: readonly string[];
  readonly oneHot: Readonly<Record<'plain' | 'minFrequency' | 'maxLevels', Table>>;
  readonly texts: readonly string[];
  readonly vectors: Readonly<Record<'count' | 'binary' | 'tfidf' | 'character', Vectors>>;
};

/** Equal but for what float32 cannot hold. */
function expectClose(found: Table, expected: Table) {
  expect(found.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  found.forEach((row, i) =>
    row.forEach((value, at) =>
      expect(Math.abs(value - expected[i]![at]!)).toBeLessThanOrEqual(2e-7 * Math.max(1, Math.abs(expected[i]![at]!))),
    ),
  );
}

describe("equal to scikit-learn's are", () => {
  test.each(['standard', 'minMax', 'robust', 'log1p'] as const)('numbers scaled by %s', (scale) => {
    expectClose(
      fitColumn({ type: 'number', scale }, reference.numbers).encoded,
      reference.scales[scale].map((value) => [value]),
    );
  });

  test.each([4, 10])('the ends of %i bins of equally many rows', (bins) => {
    const { edges } = encoderOf(fitColumn({ type: 'number', scale: 'quantile', bins }, reference.numbers).encoders) as {
      edges: readonly number[];
    };
    expectClose([edges], [reference.edges[bins]!]);
  });

  test.each(['mean', 'median', 'mostFrequent'] as const)('numbers where the missing are the %s, and their indicator', (missing) => {
    expectClose(fitColumn({ type: 'number', scale: 'none', missing }, reference.gaps).encoded, reference.filled[missing]);
  });

  test.each([
    ['plain', 'category'],
    ['minFrequency', { type: 'category', minFrequency: 6 }],
    ['maxLevels', { type: 'category', maxLevels: 2 }],
  ] as const)('levels, also unseen ones (%s)', (name, feature) => {
    const encoders = fit({ x: feature }, cells(reference.levels));
    expect(encode(encoders, cells([...reference.levels, ...reference.asked]))).toEqual(reference.oneHot[name]);
  });

  test.each<readonly [keyof typeof reference.vectors, FeatureSpec]>([
    ['count', { type: 'text', values: 'count', minFrequency: 1 }],
    ['binary', { type: 'text', values: 'binary', ngrams: [1, 2], minFrequency: 1 }],
    ['tfidf', { type: 'text' }],
    ['character', { type: 'text', analyzer: 'character', ngrams: [2, 3], minFrequency: 1 }],
  ])('texts by their words (%s)', (name, feature) => {
    const { encoders, encoded } = fitColumn(feature, reference.texts);
    const { words, rows } = reference.vectors[name];
    expect(namesOf(encoders)).toEqual(words.map((word) => `x: ${word}`));
    expectClose(encoded, rows);
  });
});
