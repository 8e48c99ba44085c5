import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Encoders } from '../../data/encoders.ts';
import type { Examples } from '../../model/slots.ts';
import { takeRows } from '../../model/table.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { describeFinding, round, type Finding } from './finding.ts';
import { findWrongLabels } from './labels.ts';
import { countNotFinite, findNotFinite } from './notFinite.ts';
import type { Names } from './places.ts';
import { keepsState } from './probe.ts';
import { findUnscaledInputs, findUnscaledLabels } from './scale.ts';
import { findWhereLost, lostInLoss, type Writer } from './whereLost.ts';

/** A run whose loss became NaN or infinite. */
export interface DivergedRun {
  /** With the weights by which that loss was computed, as far as they are still there. Nothing of it is changed. */
  readonly layersModel: LayersModel;
  readonly spec: NormalisedModel;
  /** Where the rows of the batch stand. */
  readonly examples: Examples;
  /** What stands for the training set where all of it is looked at. Default: `examples`. */
  readonly sample?: Examples;
  readonly encoders?: Encoders;
  /** Of the batch with that loss. */
  readonly rows: Uint32Array;
  readonly loss: number;
  readonly learningRate: number;
  /** Of the batches before, oldest first; some tens are enough. None: it was the first. */
  readonly losses: readonly number[];
  /** What may have written weights that are not finite. Default: a step. */
  readonly writer?: Writer;
}

/** Why a loss became NaN or infinite. */
export interface Divergence {
  /** All findings as text, several lines. */
  readonly message: string;
  /** The most probable cause first; at least one. */
  readonly findings: readonly Finding[];
}

/**
 * Looks for why a loss is NaN or infinite: in the data, in how the loss went before, and, layer after layer, in the model.
 * Leaves no tensor behind. Runs the batch once, as in prediction.
 */
export function explainDivergence(run: DivergedRun): Divergence {
  const { layersModel, spec, examples, sample = examples, encoders, rows, loss, learningRate, losses, writer = 'step' } = run;
  const names: Names = { spec, ...(encoders ? { encoders } : {}) };
  const before = losses.filter(Number.isFinite);
  const inputs = examples.inputs.flatMap((table, index) => findNotFinite(table, names, { part: 'xs', index }, rows));
  const labels = examples.outputs.flatMap((table, index) => findNotFinite(table, names, { part: 'ys', index }, rows));
  const sizes = [...findUnscaledInputs(sample, names), ...findUnscaledLabels(sample, names)];
  const growth = findGrowth(before, learningRate);
  // What a layer makes of NaN tells nothing of the layer.
  const batchIsFinite = examples.inputs.every((table) => countNotFinite(takeRows(table, rows).values) === 0);
  const lost = batchIsFinite ? findWhereLost(layersModel, examples, rows, writer) : [];
  if (writer === 'program' && lost[0]?.about === 'weights') return { message: describe(loss, before.length, lost), findings: lost };
  const found = [...inputs, ...labels, ...findWrongLabels(sample, names), ...findWrongRate(learningRate), ...sizes, ...growth, ...lost];
  const findings = found.length > 0 ? suspectStep(found, before, learningRate) : [keepsState(layersModel) && canOvershoot(learningRate) ? tooLarge(learningRate) : lostInLoss]; // prettier-ignore
  return { message: describe(loss, before.length, findings), findings };
}

/** So many times the least loss of late is no noise of batches. */
const GROWN = 4;

/** A factor that is too large for a number, on a rate that is none yet: no smaller one can be told. */
function findWrongRate(learningRate: number): readonly Finding[] {
  if (Number.isFinite(learningRate)) return [];
  const fix = 'correct what sets it: the schedule, or a callback';
  return [{ about: 'learningRate', place: 'learning rate', message: `it is ${learningRate} itself`, fix }];
}

const canOvershoot = (learningRate: number): boolean => Number.isFinite(learningRate) && learningRate > 0;

function findGrowth(before: readonly number[], learningRate: number): readonly Finding[] {
  const least = before.reduce((a, b) => Math.min(a, b), Infinity);
  const last = before.at(-1);
  if (last === undefined || !canOvershoot(learningRate) || last - least <= (GROWN - 1) * Math.abs(least)) return [];
  const batches = before.length - before.lastIndexOf(least);
  const message = `the loss grew from ${round(least)} to ${round(last)} over the last ${batches} batches: steps at ${round(learningRate)} overshoot`;
  return [{ about: 'learningRate', place: 'learning rate', message, fix: smaller(learningRate) }];
}

/** Where only places were found, a step is the cause that is left; but before the first loss there was none. */
function suspectStep(found: readonly Finding[], before: readonly number[], learningRate: number): readonly Finding[] {
  const onlyPlaces = found.every(({ about }) => about === 'weights' || about === 'layer' || about === 'loss');
  return onlyPlaces && before.length > 0 && canOvershoot(learningRate) ? [tooLarge(learningRate), ...found] : found;
}

const tooLarge = (learningRate: number): Finding => ({
  about: 'learningRate',
  place: 'learning rate',
  message: `the data look right, so a step at ${round(learningRate)} was probably too large`,
  fix: smaller(learningRate),
});

const smaller = (learningRate: number) =>
  `take a tenth, ${round(learningRate / 10)}, or clip the gradients; findLearningRate (--find-learning-rate) suggests one`;

function describe(loss: number, batches: number, findings: readonly Finding[]): string {
  const what = Number.isNaN(loss) ? 'NaN' : 'infinite';
  const head = batches === 0 ? `the loss is ${what} from the first batch on` : `the loss became ${what}`;
  const lines = findings.flatMap((finding) => describeFinding(finding).split('\n'));
  return [
    `${head}; ${findings.length === 1 ? 'what was found' : 'the most probable cause first'}:`,
    ...lines.map((line) => `  ${line}`),
  ].join('\n');
}
