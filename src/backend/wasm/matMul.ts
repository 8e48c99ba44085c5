import { tf } from '#tf';
import { eachPair } from '../kernels/eachPair.ts';
import { AT_ONCE, FEWEST_ROWS, rangesOf } from '../kernels/pieces.ts';
import type { KernelPlan, Slot } from '../kernels/planned.ts';
import type { KernelExports } from './exports.ts';
import { sizeOf } from './rows.ts';

export interface Transposed {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The product of matrices of 32-bit floats by our module, stretched over each other's batches. */
export function planMatMul(
  a: Slot,
  b: Slot,
  { transposeA, transposeB }: Transposed,
  fusion: number,
  { matMul, matMulScratch }: KernelExports,
): (KernelPlan<'a' | 'b' | 'bias', number> & { readonly output: Slot }) | undefined {
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const [rows, depth] = lastTwo(a, transposeA);
  const [otherDepth, columns] = lastTwo(b, transposeB);
  tf.util.assert(depth === otherDepth, () => `Error in matMul: inner shapes (${depth}) and (${otherDepth}) must match.`);
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
  // By one matrix, many that lie one below the other are one.
  const isOne = !transposeA && sizeOf(batchB) === 1;
  const [count, height] = isOne ? [1, sizeOf(batch) * rows] : [sizeOf(batch), rows];
  const table = count === 1 ? [] : pairsOf(batch, batchA, batchB);
  const [turnA, turnB] = [transposeA ? rows : 0, Number(transposeB)];
  const work = Math.max(1, depth * columns);
  const ranges =
    count === 1 ? rangesOf(height, AT_ONCE.wasm / work, FEWEST_ROWS) : rangesOf(count, AT_ONCE.wasm / (work * Math.max(1, rows)), 2);
  return {
    output: { shape: [...batch, rows, columns], dtype: 'float32' },
    scratch: matMulScratch(depth),
    table,
    bind:
      ({ inputs: { a, b, bias = 0 }, output: out, scratch, table: pairs }) =>
      () =>
        matMul(out, a, b, bias, height, columns, depth, turnA, turnB, fusion, count, pairs, scratch),
    ...(ranges.length > 1
      ? {
          bindPieces: ({ inputs: { a, b, bias = 0 }, output: out, scratch, table: pairs }) =>
            ranges.map(([from, to]) => {
              if (count > 1) {
                const [result, first] = [out + 4 * from * rows * columns, pairs + 8 * from];
                return () => matMul(result, a, b, bias, rows, columns, depth, turnA, turnB, fusion, to - from, first, scratch);
              }
              const [result, left] = [out + 4 * from * columns, a + 4 * from * (transposeA ? 1 : depth)];
              return () => matMul(result, left, b, bias, to - from, columns, depth, turnA, turnB, fusion, 1, pairs, scratch);
            }),
        }
      : {}),
  };
}

function lastTwo({ shape }: Slot, isTransposed: boolean): readonly [number, number] {
  const [first, second] = shape.slice(-2) as [number, number];
  return isTransposed ? [second, first] : [first, second];
}

/** The numbers of the two matrices of each product. */
function pairsOf(batch: readonly number[], batchA: readonly number[], batchB: readonly number[]): readonly number[] {
  const pairs = new Array<number>(2 * sizeOf(batch));
  eachPair(batch, batchA, batchB, (i, atA, atB) => {
    pairs[2 * i] = atA;
    pairs[2 * i + 1] = atB;
  });
  return pairs;
}
