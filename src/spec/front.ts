import { show, type Issue } from '../errors.ts';
import { featureEntryOf, featureWidth, type Feature } from './features.ts';
import type { FrontLayer } from './features/kind.ts';
import type { KnownColumns, NormalisedInput, NormalisedLayer } from './normalised.ts';
import { join } from './option.ts';
import { readTree, type TreeNode } from './tree.ts';

type Features = Readonly<Record<string, Feature>>;

/** The name of the input that joins all features without one of their own. */
export const JOINED = 'input';

/** The input that a feature has for itself, as far as it is known before the data are; undefined where it joins the others. */
export const ownInput = (feature: Feature): Omit<NormalisedInput, 'id'> | undefined => featureEntryOf(feature).input?.(feature);

/** The ids of the inputs that features have for themselves: their names, as far as those can be names of layers. */
export function inputIds(features: Features): ReadonlyMap<string, string> {
  const taken = new Set([JOINED]);
  const ids = new Map<string, string>();
  for (const [name, feature] of Object.entries(features)) {
    if (ownInput(feature) === undefined) continue;
    const stem = name.replace(/[^-A-Za-z0-9._]/g, '_').replace(/^[^A-Za-z0-9]+/, '') || 'feature';
    let id = stem;
    for (let count = 2; taken.has(id); count++) id = `${stem}_${count}`;
    taken.add(id);
    ids.set(name, id);
  }
  return ids;
}

/** The features, with the encodings written in that they leave to the data. */
export const decideEncodings = <F extends Readonly<Record<string, { readonly type: string; readonly encoding?: unknown }>>>(
  features: F,
  encodings: KnownColumns['encodings'] = {},
): F =>
  Object.fromEntries(
    Object.entries(features).map(([name, feature]) => {
      const isOpen = feature.type === 'category' && feature.encoding === 'auto' && Object.hasOwn(encodings, name);
      return [name, isOpen ? { ...feature, encoding: encodings[name] } : feature];
    }),
  ) as F;

/** The inputs that features become, before the data are known: sizes that only they can tell are null. */
export function inputsOf(features: Features): readonly NormalisedInput[] {
  const ids = inputIds(features);
  const own = Object.entries(features).flatMap(([name, feature]) => (ids.has(name) ? [{ id: ids.get(name)!, ...ownInput(feature)! }] : []));
  const joined = Object.entries(features).filter(([name, { type }]) => !ids.has(name) && type !== 'ignore');
  if (joined.length === 0 && own.length > 0) return own;
  const width = joined.reduce<number | null>((sum, [, feature]) => {
    const size = featureWidth(feature);
    return sum === null || size === null ? null : sum + size;
  }, 0);
  return [{ id: JOINED, shape: [width], dtype: 'float32' }, ...own];
}

/**
 * What stands before the first layer of a network whose features have inputs of their own: layers that make a list of numbers of
 * each, and one that joins them all. Inputs that the network's own layers read by name are left to them.
 * @param made The inputs that the features become.
 * @param layers Of the network, as they were written.
 * @param isLeftOut The network was left out: all is to be made.
 */
export function frontOf(
  features: Features,
  made: readonly NormalisedInput[],
  layers: readonly unknown[],
  isLeftOut: boolean,
): readonly FrontLayer[] {
  const read = new Set<string>();
  gatherReads(layers, read);
  const ids = inputIds(features);
  const front: FrontLayer[] = [];
  const ends = made.flatMap((input) => {
    if (read.has(input.id)) return [];
    const [name] = [...ids].find(([, id]) => id === input.id) ?? [];
    if (name === undefined) return [input.id];
    const own = featureEntryOf(features[name]!).front?.(features[name]!, input, made.length === 1 && !isLeftOut) ?? [];
    own.forEach((layer, i) => front.push({ ...layer, id: `${input.id}_${layer.type}`, ...(i === 0 ? { from: input.id } : {}) }));
    return [own.length === 0 ? input.id : `${input.id}_${own.at(-1)!.type}`];
  });
  if (made.length === 1 && front.length === 0) return [];
  if (ends.length > 1) front.push({ type: 'concatenate', id: 'features', from: ends });
  return front;
}

/** Names that layers read, those within repetitions and residuals too. */
export function gatherReads(value: unknown, into: Set<string>): void {
  if (Array.isArray(value)) for (const entry of value) gatherReads(entry, into);
  else if (typeof value === 'object' && value !== null) {
    const { from, layers } = value as { readonly from?: unknown; readonly layers?: unknown };
    for (const name of Array.isArray(from) ? from : [from]) if (typeof name === 'string') into.add(name);
    gatherReads(layers, into);
  }
}

/** Reads what stands before a network's own layers; what only the data tell of it stays null. */
export function readFront(layers: readonly FrontLayer[]): readonly TreeNode[] {
  const written = layers.map((layer) => Object.fromEntries(Object.entries(layer).map(([name, value]) => [name, value ?? 1])));
  return readTree(written, 'features').nodes.map((node, i) => {
    if (node.node !== 'layer' || node.options === undefined) return node;
    const open = Object.entries(layers[i]!).filter(([, value]) => value === null);
    return open.length === 0 ? node : { ...node, options: { ...node.options, ...Object.fromEntries(open) } };
  });
}

/** Embeddings of the network's own that have no place for some of the levels that an input has numbers for. */
export const checkEmbeddings = (inputs: readonly NormalisedInput[], layers: readonly NormalisedLayer[]): readonly Issue[] =>
  layers.flatMap(({ type, from, options, path }): readonly Issue[] => {
    const levels = inputs.find(({ id }) => id === from[0])?.levels ?? 0;
    const { inputDim } = options;
    if (type !== 'embedding' || typeof inputDim !== 'number' || inputDim >= levels) return [];
    const expected = `${levels} or more, since "${from[0]!}" has so many levels, with one for those that training did not have`;
    return [{ path: join(path, 'inputDim'), expected, received: show(inputDim) }];
  });
