import type { LayersModel } from '@tensorflow/tfjs-layers';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import { checkCells } from '../data/check.ts';
import { createFitting, knownColumns, targetClasses } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import { selectRows } from '../data/read/selectRows.ts';
import { partByChance } from '../data/partRows.ts';
import { partTable } from '../data/partTable.ts';
import { labelsOf, requireSomeWeight, rowWeights } from '../data/weights.ts';
import { SpecError } from '../errors.ts';
import { targetLabels } from '../metrics/labels.ts';
import { takeExamples } from '../model/examples.ts';
import type { Samples } from '../model/model.ts';
import { toNested } from '../model/outputs.ts';
import { readArrays, type Arrays, type Examples } from '../model/slots.ts';
import { takeRows } from '../model/table.ts';
import { lossKind } from '../spec/losses.ts';
import type { KnownColumns, NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import { checkClassNames, numbersBelow } from '../spec/weightOfRows.ts';
import { encodedInTurns } from '../model/examplesInTurns.ts';
import { encodeRows } from './encodeRows.ts';
import type { Warning } from './events.ts';
import type { Feed, FeedOptions } from './feed/feed.ts';
import { createRowLook, type RowLook } from './rowLook.ts';
import { SAMPLES, samplesOf } from './sampleRows.ts';
import { requireSeenClasses } from './seenClasses.ts';
import type { TrainingSet } from './step/trainStep.ts';

/** Data ready to train on: split, and encoded by what the training part alone has taught. */
export interface Prepared {
  readonly set: TrainingSet;
  /** What watches the run. */
  readonly heldOut?: TrainingSet;
  /** What nothing but the last evaluation looks at. */
  readonly test?: TrainingSet;
  /** Of how many rows those of a part were drawn at random, where they are too many to keep them all. */
  readonly drawnFrom?: Partial<Readonly<Record<'heldOut' | 'test', number>>>;
  readonly encoders?: Encoders;
  readonly samples: Samples;
  /** What was seen of all rows, once they were encoded. */
  readonly look?: RowLook;
  /** What is told before the first step. */
  readonly warnings?: readonly Warning[];
  /** Of rows that are read anew for each epoch: then `set` is where those that are in memory stand, and some are held out of it. */
  readonly stream?: StreamedRows;
  /** Whether something is only tried out, which says itself what came of it: the loss is not watched. */
  readonly isTrial?: boolean;
}

export interface StreamedRows {
  /** Rows of training drawn at random, for all that looks at them. */
  readonly sample: TrainingSet;
  /** How many rows there are; of those held out, `heldOut` has as many as are looked at. */
  readonly rows: { readonly training: number; readonly heldOut: number };
  feed(options: FeedOptions): Feed;
}

/**
 * Splits rows (by class where the target has classes), fits the encoders on the training part, and encodes both parts. The
 * training part has weights of rows times those of their classes in its loss, and those of rows alone else, as the other one has.
 */
export function* prepareRows(
  spec: NormalisedModel,
  frame: Frame,
  seed: number,
): InTurns<Prepared & { readonly encoders: Encoders; readonly known: KnownColumns }> {
  const { sampleWeight, classWeight } = spec.training;
  yield* checkCells(spec, frame, sampleWeight);
  yield;
  const split = partTable(spec, frame, seed);
  yield;
  const training = selectRows(frame, split.training);
  const fitting = createFitting(spec);
  yield* fitting.addByColumn(training);
  const encoders = fitting.finish();
  // Weights of classes are for the only target.
  const levels = targetClasses(encoders.targets[0]) ?? [];
  requireClasses(spec, levels);
  const encode = (part: Frame): InTurns<TrainingSet> =>
    encodedInTurns(part, (rows, arrays) => encodeRows(encoders, rows, sampleWeight, arrays));
  const set = withSomeWeight(weighByClass(yield* encode(training), classWeight, levels), TO_TRAIN_ON);
  function* other(rows: Uint32Array): InTurns<TrainingSet | undefined> {
    if (rows.length === 0) return undefined;
    const part = selectRows(frame, rows);
    requireSeenClasses(encoders, part, spec.training.split);
    return withSomeWeight(yield* encode(part));
  }
  const [heldOut, test] = [yield* other(split.heldOut), yield* other(split.test)];
  const samples = { rows: samplesOf(frame, encoders, split) };
  const look = createRowLook(spec, false);
  yield* look.add(split, { training: set, heldOut, test }, frame);
  return { set, encoders, known: knownColumns(encoders), samples, look, ...(heldOut ? { heldOut } : {}), ...(test ? { test } : {}) };
}

/** Reads arrays for each input and output, and splits them. Weights go with their rows; those of classes are for training alone. */
export async function prepareArrays(
  spec: NormalisedModel,
  layersModel: LayersModel,
  data: Arrays,
  seed: number,
  breathe: () => Promise<void> | undefined,
): Promise<Prepared> {
  const { training, network } = spec;
  const examples = await readArrays(spec, layersModel, data);
  const { inputs, rows } = examples;
  const first = Uint32Array.from({ length: Math.min(SAMPLES, rows) }, (_, i) => i);
  const samples = { inputs: Object.fromEntries(network.inputs.map(({ id }, i) => [id, toNested(takeRows(inputs[i]!, first))])) };
  const { classWeight } = training;
  const classes = classWeight === undefined ? [] : numberedClasses(spec, layersModel, examples);
  const split = partByChance(rows, training, seed);
  const take = (part: Uint32Array) => (part.length > 0 ? withSomeWeight(takeExamples(examples, part)) : undefined);
  const [heldOut, test] = [take(split.heldOut), take(split.test)];
  const isWhole = heldOut === undefined && test === undefined;
  const set = withSomeWeight(weighByClass(isWhole ? examples : takeExamples(examples, split.training), classWeight, classes), TO_TRAIN_ON);
  const look = createRowLook(spec, false);
  await takeTurns(
    look.add(split, { training: set, heldOut, test }, (row) => `row ${row + 1}`),
    breathe,
  );
  return { set, samples, look, ...(heldOut ? { heldOut } : {}), ...(test ? { test } : {}) };
}

/** The classes of an output's labels, after a check that each row has one. */
function numberedClasses({ training }: NormalisedModel, layersModel: LayersModel, { outputs, rows }: Examples): readonly string[] {
  labelsOf(outputs[0]!.values, rows, 'ys');
  return numbersBelow(lossKind(training.loss[0]!).labels === 'shares' ? 2 : layersModel.outputs[0]!.shape.at(-1)!);
}

/** The training part, whose loss has the weights of its classes put upon those of its rows. */
export function weighByClass(set: Examples, classWeight: NormalisedTraining['classWeight'], names: readonly string[]): TrainingSet {
  const { outputs, rows, weights: sampleWeight } = set;
  const classes = classWeight && { classWeight, names, labels: targetLabels(outputs[0]!.values, rows) };
  const weights = rowWeights(rows, { ...(sampleWeight ? { sampleWeight } : {}), ...(classes ? { classes } : {}) });
  return weights && classes ? { ...set, lossWeights: weights } : set;
}

/** @throws SpecError where classWeight names a class that the training rows do not have. */
export function requireClasses({ name, training: { classWeight } }: NormalisedModel, levels: readonly string[]): void {
  const issues = classWeight === undefined ? [] : checkClassNames(classWeight, levels);
  if (issues.length > 0) throw new SpecError(name === undefined ? 'the spec' : JSON.stringify(name), issues);
}

/** What messages call the part of training. */
export const TO_TRAIN_ON = 'rows to train on';

/** @throws DataError where no row of a whole part counts: there is nothing to learn, or to measure. */
export function withSomeWeight(part: TrainingSet, name = 'rows held out'): TrainingSet {
  requireSomeWeight(part.lossWeights ?? part.weights, name);
  return part;
}
