import type { Feature } from '../spec/features.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Target } from '../spec/target.ts';
import { readLevel } from './category.ts';
import { cellOf, hasColumn, type Problems } from './cells.ts';
import type { Row } from './encoders.ts';
import { readNumber } from './number.ts';

/** The part of a checked spec that speaks of columns. */
export type ColumnSpecs = Pick<NormalisedModel, 'features' | 'target'>;

// What the spec's own check let through is one of its kinds of columns, which the normalised form calls by the wider NamedValue.
export const featuresOf = ({ features }: ColumnSpecs) => Object.entries((features ?? {}) as Readonly<Record<string, Feature>>);

export function targetOf({ target }: ColumnSpecs): readonly [string, Target] {
  const entry = Object.entries((target ?? {}) as Readonly<Record<string, Target>>)[0];
  if (entry === undefined) throw new Error('internal: a spec without a target has no encoders');
  return entry;
}

/** The numbers of a column, NaN where a cell is none, which is then one of the problems. */
export function readNumbers(name: string, rows: readonly Row[], problems: Problems): Float64Array {
  const fix = 'fill in the cells or leave the rows out; a column of words is a "category"';
  return Float64Array.from(readColumn(name, rows, problems, readNumber, { expected: 'a number', fix }), (value) => value ?? NaN);
}

/** The levels of a column, nothing where a cell has none, which is then one of the problems. */
export function readLevels(name: string, rows: readonly Row[], problems: Problems): readonly (string | undefined)[] {
  const fix = 'fill in the cells or leave the rows out';
  return readColumn(name, rows, problems, readLevel, { expected: 'a text that is not empty, a number, true or false', fix });
}

function readColumn<T>(
  name: string,
  rows: readonly Row[],
  problems: Problems,
  read: (cell: unknown) => T | undefined,
  wrong: { readonly expected: string; readonly fix: string },
): readonly (T | undefined)[] {
  if (!hasColumn(rows, name, problems)) return rows.map(() => undefined);
  return rows.map((row, i) => {
    const value = read(cellOf(row, name));
    if (value === undefined) problems.add(name, i, wrong);
    return value;
  });
}
