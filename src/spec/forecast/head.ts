import type { Goal } from '../columns.ts';
import type { Graph } from '../graph.ts';
import { headFor } from '../head.ts';
import { baseOptions } from '../layers/baseOptions.ts';
import { findKind } from '../layers/find.ts';
import type { NormalisedForecast, NormalisedLayer, NormalisedNetwork } from '../normalised.ts';
import { normaliseOptions } from '../option.ts';
import { LAST } from './options.ts';

/** Ids of the layers that are made behind a network that forecasts. */
export const forecastHeadIds = ['head', 'steps', 'forecast'] as const;

/**
 * The network with what answers for the horizon behind it: a dense layer with a unit for each step (of quantiles as many, which are
 * then brought to [horizon, quantiles]), and the last value added back where answers are relative to it.
 */
export function addForecastHead(graph: Graph, goal: Goal, { horizon, relative }: NormalisedForecast): NormalisedNetwork {
  const { units, activation } = headFor(goal);
  const each = units ?? 1;
  const layers: NormalisedLayer[] = [];
  const push = (id: string, type: string, from: readonly string[], options: Readonly<Record<string, unknown>>): void => {
    const kind = findKind(type)!;
    const filled = { ...normaliseOptions(options, { ...kind.options, ...baseOptions }) };
    layers.push({ id, type, from, options: filled, path: goal.path });
  };
  const from = graph.outputs[0]?.from;
  push('head', 'dense', from === undefined ? [] : [from], { units: horizon * each, activation });
  if (each > 1) push('steps', 'reshape', ['head'], { targetShape: [horizon, each] });
  if (relative === 'last') push('forecast', 'add', [layers.at(-1)!.id, LAST], {});
  const end = layers.at(-1)!.id;
  return { inputs: graph.inputs, layers: [...graph.layers, ...layers], outputs: [{ name: end, from: end }] };
}
