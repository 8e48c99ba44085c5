import { closest, DataError, show, type Issue } from '../errors.ts';
import { writtenCell, type Frame } from './frame.ts';

/** This many wrong cells of a column are shown; the others are counted. */
const SHOWN = 5;

/** What should be in a cell, and what to do where it is not. */
export interface Wrong {
  readonly expected: string;
  readonly fix?: string;
}

/** Gathers what is wrong with a table, frame by frame, to throw it all at once. */
export interface Problems {
  /** For the cells of one frame. */
  within(frame: Frame): CellProblems;
  /** Something is wrong with a column as a whole; said again it is told once. */
  addColumn(name: string, wrong: Omit<Issue, 'path'>): void;
  /** @throws DataError with one issue for each column and kind of mistake, if there are any. */
  throwIfAny(): void;
}

export interface CellProblems extends Pick<Problems, 'addColumn'> {
  /** A cell of column `name` in a row of the frame is not what it should be. */
  add(name: string, row: number, wrong: Wrong): void;
  /** Whether the frame has the column; else that is a problem, told with the nearest name. */
  hasColumn(name: string): boolean;
}

/** @param subject What the error is about. Default: the table of the first frame. */
export function gatherProblems(subject?: string): Problems {
  interface Found extends Wrong {
    readonly name: string;
    readonly places: string[];
    count: number;
  }
  const cells = new Map<string, Found>();
  const whole = new Map<string, Issue>();
  let source = subject;
  const path = (name: string) => `column ${show(name)}`;
  const addColumn: Problems['addColumn'] = (name, wrong) => void whole.set(JSON.stringify([name, wrong]), { path: path(name), ...wrong });
  return {
    addColumn,
    within(frame) {
      source ??= frame.source;
      return {
        addColumn,
        add(name, row, wrong) {
          const key = `${name}\n${wrong.expected}`;
          const found = cells.get(key) ?? { name, ...wrong, places: [], count: 0 };
          cells.set(key, found);
          if (found.count < SHOWN) found.places.push(`${show(shownCell(frame, name, row))} in ${frame.place(row)}`);
          found.count++;
        },
        hasColumn(name) {
          if (frame.rows === 0 || frame.column(name) !== undefined) return true;
          addColumn(name, missingColumn(name, frame.names));
          return false;
        },
      };
    },
    throwIfAny() {
      const ofCells = [...cells.values()].map(({ name, expected, fix, places, count }) => {
        const received = places.join(', ') + (count > SHOWN ? ` and ${count - SHOWN} more` : '');
        return { path: path(name), expected: `${expected} in each row`, received, ...(fix === undefined ? {} : { fix }) };
      });
      if (whole.size + ofCells.length > 0) throw new DataError(source ?? 'the data', [...whole.values(), ...ofCells]);
    },
  };
}

function missingColumn(name: string, names: readonly string[]): Omit<Issue, 'path'> {
  const near = closest(name, names);
  const listed = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  return {
    expected: 'a column of that name',
    received: names.length === 0 ? 'no columns' : `the columns ${listed}`,
    ...(near === undefined ? {} : { fix: `did you mean ${show(near)}?` }),
  };
}

/** @throws DataError where there is no row. */
export function requireRows(rows: number, source = 'the data'): void {
  if (rows === 0) throw new DataError(source, [{ path: 'rows', expected: 'one row at least', received: 'none' }]);
}

function shownCell(frame: Frame, name: string, row: number): unknown {
  const column = frame.column(name);
  return column && writtenCell(column, row);
}
