import type { Examples } from '../../model/slots.ts';
import type { Table } from '../../model/table.ts';
import { losses, type LossKind } from '../../spec/losses.ts';
import { lastActivation, type LastActivation } from '../../spec/outputRange.ts';
import { round, share, type Finding } from './finding.ts';
import { arrayName, axisName, type Names } from './places.ts';

/** Labels that the loss is not made for, or that the last activation cannot answer, one finding an output. */
export function findWrongLabels(examples: Examples, names: Names): readonly Finding[] {
  const { network, training } = names.spec;
  const layers = new Map(network.layers.map((layer) => [layer.id, layer]));
  return examples.outputs.flatMap((table, index) => {
    const loss = training.loss[index];
    if (loss === undefined) return [];
    const kind: LossKind | undefined = losses[loss.type as keyof typeof losses];
    const last = lastActivation(network.outputs[index]!.from, layers);
    const found = beyondLoss(table, kind) ?? beyondReach(table, kind, last, names);
    const place = names.encoders === undefined ? arrayName(names, { part: 'ys', index }) : axisName(names, { part: 'ys', index }, table, 0);
    return found === undefined ? [] : [{ about: 'labels' as const, place, ...found }];
  });
}

type Found = Pick<Finding, 'message' | 'fix'>;

interface Wanted {
  readonly words: string;
  readonly takes: (value: number) => boolean;
  readonly fix: string;
}

const sharesOnly: Wanted = {
  words: 'labels from 0 to 1',
  takes: (value) => value >= 0 && value <= 1,
  fix: 'give labels of 0 and 1, or write a loss for numbers, such as "meanSquaredError"',
};

/** What the labels of each kind of loss are. Class numbers are checked with the units, when data are read. */
const wantedBy: Readonly<Partial<Record<NonNullable<LossKind['labels']>, Wanted>>> = {
  shares: sharesOnly,
  oneHot: sharesOnly,
  signs: {
    words: 'labels of -1 and 1',
    takes: (value) => Math.abs(value) === 1,
    fix: 'write -1 where the label is 0, or take "binaryCrossentropy" or "hingeLoss"',
  },
  nonNegative: {
    words: 'labels that are not below 0',
    takes: (value) => value >= 0,
    fix: 'shift the labels, or write a loss for any number, such as "meanSquaredError"',
  },
};

function beyondLoss(table: Table, kind: LossKind | undefined): Found | undefined {
  const wanted = kind?.labels === undefined ? undefined : wantedBy[kind.labels];
  if (wanted === undefined) return undefined;
  const outside = outsideOf(table, wanted.takes);
  if (outside === undefined) return undefined;
  return { message: `"${kind!.type}" takes ${wanted.words}, and ${outside}`, fix: wanted.fix };
}

/** Rounding to 32-bit floats may carry a scaled label this far out. */
const SLACK = 1e-5;

function beyondReach(table: Table, kind: LossKind | undefined, last: LastActivation | undefined, names: Names): Found | undefined {
  // A loss for directions or scores does not bring the answers to the labels.
  if (last === undefined || kind?.takes !== undefined || kind?.type.startsWith('cosine')) return undefined;
  const reach = reachOf(last);
  if (reach === undefined) return undefined;
  const [least, most] = reach;
  const outside = outsideOf(table, (value) => value >= least - SLACK && value <= most + SLACK);
  if (outside === undefined) return undefined;
  const where = `${last.layer.path} ${last.layer.type}`;
  const range = most === Infinity ? `never answers below ${least}` : least === -Infinity ? `never answers above ${most}` : `answers from ${least} to ${most} only`; // prettier-ignore
  const scaled = names.encoders === undefined ? 'scale the labels into that range' : 'give the target "scale": "minMax"';
  const fix = least <= 0 && most >= 1 ? `give ${where} activation "linear", or ${scaled}` : `give ${where} activation "linear"`;
  return { message: `"${last.activation}" of ${last.layer.id} ${range}, and ${outside}`, fix };
}

/** `12 of 100 labels lie outside: from -3 to 7`, or nothing where all fit. NaN is another finding. */
function outsideOf({ values }: Table, takes: (value: number) => boolean): string | undefined {
  const outside = (values as Float32Array).filter((value) => Number.isFinite(value) && !takes(value));
  if (outside.length === 0) return undefined;
  const least = round(outside.reduce((a, b) => Math.min(a, b)));
  const most = round(outside.reduce((a, b) => Math.max(a, b)));
  const count = `${share(outside.length, values.length, 'label')} lie${outside.length === 1 ? 's' : ''} outside`;
  return `${count}: ${least === most ? least : `from ${least} to ${most}`}`;
}

/** The least and the largest value that an activation can answer or come near. */
const reaches: Readonly<Record<string, readonly [number, number]>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
  relu: [0, Infinity],
  relu6: [0, 6],
  softplus: [0, Infinity],
  elu: [-1, Infinity],
  selu: [-1.758, Infinity],
  swish: [-0.278, Infinity],
  mish: [-0.309, Infinity],
  gelu: [-0.17, Infinity],
  gelu_new: [-0.17, Infinity],
  logSoftmax: [-Infinity, 0],
};

function reachOf({ activation, layer }: LastActivation): readonly [number, number] | undefined {
  const { maxValue } = layer.options;
  if (layer.type === 'reLU' && typeof maxValue === 'number') return [0, maxValue];
  return Object.hasOwn(reaches, activation) ? reaches[activation] : undefined;
}
