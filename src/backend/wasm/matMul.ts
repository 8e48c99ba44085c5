import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { WasmBackend } from '../kernels/repair.ts';
import type { KernelModule } from './kernelModule.ts';

export interface MatMulOptions {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** [columns] */
  readonly bias?: TensorInfo | undefined;
  readonly relu?: boolean;
}

/** The product of matrices of 32-bit floats by our module, stretched over each other's batches. */
export function multiply(a: TensorInfo, b: TensorInfo, options: MatMulOptions, backend: WasmBackend, module: KernelModule): TensorInfo {
  const { transposeA, transposeB, bias, relu = false } = options;
  const [rows, depth] = lastTwo(a, transposeA);
  const [otherDepth, columns] = lastTwo(b, transposeB);
  tf.util.assert(depth === otherDepth, () => `Error in matMul: inner shapes (${depth}) and (${otherDepth}) must match.`);
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
  const out = backend.makeOutput([...batch, rows, columns], 'float32');
  const [toA, toB, toOut] = [a, b, out].map((tensor) => module.addressOf(backend, tensor)) as [number, number, number];
  const toBias = bias ? module.addressOf(backend, bias) : 0;
  const [sizeA, sizeB, sizeOut] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
  const { matMul, matMulScratch } = module.kernels;
  module.withScratch(matMulScratch(depth), (scratch) => {
    eachPair(batch, batchA, batchB, (i, atA, atB) => {
      const [left, right] = [toA + atA * sizeA, toB + atB * sizeB];
      matMul(toOut + i * sizeOut, left, right, toBias, rows, columns, depth, Number(transposeA), Number(transposeB), Number(relu), scratch);
    });
  });
  return out;
}

function lastTwo({ shape }: TensorInfo, isTransposed: boolean): readonly [number, number] {
  const [first, second] = shape.slice(-2) as [number, number];
  return isTransposed ? [second, first] : [first, second];
}

/** For each matrix of a batch, the numbers of the two that it is the product of. */
function eachPair(
  batch: readonly number[],
  batchA: readonly number[],
  batchB: readonly number[],
  visit: (i: number, a: number, b: number) => void,
): void {
  const count = tf.util.sizeFromShape([...batch]);
  if (count === 1) {
    visit(0, 0, 0);
    return;
  }
  const [stepsA, stepsB] = [stepsOf(batchA, batch.length), stepsOf(batchB, batch.length)];
  for (let i = 0; i < count; i++) {
    let [rest, a, b] = [i, 0, 0];
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const at = rest % batch[axis]!;
      rest = (rest - at) / batch[axis]!;
      a += at * stepsA[axis]!;
      b += at * stepsB[axis]!;
    }
    visit(i, a, b);
  }
}

/** How far one step along each axis of the whole batch leads in a batch that is stretched over it. */
function stepsOf(batch: readonly number[], rank: number): readonly number[] {
  let step = 1;
  const steps = new Array<number>(rank).fill(0);
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    if (batch[axis] !== 1) steps[axis + rank - batch.length] = step;
    step *= batch[axis]!;
  }
  return steps;
}
