import { partsOf } from '../../data/encode.ts';
import type { Examples } from '../../model/slots.ts';
import type { Table } from '../../model/table.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import { round, type Finding } from './finding.ts';
import { arrayName, axisName, type Names, type Place } from './places.ts';
import { statisticsOf, type Statistics } from './statistics.ts';

/** Networks are drawn for values of about 1: beyond this, the first layer answers by the hundreds. */
const LARGE = 100;
/** So many times as large as the others, a column is all that the first layer sees (or nothing of what it sees). */
const APART = 1000;
/** More of them in one input are told in one finding. */
const MOST_TOLD = 3;

/** Inputs that are far from the size of 1, or from that of one another. */
export function findUnscaledInputs(examples: Examples, names: Names): readonly Finding[] {
  const known = examples.inputs.map((table, index) => ({ table, index })).filter(({ index }) => readsSizes(names.spec, index));
  return known.flatMap(({ table, index }) => findUnscaled(table, names, { part: 'xs', index }));
}

/** Labels that are far from the size of 1, where the loss grows with them. */
export function findUnscaledLabels(examples: Examples, names: Names): readonly Finding[] {
  return examples.outputs.flatMap((table, index) =>
    grows.includes(names.spec.training.loss[index]?.type ?? '') ? findUnscaled(table, names, { part: 'ys', index }) : [],
  );
}

const grows: readonly string[] = ['meanSquaredError', 'meanAbsoluteError', 'huberLoss', 'logcosh', 'absoluteDifference'];

function findUnscaled(table: Table, names: Names, place: Place): readonly Finding[] {
  const statistics = statisticsOf(table);
  const usual = median(statistics.map(({ magnitude }) => magnitude).filter((magnitude) => magnitude > 0));
  const isNumber = numbersAmong(names, place);
  const wrong = statistics.flatMap((one, at) => {
    if (!isNumber(at)) return [];
    const reason = reasonFor(one, usual);
    return reason === undefined ? [] : [{ one, at, reason }];
  });
  if (wrong.length > MOST_TOLD) {
    const first = wrong.slice(0, MOST_TOLD).map(({ at }) => axisName(names, place, table, at));
    const most = wrong.reduce((a, b) => (b.one.magnitude > a.one.magnitude ? b : a)).one;
    const message = `${wrong.length} of ${statistics.length} columns are not scaled (${first.join(', ')}, ...): values reach ${round(reach(most))}`;
    return [{ about: 'scale', place: arrayName(names, place), message, fix: fixFor(names, place, most) }];
  }
  return wrong.map(({ one, at, reason }) => ({
    about: 'scale',
    place: axisName(names, place, table, at),
    message: `not scaled: values from ${round(one.least)} to ${round(one.most)}, mean ${round(one.mean)}, deviation ${round(one.deviation)}, ${reason}`,
    fix: fixFor(names, place, one, at),
  }));
}

/** Why a column is told, if it is. `usual`: how large the columns are, most of them. */
function reasonFor({ magnitude }: Statistics, usual: number): string | undefined {
  if (magnitude === 0) return undefined;
  if (magnitude > APART * usual) return `about ${round(magnitude / usual)} times as large as other columns`;
  if (magnitude > LARGE) return 'where a network is drawn for values of about 1';
  if (magnitude * APART < usual) return `about ${round(usual / magnitude)} times as small as other columns`;
  return undefined;
}

function fixFor({ encoders }: Names, { part, index }: Place, one: Statistics, at?: number): string {
  if (encoders !== undefined && part === 'ys') {
    return `write "target": { "${encoders.targets[index]!.name}": { "type": "number", "scale": "standard" } }`;
  }
  if (encoders !== undefined) {
    const found = at === undefined ? undefined : partsOf(encoders, index)[at];
    return found === undefined
      ? 'give these features "scale": "standard"'
      : `write "${found.column}": { "type": "${found.type}", "scale": "standard" }`;
  }
  if (one.least >= 0 && one.most <= 255 && one.most > LARGE && part === 'xs') {
    return 'divide by 255, or let a layer do it: { "type": "rescaling", "scale": 0.00392156862745098 }';
  }
  const size = one.deviation > 0 ? round(one.deviation) : round(one.magnitude);
  return `subtract the mean, ${round(one.mean)}, and divide by ${one.deviation > 0 ? 'the deviation' : 'the size'}, ${size}`;
}

/** Of encoded rows only numbers have a size; a category is 0 or 1. */
function numbersAmong({ encoders }: Names, { part, index }: Place): (at: number) => boolean {
  if (encoders === undefined) return () => true;
  if (part === 'ys') return () => encoders.targets[index]!.type === 'number';
  const parts = partsOf(encoders, index);
  return (at) => parts[at]?.isNumber === true;
}

/** They bring values to size themselves, or take them as names. */
const settled: readonly string[] = ['embedding', 'rescaling', 'batchNormalization', 'layerNormalization', 'categoryEncoding'];
/** They only move values about. */
const movers: readonly string[] = ['flatten', 'reshape', 'permute', 'repeatVector', 'dropout', 'masking', 'resizing', 'centerCrop', 'zeroPadding2d']; // prettier-ignore

/** Whether the sizes of an input's values reach a layer that minds them. */
function readsSizes({ network }: NormalisedModel, index: number): boolean {
  const minds = (id: string): boolean =>
    network.layers
      .filter(({ from }) => from.includes(id))
      .some((layer) => (movers.includes(layer.type) ? minds(layer.id) : !settled.includes(layer.type)));
  return minds(network.inputs[index]!.id);
}

const reach = ({ least, most }: Statistics) => (Math.abs(least) > Math.abs(most) ? least : most);

/** The lower one of two: of a large and a small column the large one is told. */
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
