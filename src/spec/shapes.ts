import type { Issue } from '../errors.ts';
import { inferLayer, type Node } from './inferLayer.ts';
import type { Problem } from './kind.ts';
import { findKind } from './layers/find.ts';
import { checkKnownSizes } from './layers/knownSizes.ts';
import type { NormalisedLayer, NormalisedNetwork } from './normalised.ts';
import { join } from './option.ts';
import { showShape, type Shape } from './shape.ts';
import { checkShared, checkWeights } from './weightRules.ts';

export type { Node } from './inferLayer.ts';

/** What the checker knows beside the network. */
interface Hints {
  /** Inputs and layers whose shape cannot be told because of mistakes told elsewhere. */
  readonly unknown?: ReadonlySet<string>;
  /** Layers that close a residual. */
  readonly residuals?: ReadonlySet<string>;
  /** No size is left to the data: those that weights have must be known. */
  readonly closed?: boolean;
}

/**
 * The shape that comes out of every input and layer, and what is wrong. A layer that reads something of unknown shape
 * has no node and no issue, so that one mistake is told once.
 */
export function inferShapes(
  network: NormalisedNetwork,
  { unknown = new Set(), residuals = new Set(), closed = false }: Hints = {},
): { readonly nodes: ReadonlyMap<string, Node>; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const nodes = new Map<string, Node>();
  for (const { id, shape, dtype, batchSize } of network.inputs) {
    if (!unknown.has(id)) nodes.set(id, { shape: [batchSize ?? null, ...shape], dtype, weights: [], inputShapes: [] });
  }

  const placeOf = placesOf(network.layers);
  const byId = new Map(network.layers.map((layer) => [layer.id, layer]));
  for (const layer of network.layers) {
    const shapes = layer.from.flatMap((id) => nodes.get(id) ?? []).map((node) => node.shape);
    const kind = findKind(layer.type);
    if (!kind || unknown.has(layer.id) || shapes.length < layer.from.length) continue;

    const residual = residuals.has(layer.id);
    const tell = ({ option, ...problem }: Problem) => {
      const place = residual ? `${layer.path} residual` : placeOf(layer);
      issues.push({ path: option === undefined ? place : join(layer.path, option), ...problem });
    };
    const unlike = residual ? checkResidual(shapes) : undefined;
    const found = unlike ?? inferLayer(kind, layer.options, shapes, () => fewerDimensions(layer, byId, nodes));
    if ('expected' in found) {
      tell(found);
      continue;
    }
    // Units of null are those of a head whose classes the data will tell.
    const open = closed && layer.options.units !== null ? checkKnownSizes(kind, shapes, layer.options) : undefined;
    if (open) {
      tell(open);
      continue;
    }
    nodes.set(layer.id, found);
    const first = layer.sharedWith === undefined ? undefined : nodes.get(layer.sharedWith);
    const wrong = first ? checkShared(layer, first, found) : checkWeights(layer.options.weights, found.weights);
    if (wrong) tell(wrong);
  }
  return { nodes, issues };
}

/** Which layer before this one took dimensions away, in words for a fix. */
function fewerDimensions(
  layer: NormalisedLayer,
  byId: ReadonlyMap<string, NormalisedLayer>,
  nodes: ReadonlyMap<string, Node>,
): string | undefined {
  for (let at = byId.get(layer.from[0]!); at; at = byId.get(at.from[0]!)) {
    const { shape, inputShapes } = nodes.get(at.id)!;
    if (shape.length >= inputShapes[0]!.length) continue;
    return at.options.returnSequences === false ? `give ${at.path} ${at.type} "returnSequences": true` : `put this layer before ${at.type}`;
  }
  return undefined;
}

/** `network.layers[3] conv2d`; with the id behind it where a repetition has several at one place. */
function placesOf(layers: readonly NormalisedLayer[]): (layer: NormalisedLayer) => string {
  const counts = new Map<string, number>();
  for (const { path } of layers) counts.set(path, (counts.get(path) ?? 0) + 1);
  return ({ path, type, id }) => (counts.get(path)! > 1 ? `${path} ${type} "${id}"` : `${path} ${type}`);
}

/** The layers inside a residual give back the shape that came in; TF.js would stretch sizes of 1. */
function checkResidual([out, into]: readonly Shape[]): Problem | undefined {
  const same = out!.length === into!.length && out!.every((size, i) => size === into![i] || size === null || into![i] === null);
  if (same) return undefined;
  return { expected: `layers that give back the shape that came in, ${showShape(into!)}`, received: showShape(out!) };
}
