import { show, type Issue } from '../errors.ts';
import type { LayerKind } from './kind.ts';
import { baseOptions } from './layers/baseOptions.ts';
import { findKind, knownLayerTypes } from './layers/find.ts';
import { isObject } from './network.ts';
import { checkOptions, didYouMean, join, normaliseOptions, type Options } from './option.ts';
import { placement } from './placement.ts';
import { shorthands } from './shorthand.ts';

/** Layers that a network may have when its shorthand is written out. */
export const mostLayers = 10_000;

interface Place {
  /** `network.layers[2]` */
  readonly path: string;
  readonly id?: string;
  /** 'unknown' where what was written is none. */
  readonly from?: readonly string[] | 'unknown';
}

/** A layer as it was written, checked by itself. */
export interface LayerNode extends Place {
  readonly node: 'layer';
  readonly type: string;
  /** Absent where the type is not known. */
  readonly kind?: LayerKind;
  /** With defaults filled in. Absent where mistakes leave its shape unknown. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Something is wrong with it. */
  readonly faulty: boolean;
}
export interface RepeatNode extends Place {
  readonly node: 'repeat';
  readonly times: number;
  readonly layers: readonly TreeNode[];
}
export interface ResidualNode extends Place {
  readonly node: 'residual';
  readonly layers: readonly TreeNode[];
}
export interface SharedNode extends Place {
  readonly node: 'shared';
  /** Absent where it was not told. */
  readonly of?: string;
}
export type TreeNode = LayerNode | RepeatNode | ResidualNode | SharedNode;

/** Checks each layer by itself, as often as it was written: type, options and their ranges. */
export function readTree(
  layers: readonly unknown[],
  path: string,
): { readonly nodes: readonly TreeNode[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const nodes = layers.map((layer, i) => readLayer(layer, `${path}[${i}]`, issues));
  return { nodes, issues };
}

/** How many layers a tree has when it is written out. */
export const countLayers = (nodes: readonly TreeNode[]): number =>
  nodes.reduce((count, node) => {
    if (node.node === 'repeat') return count + node.times * countLayers(node.layers);
    return count + 1 + (node.node === 'residual' ? countLayers(node.layers) : 0);
  }, 0);

function readLayer(written: unknown, path: string, issues: Issue[]): TreeNode {
  if (!isObject(written)) {
    issues.push({ path, expected: 'a layer such as { "type": "dense", "units": 8 }', received: show(written) });
    return { node: 'layer', path, type: 'layer', faulty: true };
  }
  const { type } = written;
  if (type === 'repeat' || type === 'residual' || type === 'shared') return readShorthand(written, type, path, issues);

  const kind = typeof type === 'string' ? findKind(type) : undefined;
  if (!kind) {
    issues.push({ path: join(path, 'type'), expected: 'a type of layer', received: show(type), ...findNear(type) });
    return { node: 'layer', type: typeof type === 'string' && type !== '' ? type : 'layer', faulty: true, ...readPlace(written, path) };
  }

  const options: Options = { ...kind.options, ...baseOptions };
  const found = [
    ...checkOptions(written, { ...placement, ...options }, path, { subject: kind.type, also: ['type'] }),
    ...checkNames(written, path),
  ];
  issues.push(...found);
  return {
    node: 'layer',
    type: kind.type,
    kind,
    faulty: found.length > 0,
    ...readPlace(written, path),
    ...readOptions(written, options, path, found),
  };
}

/** Id and name are one thing. */
function checkNames({ id, name }: Readonly<Record<string, unknown>>, path: string): readonly Issue[] {
  if (id === undefined || name === undefined || id === name) return [];
  return [{ path: join(path, 'name'), expected: `the id, ${show(id)}, or nothing`, received: show(name), fix: 'write one of them' }];
}

function findNear(type: unknown): { readonly fix?: string } {
  if (typeof type !== 'string') return {};
  const words = [...knownLayerTypes(), ...Object.keys(shorthands)];
  return { fix: didYouMean(type, words).fix ?? `known are ${words.join(', ')}` };
}

/** Mistakes in these leave the shape of what comes out as it is, so that what follows can still be checked. */
const shapeless = /activation|initializer|regularizer|constraint|trainable|seed|weights|^id$|^from$|^name$/i;

function readOptions(written: object, options: Options, path: string, found: readonly Issue[]) {
  const wrong = Object.keys({ ...written, ...options }).filter((name) => {
    const place = join(path, name);
    return found.some((issue) => issue.path === place || issue.path.startsWith(`${place}.`) || issue.path.startsWith(`${place}[`));
  });
  if (!wrong.every((name) => shapeless.test(name))) return {};
  const right = Object.fromEntries(Object.entries(written).filter(([name]) => !wrong.includes(name)));
  return { options: normaliseOptions(right, options) };
}

function readShorthand(written: Readonly<Record<string, unknown>>, type: keyof typeof shorthands, path: string, issues: Issue[]): TreeNode {
  issues.push(...checkOptions(written, shorthands[type].options, path, { subject: type, also: ['type'] }));
  const place = readPlace(written, path);
  if (type === 'shared') return { node: 'shared', ...place, ...(typeof written.of === 'string' ? { of: written.of } : {}) };

  const layers = Array.isArray(written.layers) ? (written.layers as readonly unknown[]) : [];
  // Without layers inside, what comes out is not known: a faulty layer stands for them.
  const nodes: readonly TreeNode[] =
    layers.length === 0
      ? [{ node: 'layer', path, type, faulty: true }]
      : layers.map((layer, i) => readLayer(layer, `${path}.layers[${i}]`, issues));
  if (type === 'residual') return { node: 'residual', ...place, layers: nodes };

  const { times } = written;
  if (!Number.isSafeInteger(times) || (times as number) < 1) return { node: 'repeat', ...place, times: 1, layers: nodes };
  if ((times as number) * countLayers(nodes) <= mostLayers) return { node: 'repeat', ...place, times: times as number, layers: nodes };
  const expected = `at most ${mostLayers} layers in all`;
  // Told once, not again for each repetition around it.
  if (!issues.some((issue) => issue.expected === expected)) {
    issues.push({ path: join(path, 'times'), expected, received: `${String(times)} times ${countLayers(nodes)}` });
  }
  return { node: 'repeat', ...place, times: 1, layers: nodes };
}

/** Its path, id and from, those that are as they should be. */
function readPlace(written: Readonly<Record<string, unknown>>, path: string): Place {
  const { name, id = name, from } = written;
  const named = id !== undefined && placement.id.check(id, path).length === 0;
  const placed = placement.from.check(from, path).length === 0;
  return {
    path,
    ...(named ? { id: id as string } : {}),
    ...(from === undefined ? {} : { from: placed ? placement.from.normalise(from as string | readonly string[]) : 'unknown' }),
  };
}
