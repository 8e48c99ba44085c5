import { readLevel } from './category.ts';
import { targetsOf, type ColumnSpecs } from './columns.ts';
import { targetClasses } from './encode.ts';
import type { Encoders } from './encoders.ts';
import { isSource, type Frame, type Source } from './frame.ts';
import { missingText } from './missing.ts';
import { newArrays, reusedArrays, type FrameArrays } from './read/arrays.ts';
import { selectRows } from './read/selectRows.ts';

/** A column that rows are left out by, where they have nothing in it. */
export interface TargetColumn {
  readonly name: string;
  /** Words for no value that are one here: a class `NA`. */
  readonly classes?: readonly string[];
  /** Whether it holds numbers, so that a cell that is one needs no other look. */
  readonly isNumeric?: true;
}

/** The targets whose answer may be unknown for a row; an empty cell of labels says that there are none, which is an answer. */
export const targetColumns = ({ targets }: Encoders): readonly TargetColumn[] =>
  targets.flatMap((target) => {
    const classes = targetClasses(target);
    if (target.type === 'labels') return [];
    return [{ name: target.name, ...(classes ? { classes } : { isNumeric: true }) }];
  });

/** The targets whose rows without an answer training shall leave out. */
export const targetsToHave = (columns: ColumnSpecs): readonly TargetColumn[] =>
  targetsOf(columns).flatMap(([name, target]) => {
    if (!('missing' in target) || target.missing !== 'leaveOut') return [];
    const isNumeric = target.type === 'number' || target.type === 'quantiles' || target.type === 'count';
    return [{ name, ...('classes' in target && target.classes ? { classes: target.classes } : {}), ...(isNumeric ? { isNumeric } : {}) }];
  });

/** The rows whose answers are known: without one there is nothing to learn from a row, and nothing to judge it by. */
export function rowsWithTargets<Rows extends Frame | Source>(rows: Rows, targets: readonly TargetColumn[]): Rows;
export function rowsWithTargets(rows: Frame | Source, targets: readonly TargetColumn[]): Frame | Source {
  return isSource(rows) ? knownOfSource(rows, targets) : knownOfFrame(rows, targets);
}

function knownOfFrame(frame: Frame, targets: readonly TargetColumn[], arrays: FrameArrays = newArrays): Frame {
  const isGap = arrays.bytes('gaps', frame.rows).fill(0);
  for (const { name, classes, isNumeric } of targets) {
    const column = frame.rows === 0 ? undefined : frame.column(name);
    if (column === undefined) continue;
    if (isNumeric) {
      const numbers = column.numbers();
      for (let row = 0; row < numbers.length; row++) {
        if (Number.isNaN(numbers[row]) && missingText(column.cell(row)) !== undefined) isGap[row] = 1;
      }
      continue;
    }
    const { codes, values } = column.coded();
    const known = new Set(classes);
    const isMissing = values.map((value) => missingText(value) !== undefined && !known.has(readLevel(value) ?? ''));
    if (isMissing.includes(true)) codes.forEach((code, row) => isMissing[code] && (isGap[row] = 1));
  }
  return isGap.includes(1)
    ? selectRows(
        frame,
        Uint32Array.from(isGap.keys()).filter((row) => isGap[row] === 0),
        arrays,
      )
    : frame;
}

const knownOfSource = (source: Source, targets: readonly TargetColumn[]): Source => ({
  name: source.name,
  isRepeatable: source.isRepeatable,
  async *frames(options) {
    const arrays = options?.isReused ? reusedArrays() : newArrays;
    for await (const frame of source.frames(options)) yield knownOfFrame(frame, targets, arrays);
  },
});
