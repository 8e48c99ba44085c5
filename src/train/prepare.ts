import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkCells, classNumbers } from '../data/check.ts';
import { encodeTarget, fitEncoders, knownWidths } from '../data/encode.ts';
import type { Encoders, Row } from '../data/encoders.ts';
import { checkRows, type Columns } from '../data/rows.ts';
import { splitRows } from '../data/split.ts';
import { labelsOf, requireSomeWeight, rowWeights, sampleWeights } from '../data/weights.ts';
import { SpecError } from '../errors.ts';
import { targetLabels } from '../metrics/labels.ts';
import { takeExamples } from '../model/examples.ts';
import { encodeTable, type Samples } from '../model/model.ts';
import { toNested } from '../model/outputs.ts';
import { readArrays, type Arrays, type Examples } from '../model/slots.ts';
import { takeRows } from '../model/table.ts';
import { deriveSeed } from '../random.ts';
import { lossKind } from '../spec/losses.ts';
import type { KnownWidths, NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import { checkClassNames, numbersBelow } from '../spec/weightOfRows.ts';
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

/**
 * Splits rows (by class where the target has classes), fits the encoders on the training part, and encodes both parts. The
 * training part has weights of rows times those of their classes in its loss, and those of rows alone else, as the other one has.
 */
export function prepareRows(
  spec: NormalisedModel,
  data: readonly Row[] | Columns,
  seed: number,
): Prepared & { readonly encoders: Encoders; readonly known: KnownWidths } {
  const rows = checkRows(data);
  const { validationSplit, sampleWeight, classWeight } = spec.training;
  checkCells(spec, rows, sampleWeight);
  const split =
    validationSplit > 0
      ? splitRows(rows.length, validationSplit, deriveSeed(seed, 'split'), classNumbers(spec, rows))
      : { training: Uint32Array.from(rows.keys()), heldOut: new Uint32Array() };
  const [training, heldOut] = [split.training, split.heldOut].map((part) => Array.from(part, (i) => rows[i]!)) as [Row[], Row[]];
  const weights = sampleWeight === undefined ? undefined : sampleWeights(sampleWeight, rows);
  const encoders = fitEncoders(spec, training);
  const { target } = encoders;
  const levels = target.type === 'category' ? target.levels : [];
  requireClasses(spec, levels);
  const encode = (part: readonly Row[], numbers: Uint32Array): TrainingSet => {
    const { values, width } = encodeTarget(encoders, part);
    return {
      inputs: [encodeTable(encoders, part)],
      outputs: [{ values, shape: [width], rows: part.length, dtype: 'float32' }],
      rows: part.length,
      ...(weights ? { weights: Float32Array.from(numbers, (i) => weights[i]!) } : {}),
    };
  };
  const names = Object.keys(spec.features!);
  const samples = { rows: rowsOf(heldOut, training).map((row) => Object.fromEntries(names.map((name) => [name, row[name]]))) };
  const known = knownWidths(encoders);
  const set = weighByClass(encode(training, split.training), classWeight, levels);
  const rest = heldOut.length > 0 ? { heldOut: withSomeWeight(encode(heldOut, split.heldOut)) } : {};
  return { set, encoders, known, samples, ...rest };
}

/** Reads arrays for each input and output, and splits them. Weights go with their rows; those of classes are for training alone. */
export async function prepareArrays(spec: NormalisedModel, layersModel: LayersModel, data: Arrays, seed: number): Promise<Prepared> {
  const { training, network } = spec;
  const examples = await readArrays(spec, layersModel, data);
  const { inputs, rows } = examples;
  const first = Uint32Array.from({ length: Math.min(SAMPLES, rows) }, (_, i) => i);
  const samples = { inputs: Object.fromEntries(network.inputs.map(({ id }, i) => [id, toNested(takeRows(inputs[i]!, first))])) };
  const { validationSplit, classWeight } = training;
  const classes = classWeight === undefined ? [] : numberedClasses(spec, layersModel, examples);
  if (validationSplit === 0) return { set: weighByClass(examples, classWeight, classes), samples };
  const split = splitRows(rows, validationSplit, deriveSeed(seed, 'split'));
  const set = weighByClass(takeExamples(examples, split.training), classWeight, classes);
  return { set, heldOut: withSomeWeight(takeExamples(examples, split.heldOut)), samples };
}

/** The classes of an output's labels, after a check that each row has one. */
function numberedClasses({ training }: NormalisedModel, layersModel: LayersModel, { outputs, rows }: Examples): readonly string[] {
  labelsOf(outputs[0]!.values, rows, 'ys');
  return numbersBelow(lossKind(training.loss[0]!).labels === 'shares' ? 2 : layersModel.outputs[0]!.shape.at(-1)!);
}

/** The training part, whose loss has the weights of its classes put upon those of its rows. */
function weighByClass(set: Examples, classWeight: NormalisedTraining['classWeight'], names: readonly string[]): TrainingSet {
  const { outputs, rows, weights: sampleWeight } = set;
  const classes = classWeight && { classWeight, names, labels: targetLabels(outputs[0]!.values, rows) };
  const weights = rowWeights(rows, { ...(sampleWeight ? { sampleWeight } : {}), ...(classes ? { classes } : {}) });
  return weights && classes ? { ...set, lossWeights: weights } : set;
}

/** @throws SpecError where classWeight names a class that the training rows do not have. */
function requireClasses({ name, training: { classWeight } }: NormalisedModel, levels: readonly string[]): void {
  const issues = classWeight === undefined ? [] : checkClassNames(classWeight, levels);
  if (issues.length > 0) throw new SpecError(name === undefined ? 'the spec' : JSON.stringify(name), issues);
}

function withSomeWeight(heldOut: TrainingSet): TrainingSet {
  if (heldOut.weights) requireSomeWeight(heldOut.weights, 'rows held out');
  return heldOut;
}
