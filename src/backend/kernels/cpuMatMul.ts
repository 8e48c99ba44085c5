import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { eachPair } from './eachPair.ts';
import { multiply } from './multiply.ts';
import { floats, output, repairCpu, type CpuBackend } from './repair.ts';

interface Transposed {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Matrices {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

/**
 * The product of matrices in plain JavaScript. TF.js reads two numbers from memory for each that it multiplies; here eight sums are
 * kept in registers, each number that is read serves two or four of them, and it takes a third of the time. Where both batches are
 * stretched over each other TF.js multiplies the wrong matrices.
 */
export const cpuBatchMatMul = repairCpu<'a' | 'b', Transposed>('BatchMatMul', ({ inputs, attrs, backend }, runStock) =>
  isOurs(inputs, attrs) ? product(inputs, attrs, backend) : runStock(),
);

/** The same with bias and activation, which is what a dense layer and each gate of a recurrent one runs. */
export const cpuFusedMatMul = repairCpu<'a' | 'b' | 'bias', Transposed & { readonly activation?: string }>(
  '_FusedMatMul',
  ({ inputs, attrs, backend }, runStock) => {
    const { bias } = inputs as Partial<typeof inputs>;
    const columns = inputs.b.shape.at(attrs.transposeB ? -2 : -1)!;
    const isPerColumn = bias === undefined || (sizeOf(bias.shape) === columns && bias.shape.at(-1) === columns);
    const isRelu = attrs.activation === 'relu';
    if (!isOurs(inputs, attrs) || !isPerColumn || !(isRelu || [undefined, 'linear'].includes(attrs.activation))) return runStock();
    const out = product(inputs, attrs, backend);
    const values = floats(backend, out);
    if (bias !== undefined) {
      const added = floats(backend, bias);
      for (let start = 0; start < values.length; start += columns) for (let j = 0; j < columns; j++) values[start + j]! += added[j]!;
    }
    if (isRelu) for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]!);
    return out;
  },
);

const sizeOf = (shape: readonly number[]): number => shape.reduce((all, size) => all * size, 1);

/** Numbers of 32 bits that fit. The rest, errors included, is TF.js's. */
function isOurs({ a, b }: Matrices, { transposeA, transposeB }: Transposed): boolean {
  const fit = a.shape.at(transposeA ? -2 : -1) === b.shape.at(transposeB ? -1 : -2);
  return fit && a.dtype === 'float32' && b.dtype === 'float32';
}

function product({ a, b }: Matrices, { transposeA, transposeB }: Transposed, backend: CpuBackend): TensorInfo {
  const [heightA, widthA] = a.shape.slice(-2) as [number, number];
  const [heightB, widthB] = b.shape.slice(-2) as [number, number];
  const [rows, shared] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const columns = transposeB ? heightB : widthB;
  const [outerA, outerB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const out = output(backend, [...outer, rows, columns], 'float32');
  const [left, right, into] = [floats(backend, a), floats(backend, b), floats(backend, out)];
  eachPair(outer, outerA, outerB, (i, fromA, fromB) => {
    multiply(
      { values: part(left, fromA * heightA * widthA), down: transposeA ? 1 : widthA, across: transposeA ? widthA : 1 },
      { values: part(right, fromB * heightB * widthB), down: transposeB ? 1 : widthB, across: transposeB ? widthB : 1 },
      part(into, i * rows * columns),
      { rows, shared, columns },
    );
  });
  return out;
}

const part = (values: Float32Array, start: number): Float32Array => (start === 0 ? values : values.subarray(start));
