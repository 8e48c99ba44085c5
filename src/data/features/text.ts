import type { FeatureOf } from '../../spec/features.ts';
import { compareText } from '../category.ts';
import type { Column } from '../frame.ts';
import { hash32 } from '../hash.ts';
import type { CellProblems, Problems, Wrong } from '../problems.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';
import { createTokenizer, type Tokens } from './tokens.ts';

/** text -> how much it has of each word of a vocabulary, or of those that a hash puts in each of some places. */
export type TextFeature = EncoderBase<'text'> &
  Tokens & {
    readonly values: 'tfidf' | 'count' | 'binary';
    /** Of tfidf, for each number: ln((1 + rows) / (1 + rows that have the word)) + 1. */
    readonly idf?: readonly number[];
  } & ({ readonly encoding: 'vocabulary'; readonly vocabulary: readonly string[] } | { readonly encoding: 'hash'; readonly size: number });

/** So many different words are counted. */
const MOST_WORDS = 1_000_000;

/** A short text, by its words. */
export const text = ofOneColumn<FeatureOf<'text'>, TextFeature>({
  fitter(name, { encoding, size, minFrequency = 2, analyzer, ngrams, values }) {
    const tokens = { analyzer, ngrams };
    const tokenize = createTokenizer(tokens);
    const base = { name, type: 'text', ...tokens, values } as const;
    const counts = new Map<string | number, number>();
    const place = (word: string): string | number => (encoding === 'hash' ? placeOf(word, size) : word);
    let rows = 0;
    return {
      add(column, problems) {
        const { codes, texts } = readTexts(name, column, problems);
        rows += codes.length;
        const times = new Uint32Array(texts.length);
        for (const code of codes) times[code]!++;
        texts.forEach((cell, code) => {
          for (const word of new Set(tokenize(cell ?? '').map(place))) {
            const count = counts.get(word);
            if (count === undefined && counts.size >= MOST_WORDS) problems.addColumn(name, TOO_MANY);
            else counts.set(word, (count ?? 0) + times[code]!);
          }
        });
      },
      finish(problems) {
        const idf = (words: readonly (string | number)[]) =>
          values === 'tfidf' ? { idf: words.map((word) => Math.log((1 + rows) / (1 + (counts.get(word) ?? 0))) + 1) } : {};
        if (encoding === 'hash') return { ...base, encoding, size, ...idf(Array.from({ length: size }, (_, i) => i)) };
        const vocabulary = chooseWords(counts as ReadonlyMap<string, number>, size, minFrequency);
        if (vocabulary.length === 0) requireWords(name, minFrequency, problems);
        return { ...base, encoding, vocabulary, ...idf(vocabulary) };
      },
    };
  },
  parts(encoder): readonly Part[] {
    const isNumber = encoder.values === 'count';
    if (encoder.encoding === 'vocabulary') return encoder.vocabulary.map((of) => ({ of, isNumber }));
    return Array.from({ length: encoder.size }, (_, i) => ({ of: `words of hash ${i}`, isNumber }));
  },
  write(encoder, column, { values, width, offset }, problems) {
    const { codes, texts } = readTexts(encoder.name, column, problems);
    const weigh = createWeighing(encoder);
    const weighed = texts.map((cell) => weigh(cell ?? ''));
    codes.forEach((code, row) => {
      const begin = row * width + offset;
      for (const [place, weight] of weighed[code]!) values[begin + place] = weight;
    });
  },
});

/** Tells of a cell whether it has words, of which the vocabulary has none; never where words are hashed, since each has a place. */
export function createUnknownText(encoder: TextFeature): (cell: unknown) => boolean {
  if (encoder.encoding === 'hash') return () => false;
  const tokenize = createTokenizer(encoder);
  const known = new Set(encoder.vocabulary);
  return (cell) => {
    const words = tokenize(textOf(cell) ?? '');
    return words.length > 0 && !words.some((word) => known.has(word));
  };
}

const placeOf = (word: string, size: number) => hash32(word, 0) % size;

/** Words that enough rows have; of too many those that most rows have, and of these the first. By code unit. */
function chooseWords(counts: ReadonlyMap<string, number>, size: number, least: number): readonly string[] {
  const often = [...counts].filter(([, count]) => count >= least);
  const kept = often.sort(([a, x], [b, y]) => y - x || compareText(a, b)).slice(0, size);
  return kept.map(([word]) => word).sort(compareText);
}

const knownPlaces = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** The place of each word, made once for all parts of a table. */
function placesIn(vocabulary: readonly string[]): ReadonlyMap<string, number> {
  const places = knownPlaces.get(vocabulary) ?? new Map(vocabulary.map((word, i) => [word, i]));
  knownPlaces.set(vocabulary, places);
  return places;
}

/** What a text becomes: places and their numbers, all else being 0. */
function createWeighing(encoder: TextFeature): (text: string) => ReadonlyMap<number, number> {
  const tokenize = createTokenizer(encoder);
  const places = encoder.encoding === 'vocabulary' ? placesIn(encoder.vocabulary) : undefined;
  const find = (word: string) => (encoder.encoding === 'hash' ? placeOf(word, encoder.size) : places!.get(word));
  return (text) => {
    const found = new Map<number, number>();
    for (const word of tokenize(text)) {
      const place = find(word);
      if (place !== undefined) found.set(place, encoder.values === 'binary' ? 1 : (found.get(place) ?? 0) + 1);
    }
    const { idf } = encoder;
    if (idf === undefined) return found;
    for (const [place, count] of found) found.set(place, count * idf[place]!);
    const length = Math.hypot(...found.values());
    for (const [place, weight] of found) found.set(place, weight / length);
    return found;
  };
}

/** The different texts of a column; an empty one where there is none. What is neither text, number nor boolean is a problem. */
function readTexts(name: string, column: Column, problems: CellProblems) {
  const { codes, values } = column.coded();
  const texts = values.map(textOf);
  if (texts.includes(undefined)) codes.forEach((code, row) => texts[code] === undefined && problems.add(name, row, NO_TEXT));
  return { codes, texts };
}

function textOf(cell: unknown): string | undefined {
  if (cell === undefined || cell === null) return '';
  if (typeof cell === 'string') return cell;
  return typeof cell === 'boolean' || typeof cell === 'bigint' || (typeof cell === 'number' && Number.isFinite(cell))
    ? String(cell)
    : undefined;
}

function requireWords(name: string, least: number, problems: Problems): void {
  const expected = least === 1 ? 'words in some rows' : `words that ${least} rows have`;
  const fix = least === 1 ? 'make it an "ignore" column' : 'write "minFrequency": 1, or make it an "ignore" column';
  problems.addColumn(name, { expected, received: 'none', fix });
}

const NO_TEXT: Wrong = { expected: 'a text', fix: 'correct the cells or leave the rows out' };
const TOO_MANY = { expected: `at most ${MOST_WORDS} different words`, received: 'more', fix: 'write "encoding": "hash"' };
