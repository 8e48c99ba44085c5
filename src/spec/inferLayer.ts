import { isProblem, type LayerKind, type Problem, type WeightShape } from './kind.ts';
import { product, showShape, type DType, type Shape } from './shape.ts';

/** What is known of an input or a layer before any tensor exists. */
export interface Node {
  /** Of what comes out, batch first. */
  readonly shape: Shape;
  readonly dtype: DType;
  /** In the order in which TF.js keeps them. A layer that shares its weights has those of the other. */
  readonly weights: readonly WeightShape[];
  readonly inputShapes: readonly Shape[];
}

/** Values of a float32 tensor of 2 GiB: more than any backend of TF.js can hold in one. */
const largest = 2 ** 29;

/**
 * What comes out of one layer, or what is wrong with what goes in. `options` have their defaults filled in.
 * @param fewer Finds which layer before it took dimensions away, in words for a fix: `put this layer before flatten`.
 */
export function inferLayer(
  kind: LayerKind,
  options: Readonly<Record<string, unknown>>,
  inputShapes: readonly Shape[],
  fewer: () => string | undefined = () => undefined,
): Node | Problem {
  for (const shape of inputShapes) {
    const wrong = checkRank(kind, shape, fewer);
    if (wrong) return wrong;
  }
  const shape = kind.outputShape(inputShapes, options);
  if (isProblem(shape)) return shape;
  if (shape.some((size) => size !== null && size < 1)) {
    return { expected: 'an input large enough that something is left of it', received: inputShapes.map(showShape).join(' and ') };
  }
  const weights = kind.weights?.(inputShapes, options) ?? [];
  const huge = weights.find((weight) => (product(weight.shape) ?? 0) > largest);
  if (huge) return { expected: `weights of at most ${largest} values each`, received: `a ${huge.name} of ${showShape(huge.shape)}` };
  return { shape, dtype: kind.dtype ?? 'float32', weights, inputShapes };
}

/** The axes of one example, as they stand in messages. */
function axes(kind: LayerKind, rank: number): string {
  const channels = /conv|pool|3d|2d|1d/i.test(kind.type) ? 'channels' : 'features';
  const names: Readonly<Record<number, string>> = {
    1: '[features]',
    2: `[steps, ${channels}]`,
    3: '[height, width, channels]',
    4: /3d/i.test(kind.type) ? '[depth, height, width, channels]' : '[steps, height, width, channels]',
  };
  return names[rank] ?? `${rank} dimensions`;
}

function checkRank(kind: LayerKind, shape: Shape, fewer: () => string | undefined): Problem | undefined {
  const { in: ranks } = kind.ranks;
  const rank = shape.length - 1;
  if (ranks === 'any' || ranks.includes(rank)) return undefined;
  const wanted = ranks.length === 1 ? axes(kind, ranks[0]!) : `${ranks.slice(0, -1).join(', ')} or ${String(ranks.at(-1))} dimensions`;
  return { expected: `${wanted} in`, received: showShape(shape.slice(1)), fix: fixRank(kind, rank, ranks, fewer()) };
}

function fixRank({ type }: LayerKind, rank: number, ranks: readonly number[], fewer: string | undefined): string {
  const [least, most] = [Math.min(...ranks), Math.max(...ranks)];
  if (type === 'flatten') return 'leave it out: there is one dimension already';
  if (rank < least) return `${fewer === undefined ? '' : `${fewer}, or `}reshape to ${least} dimensions first`;
  return most === 1 ? 'put flatten before this layer' : `reshape to ${most} dimensions first`;
}
