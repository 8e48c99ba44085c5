import { DataError } from '../errors.ts';
import type { KnownWidths } from '../spec/normalised.ts';
import { gatherProblems, requireRows } from './cells.ts';
import { featuresOf, targetOf, type ColumnSpecs } from './columns.ts';
import type { Answer, CategoryEncoder, Encoders, NumberEncoder, Row } from './encoders.ts';
import { fitFeature, fitTarget } from './fit.ts';
import { unscaleNumber } from './number.ts';
import { writeClasses, writeLevels, writeNumbers, type Encoded } from './write.ts';

/**
 * Learns from training rows how to turn their columns into numbers: scales, levels, classes. Nothing is ever fitted on other rows.
 * @param columns Features and target of a checked spec; levels and classes written there are taken as they are.
 * @throws DataError naming columns and rows, where cells are missing or are no numbers, or the target has fewer than two classes.
 */
export function fitEncoders(columns: ColumnSpecs, rows: readonly Row[]): Encoders {
  requireRows(rows);
  const problems = gatherProblems(rows);
  const features = featuresOf(columns).map(([name, feature]) => fitFeature(name, feature, rows, problems));
  const target = fitTarget(...targetOf(columns), rows, problems);
  problems.throwIfAny();
  return { features, target };
}

/** What the data told about a spec: the width of the input and the number of classes. */
export const knownWidths = ({ features, target }: Encoders): KnownWidths => ({
  inputWidth: inputWidth(features),
  classes: target.type === 'category' ? target.levels.length : null,
});

/** How many numbers the target of one row becomes: 1 for a number or two classes, else one for each class. */
export const targetWidth = (target: Encoders['target']): number =>
  target.type === 'number' || target.levels.length === 2 ? 1 : target.levels.length;

/**
 * The features of rows as the network reads them, [rows, width], columns in the spec's order. A category that training rows did
 * not have becomes all zeros; columns that the spec does not name are ignored.
 * @throws DataError where a column or a cell is missing, or is no number.
 */
export function encodeFeatures({ features }: Encoders, rows: readonly Row[]): Encoded {
  const problems = gatherProblems(rows);
  const width = inputWidth(features);
  const into = { values: new Float32Array(rows.length * width), width };
  let offset = 0;
  for (const encoder of features) {
    if (encoder.type === 'number') writeNumbers(encoder, rows, into, offset, problems);
    else writeLevels(encoder, rows, into, offset, problems);
    offset += widthOf(encoder);
  }
  problems.throwIfAny();
  return into;
}

/**
 * The target of rows as the network should answer it, [rows, width]: 0 or 1 for two classes, one-hot for more, or a scaled number.
 * @throws DataError where a cell is missing, is no number, or is a class that the model does not know.
 */
export function encodeTarget({ target }: Encoders, rows: readonly Row[]): Encoded {
  const problems = gatherProblems(rows);
  const width = targetWidth(target);
  const into = { values: new Float32Array(rows.length * width), width };
  if (target.type === 'number') writeNumbers(target, rows, into, 0, problems);
  else writeClasses(target, rows, into, problems);
  problems.throwIfAny();
  return into;
}

/**
 * What a network's outputs mean, a row each: `{ species: 'setosa', probabilities: { setosa: 0.99, ... } }`, or a number in the
 * target's own units. Of two classes the output is the probability of the second, which is answered above one half.
 * @param outputs Row after row, [rows, width of the encoded target].
 * @throws DataError where an output is not finite, so that no class is made up from it.
 */
export function decodeAnswers({ target }: Encoders, outputs: Float32Array, rows: number): Answer[] {
  const width = targetWidth(target);
  if (outputs.length !== rows * width) throw new Error(`internal: ${outputs.length} outputs for ${rows} rows of ${width}`);
  const wrong = outputs.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const fix = 'the weights have overflown: train again with a smaller learning rate';
    const path = `row ${Math.floor(wrong / width) + 1}`;
    throw new DataError('the answer', [{ path, expected: 'finite numbers from the network', received: String(outputs[wrong]), fix }]);
  }
  if (target.type === 'number') return Array.from(outputs, (value) => ({ [target.name]: unscaleNumber(target, value) }));
  return Array.from({ length: rows }, (_, row) => decodeClass(target, outputs.subarray(row * width, (row + 1) * width)));
}

/** Numbers in the target's own units, from what the network reads or answers. */
export const decodeNumbers = (target: NumberEncoder, values: Float32Array): Float64Array =>
  Float64Array.from(values, (value) => unscaleNumber(target, value));

const widthOf = (encoder: NumberEncoder | CategoryEncoder) => (encoder.type === 'number' ? 1 : encoder.levels.length);
const inputWidth = (features: Encoders['features']) => features.reduce((sum, encoder) => sum + widthOf(encoder), 0);

function decodeClass({ name, levels }: CategoryEncoder, output: Float32Array): Answer {
  const probabilities = output.length === 1 ? [1 - output[0]!, output[0]!] : [...output];
  const best = probabilities.reduce((at, value, i) => (value > probabilities[at]! ? i : at), 0);
  return { [name]: levels[best]!, probabilities: Object.fromEntries(levels.map((level, i) => [level, probabilities[i]!])) };
}
