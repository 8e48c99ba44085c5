import { closest, DataError, show, type Issue } from '../errors.ts';
import type { Row } from './encoders.ts';
import { originOf } from './origin.ts';

/** This many wrong cells of a column are shown; the others are counted. */
const SHOWN = 5;

/** Gathers what is wrong with the cells of a table and throws it all at once. */
export interface Problems {
  /** A cell of column `name` in row `index` is not what it should be. */
  add(name: string, index: number, wrong: { readonly expected: string; readonly fix?: string }): void;
  /** Something is wrong with a column as a whole. */
  addColumn(name: string, wrong: Omit<Issue, 'path'>): void;
  /** @throws DataError with one issue for each column and kind of mistake, if there are any. */
  throwIfAny(): void;
}

export function gatherProblems(rows: readonly Row[]): Problems {
  const issues = new Map<string, { readonly name: string; readonly expected: string; readonly fix?: string; readonly at: number[] }>();
  const whole: Issue[] = [];
  const path = (name: string) => `column ${show(name)}`;
  return {
    add(name, index, { expected, fix }) {
      const key = `${name}\n${expected}`;
      const known = issues.get(key);
      if (known) known.at.push(index);
      else issues.set(key, { name, expected, at: [index], ...(fix === undefined ? {} : { fix }) });
    },
    addColumn(name, wrong) {
      whole.push({ path: path(name), ...wrong });
    },
    throwIfAny() {
      const cells = [...issues.values()].map(({ name, expected, fix, at }) => {
        const received = describeCells(rows, name, at);
        return { path: path(name), expected: `${expected} in each row`, received, ...(fix === undefined ? {} : { fix }) };
      });
      if (whole.length + cells.length > 0) throw new DataError(subjectOf(rows), [...whole, ...cells]);
    },
  };
}

/** The cell of a column; what an object inherits (`constructor`) is none of its cells. */
export const cellOf = (row: Row, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);

/** Whether at least one row, if there are any, has the column; else that is a problem, told with the nearest name. */
export function hasColumn(rows: readonly Row[], name: string, problems: Problems): boolean {
  if (rows.length === 0 || rows.some((row) => Object.hasOwn(row, name))) return true;
  const names = Object.keys(rows[0]!);
  const near = closest(name, names);
  const listed = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  const received = names.length === 0 ? 'no columns' : `the columns ${listed}`;
  problems.addColumn(name, {
    expected: 'a column of that name',
    received,
    ...(near === undefined ? {} : { fix: `did you mean ${show(near)}?` }),
  });
  return false;
}

export function requireRows(rows: readonly Row[]): void {
  if (rows.length === 0) throw new DataError('the data', [{ path: 'rows', expected: 'one row at least', received: 'none' }]);
}

const subjectOf = (rows: readonly Row[]) => originOf(rows[0]!)?.source ?? 'the data';

/** `"" in line 3, "n/a" in line 17 and 81 more` */
function describeCells(rows: readonly Row[], name: string, at: readonly number[]): string {
  const places = at.slice(0, SHOWN).map((index) => {
    const origin = originOf(rows[index]!);
    return `${show(cellOf(rows[index]!, name))} in ${origin === undefined ? `row ${index + 1}` : `line ${origin.line}`}`;
  });
  return places.join(', ') + (at.length > SHOWN ? ` and ${at.length - SHOWN} more` : '');
}
