import type { Encoders } from '../../data/encoders.ts';
import { partsOf, targetClasses, targetWidth } from '../../data/encode.ts';
import type { Table } from '../../model/table.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';

/** What a place in the data is called: by column where encoders tell the columns, else by the arrays that were given. */
export interface Names {
  readonly spec: NormalisedModel;
  readonly encoders?: Encoders;
}

/** One of the tables of a training set. */
export interface Place {
  readonly part: 'xs' | 'ys';
  /** Which input or output of the network, in its order. */
  readonly index: number;
}

/** `xs`, or `xs.image` where there are several inputs. */
export function arrayName({ spec }: Names, { part, index }: Place): string {
  const { inputs, outputs } = spec.network;
  const names = part === 'xs' ? inputs.map(({ id }) => id) : outputs.map(({ name }) => name);
  return names.length > 1 ? `${part}.${names[index]!}` : part;
}

/** The value `at` of a row that is flat: `xs[17][3]` for arrays, `column "price", training row 17`. Rows are counted from 0. */
export function valueName(names: Names, place: Place, table: Table, row: number, at: number): string {
  const column = columnName(names, place, at);
  if (column !== undefined) return `${column}, training row ${row}`;
  return `${arrayName(names, place)}[${row}]${indices(table.shape, at)
    .map((i) => `[${i}]`)
    .join('')}`;
}

/** One place of the last axis in all rows: `column "price"`, `xs[*][3]`, or the whole where it is the only one. */
export function axisName(names: Names, place: Place, { shape }: Table, at: number): string {
  const column = columnName(names, place, at);
  if (column !== undefined) return column;
  const whole = arrayName(names, place);
  return (shape.at(-1) ?? 1) === 1 ? whole : `${whole}${'[*]'.repeat(shape.length)}[${at}]`;
}

function columnName({ encoders }: Names, { part, index }: Place, at: number): string | undefined {
  if (encoders === undefined) return undefined;
  if (part === 'ys') {
    const target = encoders.targets[index]!;
    const classes = targetWidth(target) > 1 ? targetClasses(target) : undefined;
    return `column "${target.name}"${classes === undefined ? '' : ` (${classes[at]!})`}`;
  }
  const found = partsOf(encoders, index)[at];
  return found && `column "${found.column}"${found.of === undefined ? '' : ` (${found.of})`}`;
}

/** The index along each axis of the value at a place of a flat row. */
function indices(shape: readonly number[], at: number): readonly number[] {
  const found: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    found.unshift(at % shape[axis]!);
    at = Math.floor(at / shape[axis]!);
  }
  return found;
}
