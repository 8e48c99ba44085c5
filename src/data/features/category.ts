import type { FeatureOf } from '../../spec/features.ts';
import { MOST_ONE_HOT } from '../../spec/features/category.ts';
import { levelName } from '../../spec/levels.ts';
import { levelText, NO_LEVEL, placesOf, sortLevels } from '../category.ts';
import type { Column } from '../frame.ts';
import type { CellProblems, Problems, Wrong } from '../problems.ts';
import { createGaps, type GapsKept } from './gaps.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';

/**
 * level -> one-hot over `levels`, then one place for all others, and one for a missing level, where there are such; or one number:
 * 0 for all others, 1 for the first of `levels`, and after the last the missing one, where there is such.
 */
export interface CategoryFeature extends EncoderBase<'category'>, Pick<GapsKept, 'missingValues'> {
  readonly levels: readonly string[];
  /** A cell becomes the number of its level, in an input of its own. Without it: one-hot. */
  readonly encoding?: 'embedding';
  /** Other levels have a place: those that are rare, and those that the training rows did not have. Without it they are all 0. */
  readonly hasOther?: true;
  /** What becomes of a missing level: the place of its own (all 0 where the training rows missed none), or a level. Without it: an error. */
  readonly missing?: 'level' | { readonly level: string };
  /** A missing level has a place. */
  readonly hasMissing?: true;
}

/** So many different levels are counted. */
const MOST_LEVELS = 1_000_000;

/** How a category is encoded. */
export const encodingOf = ({ encoding }: CategoryFeature): 'oneHot' | 'embedding' => encoding ?? 'oneHot';

/** How many numbers its levels have, the one for all others too; nothing where they have none. */
export const numbersOf = ({ encoding, levels, hasMissing }: CategoryFeature): number | undefined =>
  encoding === undefined ? undefined : 1 + levels.length + (hasMissing ? 1 : 0);

/** In an embedding: of what one row has alone, nothing can be learned that holds for another. */
const LEAST_IN_EMBEDDING = 2;

/**
 * One-hot over the levels; a level that training did not have counts as rare where some are, else it is all 0. Or the number of
 * the level, for an embedding.
 */
export const category = ofOneColumn<FeatureOf<'category'>, CategoryFeature>({
  fitter(name, { levels: listed, encoding, minFrequency, maxLevels, missing = 'error', missingValues }) {
    const counts = new Map<string, number>();
    const readCells = createReader(name, { missing, missingValues, levels: listed }, NO_LEVEL_HERE);
    let missed = 0;
    return {
      add(column, problems) {
        const { codes, levels } = readCells(column, problems);
        const rows = new Uint32Array(levels.length);
        for (const code of codes) rows[code]!++;
        levels.forEach((level, code) => {
          if (level === null) missed += rows[code]!;
          if (typeof level !== 'string') return;
          const named = levelName(level);
          if (counts.size < MOST_LEVELS || counts.has(named)) counts.set(named, (counts.get(named) ?? 0) + rows[code]!);
          else problems.addColumn(name, TOO_MANY);
        });
      },
      finish(problems) {
        if (typeof missing === 'object' && missed > 0) counts.set(missing.level, (counts.get(missing.level) ?? 0) + missed);
        const all = listed ?? sortLevels(counts.keys());
        const keep = (least: number) => keepFrequent(all, counts, least, maxLevels ?? Infinity);
        const frequent = keep(minFrequency ?? 1);
        const isEmbedding = encoding === 'embedding' || (encoding === 'auto' && frequent.length > MOST_ONE_HOT);
        const levels = isEmbedding && minFrequency === undefined ? keep(LEAST_IN_EMBEDDING) : frequent;
        if (isEmbedding && levels.length === 0) problems.addColumn(name, noneAgain(minFrequency ?? LEAST_IN_EMBEDDING));
        const isGathered = (minFrequency ?? 1) > 1 || maxLevels !== undefined;
        const kept = new Set(levels);
        const hasOther = !isEmbedding && isGathered && [...counts.keys()].some((level) => !kept.has(level));
        return {
          name,
          type: 'category',
          levels,
          ...(isEmbedding ? { encoding: 'embedding' } : {}),
          ...(hasOther ? { hasOther } : {}),
          ...(missing === 'error' ? {} : { missing: missing === 'mostFrequent' ? { level: findMode(name, counts, problems) } : missing }),
          ...(missing === 'level' && missed > 0 ? { hasMissing: true } : {}),
          ...(missingValues === undefined ? {} : { missingValues }),
        };
      },
    };
  },
  parts({ levels, encoding, hasOther, hasMissing }): readonly Part[] {
    if (encoding !== undefined) return [{ of: 'the number of its level', isNumber: false }];
    return [
      ...levels.map((level) => ({ of: level, isNumber: false })),
      ...(hasOther ? [{ of: 'other levels', isNumber: false }] : []),
      ...(hasMissing ? [{ of: 'missing', isNumber: false }] : []),
    ];
  },
  write(encoder, column, { values, width, offset }, problems) {
    const { name, levels, encoding, hasOther, hasMissing, missing: given, missingValues } = encoder;
    const missing = given ?? 'error';
    const isNumber = encoding !== undefined;
    const find = placesOf(levels);
    const other = isNumber ? 0 : hasOther ? levels.length : undefined;
    const gap = hasMissing ? levels.length + (isNumber || hasOther ? 1 : 0) : isNumber ? 0 : undefined;
    const placeOf = (level: string) => {
      const place = find(level);
      return place === undefined ? other : isNumber ? place + 1 : place;
    };
    const filled = typeof missing === 'object' ? placeOf(missing.level) : gap;
    const found = createReader(name, { missing, missingValues, levels }, NO_LEVEL_LATER)(column, problems);
    const placeOfCode = found.levels.map((level) => (level === null ? filled : level === undefined ? undefined : placeOf(level)));
    found.codes.forEach((code, row) => {
      const place = placeOfCode[code];
      if (isNumber) values[row * width + offset] = place ?? 0;
      else if (place !== undefined) values[row * width + offset + place] = 1;
    });
  },
});

/** Finds the level of a cell that is none of `levels`, as it is written; undefined where the cell is missing or has one of them. */
export function createUnseenFinder({ levels, missing, missingValues }: CategoryFeature): (cell: unknown) => string | undefined {
  const read = createCellReader({ missing: missing ?? 'error', missingValues, levels });
  const placeOf = placesOf(levels);
  return (cell) => {
    const level = read(cell) ?? undefined;
    return level === undefined || placeOf(level) !== undefined ? undefined : level;
  };
}

interface Reading {
  readonly missing: 'error' | 'level' | 'mostFrequent' | { readonly level: string };
  readonly missingValues: readonly (string | number)[] | undefined;
  /** What is listed here is no text that stands for nothing, unless it is told so. */
  readonly levels: readonly string[] | undefined;
}

/** Reads a cell: the level as it is written, null where it is missing, undefined where there is a problem. */
function createCellReader({ missing, missingValues, levels = [] }: Reading) {
  const gaps = createGaps(missingValues ?? (missing === 'error' ? [] : undefined));
  const placeOf = placesOf(missingValues === undefined ? levels : []);
  return (cell: unknown): string | null | undefined => {
    const level = levelText(cell);
    if (level !== undefined && (placeOf(level) !== undefined || !gaps.has(cell))) return level;
    return missing !== 'error' && gaps.has(cell) ? null : undefined;
  };
}

/** The same of the different cells of a column. @param wrong What is told where none may be missing. */
function createReader(name: string, reading: Reading, wrong: Wrong) {
  const read = createCellReader(reading);
  return (column: Column, problems: CellProblems) => {
    const { codes, values } = column.coded();
    const found = values.map(read);
    if (found.includes(undefined))
      codes.forEach(
        (code, row) =>
          found[code] === undefined &&
          problems.add(name, row, reading.missing === 'error' ? wrong : { ...NO_LEVEL, fix: 'correct the cells' }),
      );
    return { codes, levels: found };
  };
}

/** Levels, in their order, that come often enough; of too many those that come most often, and of these the first. */
function keepFrequent(all: readonly string[], counts: ReadonlyMap<string, number>, least: number, most: number): readonly string[] {
  const countOf = (level: string) => counts.get(level) ?? 0;
  const often = least > 1 ? all.filter((level) => countOf(level) >= least) : all;
  if (often.length <= most) return often;
  const kept = new Set([...often].sort((a, b) => countOf(b) - countOf(a)).slice(0, most));
  return often.filter((level) => kept.has(level));
}

/** The level that most rows have; of several the first. */
function findMode(name: string, counts: ReadonlyMap<string, number>, problems: Problems): string {
  if (counts.size === 0) {
    problems.addColumn(name, { expected: 'a level in one row at least', received: 'none', fix: 'make it an "ignore" column' });
    return '';
  }
  return sortLevels(counts.keys()).reduce((best, level) => (counts.get(level)! > counts.get(best)! ? level : best));
}

const NO_LEVEL_HERE: Wrong = {
  ...NO_LEVEL,
  fix: 'write "missing": "level" for the column (or "mostFrequent", { "level": "..." }), or fill in the cells',
};
const NO_LEVEL_LATER: Wrong = {
  ...NO_LEVEL,
  fix: 'fill in the cells or leave the rows out; a model trained with "missing": "level" for the column takes empty ones',
};

const noneAgain = (least: number) => ({
  expected: `a level that ${least} rows have, or more`,
  received: 'none',
  fix: 'make it an "ignore" column, or write "encoding": "oneHot"',
});

const TOO_MANY = {
  expected: `at most ${MOST_LEVELS} different levels`,
  received: 'more',
  fix: 'make it a "text" column with "encoding": "hash", or an "ignore" column',
};
