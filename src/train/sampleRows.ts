import type { Encoders, Row } from '../data/encoders.ts';
import { columnsOf, type FeatureEncoder } from '../data/features/table.ts';
import type { Frame } from '../data/frame.ts';
import type { Parts } from '../data/partRows.ts';

/** How many samples travel with a model. */
export const SAMPLES = 5;

/** The first rows held out, or of training where those are too few, as objects of the features. */
export function samplesOf(frame: Frame, encoders: Encoders, { training, heldOut, test }: Parts): readonly Row[] {
  const rows = [...test.subarray(0, SAMPLES), ...heldOut.subarray(0, SAMPLES), ...training.subarray(0, SAMPLES)].slice(0, SAMPLES);
  return sampleRows(encoders.inputs.flatMap(({ features }) => features), [], frame, rows); // prettier-ignore
}

/** Some rows as a program would have them: the columns that the encoders read, and others. */
export function sampleRows(
  encoders: readonly FeatureEncoder[],
  others: readonly string[],
  frame: Frame,
  rows: readonly number[],
): readonly Row[] {
  const names = [...others, ...encoders.flatMap(columnsOf)];
  return rows.map((row) => Object.fromEntries(names.map((name) => [name, frame.column(name)?.cell(row)])));
}
