import { levelName } from '../../spec/levels.ts';
import type { TargetOf } from '../../spec/target.ts';
import { levelText, placesOf, sortLevels } from '../category.ts';
import { always, same } from '../conversion.ts';
import { writtenCell, type Column } from '../frame.ts';
import type { CellProblems } from '../problems.ts';
import { combineClasses, nearest, oneOf } from './classes.ts';
import type { TargetKind } from './kind.ts';

/** Each label is 1 where the cell has it, else 0. */
export interface LabelsEncoder {
  readonly name: string;
  readonly type: 'labels';
  readonly separator: string;
  readonly levels: readonly string[];
}

/** Any number of labels at once: 0 or 1 for each. */
export const labels: TargetKind<TargetOf<'labels'>, LabelsEncoder> = {
  fitter(name, { classes, separator }) {
    const seen = new Set<string>();
    return {
      add(column, problems) {
        for (const { labels: found } of cellsOf(name, column, separator, problems)) {
          for (const label of found) seen.add(levelName(label));
        }
        if (classes !== undefined) requireKnown(name, column, separator, classes, problems);
      },
      finish(problems) {
        if (seen.size === 0 && classes === undefined) {
          const fix = 'give rows with labels: a list, or a text with the separator between them';
          problems.addColumn(name, { expected: 'a label in some row', received: 'none', fix });
        }
        return { name, type: 'labels', separator, levels: classes ?? sortLevels(seen) };
      },
    };
  },
  width: ({ levels }) => levels.length,
  write({ name, levels, separator }, column, { values, width, offset }, problems) {
    requireKnown(name, column, separator, levels, problems);
    const placeOf = placesOf(levels);
    for (const { row, labels: found } of cellsOf(name, column, separator, problems)) {
      for (const label of found) {
        const place = placeOf(label);
        if (place !== undefined) values[row * width + offset + place] = 1;
      }
    }
  },
  decode: ({ levels }, output) => ({
    value: levels.filter((_, i) => output[i]! > 0.5),
    probabilities: Object.fromEntries(levels.map((level, i) => [level, output[i]!])),
  }),
  task: () => 'labels',
  classes: ({ levels }) => levels,
  combine: combineClasses,
  convert(from, to) {
    const places = new Map(from.levels.map((level, i) => [level, i]));
    const columns = to.levels.map((level) => (places.has(level) ? same(places.get(level)!) : always(0)));
    return { width: from.levels.length, columns };
  },
};

interface LabelledCell {
  readonly row: number;
  readonly labels: readonly string[];
}

const WRONG = { expected: 'a list of labels, or a text of them', fix: 'correct the cells or leave the rows out' };

/** The labels of each cell, each once; those that are none are problems. */
function cellsOf(name: string, column: Column, separator: string, problems: CellProblems): readonly LabelledCell[] {
  return Array.from({ length: column.length }, (_, row) => {
    const found = readLabels(writtenCell(column, row), separator);
    if (found === undefined) problems.add(name, row, WRONG);
    return { row, labels: found ?? [] };
  });
}

/** A list (also as JSON in a text), a text with separators, or one label; a cell that is empty has none. */
function readLabels(cell: unknown, separator: string): readonly string[] | undefined {
  if (cell === undefined || cell === null) return [];
  const list = typeof cell === 'string' ? (parseList(cell) ?? cell.split(separator)) : Array.isArray(cell) ? (cell as unknown[]) : [cell];
  const found = list.map((one) => (typeof one === 'string' ? one.trim() : one)).filter((one) => one !== '');
  const levels = found.map(levelText);
  return levels.includes(undefined) ? undefined : [...new Set(levels as string[])];
}

function parseList(cell: string): readonly unknown[] | undefined {
  if (!cell.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function requireKnown(name: string, column: Column, separator: string, known: readonly string[], problems: CellProblems): void {
  const placeOf = placesOf(known);
  for (let row = 0; row < column.length; row++) {
    const stranger = readLabels(writtenCell(column, row), separator)?.find((label) => placeOf(label) === undefined);
    if (stranger !== undefined) problems.add(name, row, { expected: `labels, each ${oneOf(known)}`, ...nearest(stranger, known) });
  }
}
