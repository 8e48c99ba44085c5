import type { Encoders, Row } from '../data/encoders.ts';
import { columnsOf, type FeatureEncoder } from '../data/features/table.ts';
import type { Frame } from '../data/frame.ts';
import type { Parts } from '../data/partRows.ts';
import { toNumber } from '../data/read/cells.ts';

/** How many samples travel with a model. */
export const SAMPLES = 5;

/** The first rows held out, or of training where those are too few, as objects of the features. */
export function samplesOf(frame: Frame, encoders: Encoders, { training, heldOut, test }: Parts): readonly Row[] {
  const rows = [...test.subarray(0, SAMPLES), ...heldOut.subarray(0, SAMPLES), ...training.subarray(0, SAMPLES)].slice(0, SAMPLES);
  return sampleRows(encoders.inputs.flatMap(({ features }) => features), [], [], frame, rows); // prettier-ignore
}

/**
 * Some rows as a program would have them, the columns that the encoders read and others: numbers that only their table tells to be
 * some (`1,5`, with a decimal comma) as numbers, other cells as they are.
 */
export function sampleRows(
  encoders: readonly FeatureEncoder[],
  numbers: readonly string[],
  others: readonly string[],
  frame: Frame,
  rows: readonly number[],
): readonly Row[] {
  const readers = [
    ...others.map((name) => [name, plainCell(frame, name)] as const),
    ...numbers.map((name) => [name, numberCell(frame, name)] as const),
    ...encoders.flatMap((encoder) => {
      const isNumeric = encoder.type === 'number' || encoder.type === 'vector';
      return columnsOf(encoder).map((name) => [name, isNumeric ? numberCell(frame, name) : plainCell(frame, name)] as const);
    }),
  ];
  return rows.map((row) => Object.fromEntries(readers.map(([name, cell]) => [name, cell(row)])));
}

const plainCell = (frame: Frame, name: string) => (row: number) => frame.column(name)?.cell(row);

const numberCell = (frame: Frame, name: string) => (row: number) => {
  const column = frame.column(name);
  const cell = column?.cell(row);
  if (typeof cell !== 'string' || !Number.isNaN(toNumber(cell))) return cell;
  const number = column!.numbers()[row]!;
  return Number.isNaN(number) ? cell : number;
};
