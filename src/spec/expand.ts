import { show, type Issue } from '../errors.ts';
import type { LayerKind } from './kind.ts';
import { baseOptions } from './layers/baseOptions.ts';
import { findKind } from './layers/find.ts';
import { join, normaliseOptions } from './option.ts';
import type { RepeatNode, ResidualNode, TreeNode } from './tree.ts';

/** A name that is read, looked up in `scope` once all names are known. */
export interface Reference {
  readonly name: string;
  readonly scope: Scope;
  /** Where it was written. */
  readonly path: string;
}
/** Who is read: a layer, a name, the only input, or something that a mistake leaves unknown. */
export type Source = FlatLayer | Reference | 'start' | 'unknown';

/** One layer of the flat list, before its place in the graph is known. */
export interface FlatLayer {
  readonly path: string;
  readonly type: string;
  readonly kind?: LayerKind;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly faulty: boolean;
  /** As it was written, with the number of each repetition around it. */
  readonly id?: string;
  readonly reads: readonly Source[];
  /** The layer whose weights it has. */
  readonly of?: Reference;
  /** It closes a residual: it adds its second source to its first. */
  readonly residual?: true;
}

/** The names that can be read at one place: those of a repetition, then those around it. */
export interface Scope {
  readonly names: Map<string, FlatLayer>;
  readonly around?: Scope;
}

/** Writes out repeat, residual and shared. */
export function expand(nodes: readonly TreeNode[]): {
  readonly layers: readonly FlatLayer[];
  /** The names that can be read from outside of any repetition. */
  readonly names: ReadonlyMap<string, FlatLayer>;
  readonly issues: readonly Issue[];
} {
  const layers: FlatLayer[] = [];
  const issues: Issue[] = [];
  const top: Scope = { names: new Map() };

  const declare = (name: string, layer: FlatLayer, path: string, scope: Scope) => {
    const other = scope.names.get(name);
    if (other === layer) return;
    if (!other) scope.names.set(name, layer);
    else issues.push({ path: join(path, 'id'), expected: 'an id of its own', received: `"${name}", which ${other.path} has` });
  };

  const push = (layer: FlatLayer, node: TreeNode, suffix: string, scope: Scope): readonly Source[] => {
    const named = node.id === undefined ? layer : { ...layer, id: node.id + suffix };
    layers.push(named);
    if (node.id !== undefined) {
      declare(node.id, named, node.path, scope);
      if (suffix !== '') declare(node.id + suffix, named, node.path, top);
    }
    return [named];
  };

  const sources = ({ from, path }: TreeNode, before: readonly Source[], scope: Scope): readonly Source[] => {
    if (from === undefined) return before;
    if (from === 'unknown') return [from];
    return from.map((name, i) => ({ name, scope, path: from.length === 1 ? `${path}.from` : `${path}.from[${i}]` }));
  };

  const walk = (list: readonly TreeNode[], before: readonly Source[], scope: Scope, suffix: string): readonly Source[] =>
    list.reduce((previous, node) => {
      const reads = sources(node, previous, scope);
      if (node.node === 'repeat') return repeat(node, reads, scope, suffix);
      if (node.node === 'residual') return residual(node, reads, scope, suffix);
      const { path } = node;
      if (node.node === 'layer') {
        const { type, kind, options, faulty } = node;
        const own = kind?.reads === 'none' && node.from === undefined ? [] : reads;
        return push({ path, type, faulty, reads: own, ...(kind ? { kind } : {}), ...(options ? { options } : {}) }, node, suffix, scope);
      }
      const of = node.of === undefined ? {} : { of: { name: node.of, scope, path: `${path}.of` } };
      return push({ path, type: 'shared', faulty: node.of === undefined, reads, ...of }, node, suffix, scope);
    }, before);

  const repeat = (node: RepeatNode, reads: readonly Source[], scope: Scope, suffix: string) => {
    let out = reads;
    for (let time = 1; time <= node.times; time++) out = walk(node.layers, out, { names: new Map(), around: scope }, `${suffix}_${time}`);
    const [end] = out;
    // An id on the repeat itself names what comes out of it.
    if (node.id !== undefined && typeof end === 'object' && 'reads' in end) declare(node.id, end, node.path, scope);
    return out;
  };

  const residual = (node: ResidualNode, reads: readonly Source[], scope: Scope, suffix: string) => {
    const { path } = node;
    if (reads.length > 1) {
      const fix = 'join them first, by concatenate or add';
      issues.push({ path: join(path, 'from'), expected: 'one layer, to which what comes out is added', received: show(node.from), fix });
    }
    const inside = walk(node.layers, reads, scope, suffix);
    return push({ path, ...sum(), faulty: false, reads: [...inside, ...reads.slice(0, 1)], residual: true }, node, suffix, scope);
  };

  walk(nodes, ['start'], top, '');
  return { layers, names: top.names, issues };
}

/** The layer that closes a residual. */
function sum() {
  const kind = findKind('add')!;
  return { type: kind.type, kind, options: normaliseOptions({}, { ...kind.options, ...baseOptions }) };
}
