import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { eachPair } from '../kernels/eachPair.ts';
import { output, type WasmBackend } from '../kernels/repair.ts';
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
  const [toA, toB] = [module.addressOf(backend, a), module.addressOf(backend, b)];
  const toBias = bias ? module.addressOf(backend, bias) : 0;
  const [sizeA, sizeB, sizeOut] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
  const { matMul, matMulScratch } = module.kernels;
  return module.withScratch(matMulScratch(depth), (scratch) => {
    const out = output(backend, [...batch, rows, columns], 'float32');
    const toOut = module.addressOf(backend, out);
    eachPair(batch, batchA, batchB, (i, atA, atB) => {
      const [left, right] = [toA + atA * sizeA, toB + atB * sizeB];
      matMul(toOut + i * sizeOut, left, right, toBias, rows, columns, depth, Number(transposeA), Number(transposeB), Number(relu), scratch);
    });
    return out;
  });
}

function lastTwo({ shape }: TensorInfo, isTransposed: boolean): readonly [number, number] {
  const [first, second] = shape.slice(-2) as [number, number];
  return isTransposed ? [second, first] : [first, second];
}
