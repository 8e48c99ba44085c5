import { closest, type Issue } from '../errors.ts';
import type { FlatLayer, Reference, Scope } from './expand.ts';
import type { LayerKind } from './kind.ts';
import { join } from './option.ts';

/** A layer with its id and what it reads. */
export interface WiredLayer {
  readonly id: string;
  readonly flat: FlatLayer;
  /** Of the layer itself, or of the one whose weights it has. */
  readonly kind?: LayerKind;
  readonly options?: Readonly<Record<string, unknown>>;
  /** Ids of inputs or layers. Absent where that is not known. */
  readonly from?: readonly string[];
  readonly sharedWith?: string;
}

/** The inputs that are there, by id, and where each was written. */
export type InputPaths = ReadonlyMap<string, string>;

interface Surroundings {
  readonly inputs: InputPaths;
  /** Ids that no layer may have, and who has them. */
  readonly reserved: ReadonlyMap<string, string>;
  /** Mistakes leave unknown which inputs there are. */
  readonly uncertain: boolean;
}

/** Gives each layer its id, finds what it reads, and sorts the layers so that each comes after what it reads. */
export function wire(
  { layers: flats, names }: { readonly layers: readonly FlatLayer[]; readonly names: ReadonlyMap<string, FlatLayer> },
  { inputs, reserved, uncertain }: Surroundings,
): {
  readonly layers: readonly WiredLayer[];
  /** The id of the layer that a name stands for. */
  readonly ids: ReadonlyMap<string, string>;
  readonly issues: readonly Issue[];
} {
  const issues: Issue[] = [];
  const ids = nameLayers(flats, new Map([...inputs, ...reserved]), issues);
  // Layers that read nothing (inputLayer) are inputs too.
  const starts = [...inputs.keys(), ...flats.filter((flat) => flat.kind?.reads === 'none').map((flat) => ids.get(flat)!)];

  const byId = new Map([...ids].map(([flat, id]) => [id, flat]));
  const find = (reference: Reference): FlatLayer | string | undefined => {
    const found = lookUp(reference) ?? byId.get(reference.name);
    if (found || inputs.has(reference.name)) return found ?? reference.name;
    if (uncertain && inputs.size === 0) return undefined;
    const known = [...inputs.keys(), ...byId.keys()];
    const repeated = known.find((id) => id === `${reference.name}_1`);
    const near = repeated ?? closest(reference.name, known);
    issues.push({
      path: reference.path,
      expected: 'the id of a layer or input',
      received: JSON.stringify(reference.name),
      fix: near === undefined ? `known are ${known.slice(0, 20).join(', ')}` : `did you mean "${near}"?`,
    });
    return undefined;
  };

  const idOf = (flat: FlatLayer, source: FlatLayer['reads'][number]): string | undefined => {
    if (source === 'unknown') return undefined;
    if (source === 'start') return starts.length > 1 && uncertain ? undefined : startOf(flat, starts, issues);
    const found = 'scope' in source ? find(source) : source;
    return typeof found === 'object' ? ids.get(found) : found;
  };

  const original = (flat: FlatLayer): FlatLayer | undefined => {
    if (!flat.of) return undefined;
    const found = find(flat.of);
    if (typeof found === 'object' && !found.of && !found.residual) return found;
    if (found !== undefined) {
      const fix = 'name the layer that was written first';
      issues.push({
        path: flat.of.path,
        expected: 'the id of a layer with options of its own',
        received: JSON.stringify(flat.of.name),
        fix,
      });
    }
    return undefined;
  };

  const wired = flats.map((flat): WiredLayer => {
    const sources = flat.reads.map((source) => idOf(flat, source));
    const from = sources.every((id) => id !== undefined) ? sources : undefined;
    const first = original(flat);
    const { kind, options } = first ?? flat;
    const counted = from !== undefined && kind !== undefined && hasRightCount(flat, kind, from, issues);
    return {
      id: ids.get(flat)!,
      flat,
      ...(kind ? { kind } : {}),
      ...(options && (first || !flat.of) ? { options } : {}),
      ...(from && (counted || !kind) ? { from } : {}),
      ...(first ? { sharedWith: ids.get(first)! } : {}),
    };
  });
  const named = [...names].map(([name, flat]) => [name, ids.get(flat)!] as const);
  return { layers: sort(wired, issues), ids: new Map([...[...ids.values()].map((id) => [id, id] as const), ...named]), issues };
}

function lookUp({ name, scope }: Reference): FlatLayer | undefined {
  for (let at: Scope | undefined = scope; at; at = at.around) {
    const found = at.names.get(name);
    if (found) return found;
  }
  return undefined;
}

/** Ids as written, else type and number: dense_1, dense_2. A number that is taken is passed over. */
function nameLayers(flats: readonly FlatLayer[], others: ReadonlyMap<string, string>, issues: Issue[]): Map<FlatLayer, string> {
  const ids = new Map<FlatLayer, string>();
  const taken = new Set(others.keys());
  for (const flat of flats) {
    if (flat.id === undefined) continue;
    const other = others.get(flat.id);
    if (other !== undefined) {
      issues.push({ path: join(flat.path, 'id'), expected: 'an id of its own', received: `"${flat.id}", which ${other} has` });
    } else if (!taken.has(flat.id)) {
      ids.set(flat, flat.id);
      taken.add(flat.id);
    }
  }
  const counts = new Map<string, number>();
  for (const flat of flats) {
    if (ids.has(flat)) continue;
    const count = (counts.get(flat.type) ?? 0) + 1;
    let number = count;
    while (taken.has(`${flat.type}_${number}`)) number += 1;
    counts.set(flat.type, number);
    taken.add(`${flat.type}_${number}`);
    ids.set(flat, `${flat.type}_${number}`);
  }
  return ids;
}

/** The only input, for a layer that says nothing of what it reads and has no layer before it. */
function startOf(flat: FlatLayer, starts: readonly string[], issues: Issue[]): string | undefined {
  if (starts.length > 1) {
    const fix = `write "from": ${starts.map((id) => JSON.stringify(id)).join(' or ')}`;
    issues.push({ path: join(flat.path, 'from'), expected: 'the input that the first layer reads', received: 'nothing', fix });
  }
  // None at all is told elsewhere.
  return starts.length === 1 ? starts[0] : undefined;
}

function hasRightCount(flat: FlatLayer, kind: LayerKind, from: readonly string[], issues: Issue[]): boolean {
  const reads = kind.reads ?? 'one';
  const count = from.length;
  if (reads === 'none' ? count === 0 : reads === 'one' ? count === 1 : reads === 'two' ? count === 2 : count >= 2) return true;
  const expected = {
    none: `nothing to read: ${kind.type} is where data come in`,
    one: `one layer for ${kind.type} to read`,
    two: `two layers for ${kind.type} to read`,
    several: `a list of two layers or more for ${kind.type} to read`,
  }[reads];
  const fix = reads === 'one' ? { fix: 'join them first, by concatenate or add' } : {};
  const received = count === 1 ? `only "${from[0]!}"` : JSON.stringify(from);
  issues.push({ path: join(flat.path, 'from'), expected, received, ...fix });
  return false;
}

const withoutSource = ({ from: _, ...layer }: WiredLayer): WiredLayer => layer;

/** Keeps the order in which layers were written as far as it can. A circle is told and cut. */
function sort(layers: readonly WiredLayer[], issues: Issue[]): readonly WiredLayer[] {
  const byId = new Map(layers.map((layer) => [layer.id, layer]));
  const before = (layer: WiredLayer) => [...(layer.sharedWith === undefined ? [] : [layer.sharedWith]), ...(layer.from ?? [])];
  const done = new Set<string>();
  const sorted: WiredLayer[] = [];
  for (const layer of layers) {
    const stack = done.has(layer.id) ? [] : [layer];
    const onStack = new Set([layer.id]);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const next = before(top).find((id) => byId.has(id) && !done.has(id));
      const circle = next !== undefined && onStack.has(next);
      if (next !== undefined && !circle) {
        stack.push(byId.get(next)!);
        onStack.add(next);
        continue;
      }
      if (circle) {
        const round = [...stack.slice(stack.findIndex((at) => at.id === next)).map((at) => at.id), next];
        const received = round.map((id) => `"${id}"`).join(' reads ');
        issues.push({ path: join(top.flat.path, 'from'), expected: 'layers that do not read each other in a circle', received });
      }
      sorted.push(circle ? withoutSource(top) : top);
      done.add(top.id);
      onStack.delete(top.id);
      stack.pop();
    }
  }
  return sorted;
}
