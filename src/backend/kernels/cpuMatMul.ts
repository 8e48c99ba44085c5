import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { eachPair } from './eachPair.ts';
import { multiply, type Sizes } from './multiply.ts';
import { floats, output, repairCpu, valuesOf, type CpuBackend } from './repair.ts';

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
  isOurs(inputs, attrs)
    ? product(inputs, attrs, backend)
    : isOurs(inputs, attrs, 'int32')
      ? wholeProduct(inputs, attrs, backend)
      : runStock(),
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
function isOurs({ a, b }: Matrices, { transposeA, transposeB }: Transposed, dtype: 'float32' | 'int32' = 'float32'): boolean {
  const fit = a.shape.at(transposeA ? -2 : -1) === b.shape.at(transposeB ? -1 : -2);
  return fit && a.dtype === dtype && b.dtype === dtype;
}

function product(matrices: Matrices, transposed: Transposed, backend: CpuBackend): TensorInfo {
  const { sizes, outer, steps } = geometryOf(matrices, transposed);
  const out = output(backend, [...outer, sizes.rows, sizes.columns], 'float32');
  const [left, right, into] = [floats(backend, matrices.a), floats(backend, matrices.b), floats(backend, out)];
  eachMatrix(matrices, sizes, outer, (i, fromA, fromB) => {
    multiply({ values: part(left, fromA), ...steps.a }, { values: part(right, fromB), ...steps.b }, part(into, i), sizes);
  });
  return out;
}

/** The same for whole numbers, sum by sum: a loop for both kinds of arrays would be slower for either. */
function wholeProduct(matrices: Matrices, transposed: Transposed, backend: CpuBackend): TensorInfo {
  const { sizes, outer, steps } = geometryOf(matrices, transposed);
  const { rows, shared, columns } = sizes;
  const out = output(backend, [...outer, rows, columns], 'int32');
  const [left, right, into] = [valuesOf(backend, matrices.a), valuesOf(backend, matrices.b), valuesOf(backend, out)];
  eachMatrix(matrices, sizes, outer, (at, fromA, fromB) => {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let k = 0, a = fromA + i * steps.a.down, b = fromB + j * steps.b.across; k < shared; k++) {
          sum = (sum + Math.imul(left[a]!, right[b]!)) | 0;
          a += steps.a.across;
          b += steps.b.down;
        }
        into[at + i * columns + j] = sum;
      }
    }
  });
  return out;
}

/** The sizes of the product of two matrices each, the shape of all of them, and how the matrices are gone through. */
function geometryOf({ a, b }: Matrices, { transposeA, transposeB }: Transposed) {
  const [heightA, widthA] = a.shape.slice(-2) as [number, number];
  const [heightB, widthB] = b.shape.slice(-2) as [number, number];
  const [rows, shared] = transposeA ? [widthA, heightA] : [heightA, widthA];
  return {
    sizes: { rows, shared, columns: transposeB ? heightB : widthB },
    outer: tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2)),
    steps: {
      a: { down: transposeA ? 1 : widthA, across: transposeA ? widthA : 1 },
      b: { down: transposeB ? 1 : widthB, across: transposeB ? widthB : 1 },
    },
  };
}

/** Where in the three arrays each product and its two matrices begin. */
function eachMatrix({ a, b }: Matrices, sizes: Sizes, outer: number[], visit: (out: number, a: number, b: number) => void): void {
  const { rows, shared, columns } = sizes;
  eachPair(outer, a.shape.slice(0, -2), b.shape.slice(0, -2), (i, fromA, fromB) => {
    visit(i * rows * columns, fromA * rows * shared, fromB * shared * columns);
  });
}

const part = (values: Float32Array, start: number): Float32Array => (start === 0 ? values : values.subarray(start));
