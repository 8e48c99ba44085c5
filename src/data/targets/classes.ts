import { closest, show } from '../../errors.ts';
import { levelName } from '../../spec/levels.ts';
import { mapLevels, placesOf, sortLevels, type LevelReading } from '../category.ts';
import type { Column } from '../frame.ts';
import type { Fitter } from '../fitter.ts';
import type { CellProblems, Problems } from '../problems.ts';

/** Gathers the classes of a column, sorted, and tells of cells whose class the spec, which lists some, does not. */
export function fitClasses(name: string, listed: readonly string[] | undefined, reading?: LevelReading): Fitter<readonly string[]> {
  const seen = new Set<string>();
  return {
    add(column, problems) {
      const { codes, values } = mapLevels(
        name,
        column,
        problems,
        (text) => {
          const level = levelName(text);
          seen.add(level);
          return listed === undefined || listed.includes(level);
        },
        reading,
      );
      if (!values.includes(false)) return;
      const fix = 'add it to "classes" or correct the cells';
      codes.forEach((code, row) => values[code] === false && problems.add(name, row, { expected: oneOf(listed!), fix }));
    },
    finish: () => sortLevels(seen),
  };
}

/** There is nothing to tell where all rows are of one class. */
export function requireTwo(name: string, found: readonly string[], problems: Problems, fix?: string): void {
  if (found.length !== 1) return;
  const wanted = { expected: 'two classes or more among the rows', received: `${show(found[0])} only` };
  problems.addColumn(name, { ...wanted, ...(fix === undefined ? {} : { fix }) });
}

/** Calls back with the place of each row's class; one that the model does not know is a problem. */
export function eachClass(
  { name, levels }: { readonly name: string; readonly levels: readonly string[] },
  column: Column,
  problems: CellProblems,
  use: (row: number, place: number) => void,
  reading?: LevelReading,
): void {
  const placeOf = placesOf(levels);
  const unknown = -1;
  const { codes, values: found } = mapLevels(name, column, problems, (text) => placeOf(text) ?? unknown, reading);
  const { values: cells } = column.coded();
  codes.forEach((code, row) => {
    const place = found[code];
    if (place === unknown) problems.add(name, row, { expected: oneOf(levels), ...nearest(String(cells[code]), levels) });
    else if (place !== undefined) use(row, place);
  });
}

/** One that knows every class that any of them knows: an order that was written is kept; only levels found in the data are sorted. */
export function combineClasses<E extends { readonly levels: readonly string[] }>(all: readonly E[]): E {
  const [first] = all as readonly [E, ...E[]];
  const known = new Set(all.flatMap(({ levels }) => levels));
  return known.size === first.levels.length ? first : { ...first, levels: sortLevels(known) };
}

/** `one of setosa, versicolor, virginica` */
export function oneOf(levels: readonly string[]): string {
  const listed = levels.slice(0, 8).join(', ');
  return `one of ${listed}${levels.length > 8 ? ` and ${levels.length - 8} more` : ''}`;
}

export function nearest(level: string, levels: readonly string[]): { readonly fix?: string } {
  const near = closest(level, levels);
  return near === undefined ? {} : { fix: `did you mean "${near}"?` };
}
