import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { output, repair, runKernel, valuesOf, type WasmBackend } from './repair.ts';

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** A product of fewer multiplications than this is done before a transpose has begun. */
const FEW_MULTIPLICATIONS = 2 ** 12;
/** To transpose one value takes as long as so many multiplications of TF.js's loop. */
const TRANSPOSE_COST = 6;

/**
 * The product of matrices. TF.js takes a scalar loop where either is to be read transposed, as every gradient of a dense layer
 * asks: transposing first and then multiplying by its fast kernel is up to twelve times as fast. Of no numbers at all it makes what
 * happens to lie there.
 */
export const batchMatMul = repair<'a' | 'b', Attributes>('BatchMatMul', ({ inputs: { a, b }, attrs, backend }, runStock) => {
  const { transposeA, transposeB } = attrs;
  if (a.shape.at(transposeA ? -2 : -1) === 0) return nothing(a, b, attrs, backend);
  const multiplications = sizeOf(a) * b.shape.at(transposeB ? -2 : -1)!;
  const moved = (transposeA ? sizeOf(a) : 0) + (transposeB ? sizeOf(b) : 0);
  if (moved === 0 || multiplications < Math.max(FEW_MULTIPLICATIONS, TRANSPOSE_COST * moved)) return runStock();
  const left = transposeA ? transpose(a, backend) : a;
  const right = transposeB ? transpose(b, backend) : b;
  const product = runKernel('BatchMatMul', { a: left, b: right }, backend, { transposeA: false, transposeB: false });
  if (left !== a) backend.disposeData(left.dataId);
  if (right !== b) backend.disposeData(right.dataId);
  return product;
});

/** The product of matrices of depth 0. */
function nothing(a: TensorInfo, b: TensorInfo, { transposeA, transposeB }: Attributes, backend: WasmBackend): TensorInfo {
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, a.shape.at(transposeA ? -1 : -2)!, b.shape.at(transposeB ? -2 : -1)!];
  const out = output(backend, shape, a.dtype === 'int32' && b.dtype === 'int32' ? 'int32' : 'float32');
  valuesOf(backend, out).fill(0);
  return out;
}

const sizeOf = ({ shape }: TensorInfo): number => shape.reduce((all, size) => all * size, 1);

/** Swaps the last two axes. */
function transpose(x: TensorInfo, backend: WasmBackend): TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => (axis < rank - 2 ? axis : 2 * rank - 3 - axis));
  return runKernel('Transpose', { x }, backend, { perm });
}
