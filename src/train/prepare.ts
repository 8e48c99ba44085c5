import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkCells, classNumbers } from '../data/check.ts';
import { encodeTarget, fitEncoders, knownWidths } from '../data/encode.ts';
import type { Encoders, Row } from '../data/encoders.ts';
import { checkRows, type Columns } from '../data/rows.ts';
import { splitRows } from '../data/split.ts';
import { encodeTable, type Samples } from '../model/model.ts';
import { toNested } from '../model/outputs.ts';
import { readArrays, type Arrays } from '../model/slots.ts';
import { takeRows, type Table } from '../model/table.ts';
import { deriveSeed } from '../random.ts';
import type { KnownWidths, NormalisedModel } from '../spec/normalised.ts';
import type { TrainingSet } from './step/trainStep.ts';

/** Data ready to train on: split, and encoded by what the training part alone has taught. */
export interface Prepared {
  readonly set: TrainingSet;
  readonly heldOut?: TrainingSet;
  readonly encoders?: Encoders;
  readonly samples: Samples;
}

/** How many samples travel with a model. */
const SAMPLES = 5;
const rowsOf = (heldOut: readonly Row[], training: readonly Row[]) => [...heldOut, ...training].slice(0, SAMPLES);

/** Splits rows (by class where the target has classes), fits the encoders on the training part, and encodes both parts. */
export function prepareRows(
  spec: NormalisedModel,
  data: readonly Row[] | Columns,
  seed: number,
): Prepared & { readonly encoders: Encoders; readonly known: KnownWidths } {
  const rows = checkRows(data);
  const { validationSplit } = spec.training;
  checkCells(spec, rows);
  const split =
    validationSplit > 0
      ? splitRows(rows.length, validationSplit, deriveSeed(seed, 'split'), classNumbers(spec, rows))
      : { training: rows.keys(), heldOut: [] };
  const training = Array.from(split.training, (i) => rows[i]!);
  const heldOut = Array.from(split.heldOut, (i) => rows[i]!);
  const encoders = fitEncoders(spec, training);
  const encode = (part: readonly Row[]): TrainingSet => {
    const { values, width } = encodeTarget(encoders, part);
    return {
      inputs: [encodeTable(encoders, part)],
      outputs: [{ values, shape: [width], rows: part.length, dtype: 'float32' }],
      rows: part.length,
    };
  };
  const names = Object.keys(spec.features!);
  const samples = { rows: rowsOf(heldOut, training).map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))) };
  const known = knownWidths(encoders);
  return { set: encode(training), encoders, known, samples, ...(heldOut.length > 0 ? { heldOut: encode(heldOut) } : {}) };
}

/** Reads arrays for each input and output, and splits them. */
export async function prepareArrays(spec: NormalisedModel, layersModel: LayersModel, data: Arrays, seed: number): Promise<Prepared> {
  const { training, network } = spec;
  const { inputs, outputs, rows } = await readArrays(spec, layersModel, data);
  const first = Uint32Array.from({ length: Math.min(SAMPLES, rows) }, (_, i) => i);
  const samples = { inputs: Object.fromEntries(network.inputs.map(({ id }, i) => [id, toNested(takeRows(inputs[i]!, first))])) };
  if (training.validationSplit === 0) return { set: { inputs, outputs, rows }, samples };
  const split = splitRows(rows, training.validationSplit, deriveSeed(seed, 'split'));
  const take = (part: Uint32Array): TrainingSet => {
    const pick = (table: Table) => takeRows(table, part);
    return { inputs: inputs.map(pick), outputs: outputs.map(pick), rows: part.length };
  };
  return { set: take(split.training), heldOut: take(split.heldOut), samples };
}
