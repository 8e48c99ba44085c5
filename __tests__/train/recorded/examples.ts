import type { Arrays, NestedNumbers } from 'netspec';
import { createRandom } from '../../../src/random.ts';
import { lossKind } from '../../../src/spec/losses.ts';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import type { Shape } from '../../../src/spec/shape.ts';
import { inferShapes } from '../../../src/spec/shapes.ts';
import { ROWS } from './runs.ts';

export interface ExampleOptions {
  /** Whole numbers below this go in, into all inputs or those named. Default: any numbers from -1 to 1. */
  readonly below?: number | Readonly<Record<string, number>>;
  readonly rows?: number;
}

/** Examples of the right shapes for a model, with labels as its losses take them; always the same. */
export function examplesFor(spec: ModelSpec, { below, rows = ROWS }: ExampleOptions = {}): Arrays {
  const { network, training } = parseModel(spec);
  const { nodes } = inferShapes(network);
  const random = createRandom(11);
  const between = (from: number, to: number) => () => from + random.next() * (to - from);
  const whole = (count: number) => () => Math.floor(random.next() * count);
  const sizesOf = (shape: Shape) => [rows, ...shape.map((size) => size ?? 5)];
  const labels = (sizes: readonly number[], kind: ReturnType<typeof lossKind>['labels']): NestedNumbers => {
    const units = sizes.at(-1)!;
    const oneHot = (at: number) => Array.from({ length: units }, (_, i) => Number(i === at));
    switch (kind) {
      case 'indices':
        return nested([...sizes.slice(0, -1), 1], whole(units));
      case 'oneHot':
        return nestedRows(sizes, () => oneHot(whole(units)()));
      case 'repeated':
        return nestedRows(sizes, () => Array<number>(units).fill(between(-1, 1)()));
      case 'ranks':
        return nestedRows(sizes, () => {
          const rank = whole(units + 1)();
          return Array.from({ length: units }, (_, i) => Number(i < rank));
        });
      case 'shares':
        return nested(sizes, whole(2));
      case 'signs':
        return nested(sizes, () => 2 * whole(2)() - 1);
      case 'nonNegative':
        return nested(sizes, whole(4));
      default:
        return nested(sizes, between(-1, 1));
    }
  };
  const inputs = network.inputs.map(({ id, shape }) => {
    const most = typeof below === 'object' ? below[id] : below;
    return [id, nested(sizesOf(shape), most === undefined ? between(-1, 1) : whole(most))] as const;
  });
  const outputs = network.outputs.map(
    ({ name, from }, i) => [name, labels(sizesOf(nodes.get(from)!.shape.slice(1)), lossKind(training.loss[i]!).labels)] as const,
  );
  const oneOrNamed = (list: readonly (readonly [string, NestedNumbers])[]) => (list.length === 1 ? list[0]![1] : Object.fromEntries(list));
  return { xs: oneOrNamed(inputs), ys: oneOrNamed(outputs) };
}

/** Numbers nested as deep as there are sizes. */
function nested(sizes: readonly number[], draw: () => number): NestedNumbers {
  return nestedRows(sizes, (length) => Array.from({ length }, draw));
}

/** The same, a row of the last axis at a time. */
function nestedRows([size, ...rest]: readonly number[], row: (length: number) => number[]): NestedNumbers {
  return rest.length === 0 ? row(size!) : Array.from({ length: size! }, () => nestedRows(rest, row));
}
