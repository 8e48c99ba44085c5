import { tf } from '#tf';
import type { Fusion } from './activate.ts';
import { activateValues } from './activateValues.ts';
import { eachPair } from './eachPair.ts';
import { multiply, panelFor, WIDTH, type Matrix, type Sizes } from './multiply.ts';
import { AT_ONCE, FEWEST_ROWS, rangesOf } from './pieces.ts';
import type { Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Transposed {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Matrices {
  readonly a: Slot;
  readonly b: Slot;
}

/** What multiplies the matrices in arrays. */
type Bind<Numbers> = (into: Numbers, left: Numbers, right: Numbers, panel?: Float64Array) => () => void;

/**
 * The product of matrices in plain JavaScript. TF.js reads two numbers from memory for each that it multiplies; here eight sums are
 * kept in registers, each number that is read serves two or four of them, and it takes a quarter of the time. Where both batches are
 * stretched over each other TF.js multiplies the wrong matrices.
 */
export const cpuBatchMatMul = plannedCpu<'a' | 'b', Transposed>('BatchMatMul', (inputs, attrs) => {
  const dtype = typeOf(inputs, attrs);
  if (dtype === undefined) return undefined;
  const { shape, geometry } = geometryOf(inputs, attrs);
  return {
    output: { shape, dtype },
    bind: ({ inputs: { a, b }, output }) =>
      dtype === 'float32'
        ? product(geometry)(output as Float32Array, a as Float32Array, b as Float32Array)
        : wholeProduct(geometry)(output, a, b),
    ...(dtype === 'float32' && piecesWith(geometry, ({ inputs, output }, pieces) => pieces(output, inputs.a, inputs.b))),
  };
});

/** The same with bias and activation, which is what a dense layer and each gate of a recurrent one runs. */
export const cpuFusedMatMul = plannedCpu<'a' | 'b' | 'bias' | 'preluActivationWeights', Transposed & Fusion>(
  '_FusedMatMul',
  (inputs, attrs) => {
    if (typeOf(inputs, attrs) !== 'float32') return undefined;
    const { shape, geometry } = geometryOf(inputs, attrs);
    const activate = activateValues(shape, inputs, attrs);
    if (activate === undefined) return undefined;
    return {
      output: { shape, dtype: 'float32' },
      bind: ({ inputs, output }) => {
        const [into, left, right] = [output, inputs.a, inputs.b] as [Float32Array, Float32Array, Float32Array];
        return activate(into, inputs, product(geometry)(into, left, right));
      },
      ...piecesWith(geometry, ({ inputs, output }, pieces) => [
        ...pieces(output, inputs.a, inputs.b),
        activate(output as Float32Array, inputs, () => undefined),
      ]),
    };
  },
);

/** Of numbers of 32 bits that fit. The rest, errors included, is TF.js's. */
function typeOf({ a, b }: Matrices, { transposeA, transposeB }: Transposed): 'float32' | 'int32' | undefined {
  const fit = a.shape.at(transposeA ? -2 : -1) === b.shape.at(transposeB ? -1 : -2);
  return fit && a.dtype === b.dtype && (a.dtype === 'float32' || a.dtype === 'int32') ? a.dtype : undefined;
}

/** The sizes of the product of two matrices each, how they are gone through, and where each and its two matrices begin. */
interface Geometry {
  readonly sizes: Sizes;
  readonly a: Steps;
  readonly b: Steps;
  readonly starts: readonly number[];
}
type Steps = Pick<Matrix, 'down' | 'across'>;

const product =
  ({ sizes, a, b, starts }: Geometry): Bind<Float32Array> =>
  (into, left, right, panel = panelFor(sizes)) => {
    const [of, by, to] = [
      { values: left, start: 0, ...a },
      { values: right, start: 0, ...b },
      { values: into, start: 0 },
    ];
    return () => {
      for (let i = 0; i < starts.length; i += 3) {
        to.start = starts[i]!;
        of.start = starts[i + 1]!;
        by.start = starts[i + 2]!;
        multiply(of, by, to, sizes, panel);
      }
    };
  };

/** Some products of many; or some columns of one, which costs nothing; or some rows of a few columns. */
function cut({ sizes, a, b, starts }: Geometry): readonly Geometry[] {
  const { rows, shared, columns } = sizes;
  const perColumn = rows * shared;
  if (starts.length > 3) {
    const ranges = rangesOf(starts.length / 3, AT_ONCE.cpu / Math.max(1, perColumn * columns));
    return ranges.map(([from, to]) => ({ sizes, a, b, starts: starts.slice(3 * from, 3 * to) }));
  }
  const [out = 0, left = 0, right = 0] = starts;
  return rangesOf(columns, AT_ONCE.cpu / Math.max(1, perColumn), WIDTH).flatMap(([firstColumn, endColumn]) =>
    rangesOf(rows, AT_ONCE.cpu / Math.max(1, shared * WIDTH), FEWEST_ROWS).map(([from, to]) => ({
      sizes: { ...sizes, rows: to - from, firstColumn, endColumn },
      a,
      b,
      starts: [out + from * columns, left + from * a.down, right],
    })),
  );
}

/** Where a product takes long: what binds its pieces. */
function piecesWith<Place extends { readonly output: Values }>(
  geometry: Geometry,
  bind: (places: Place, pieces: (into: Values, left: Values, right: Values) => readonly (() => void)[]) => readonly (() => void)[],
): { bindPieces?: (places: Place) => readonly (() => void)[] } {
  const { rows, shared, columns } = geometry.sizes;
  if ((geometry.starts.length / 3) * rows * shared * columns <= AT_ONCE.cpu) return {};
  const cuts = cut(geometry);
  if (cuts.length < 2) return {};
  const pieces = (into: Values, left: Values, right: Values) => {
    const panel = panelFor(geometry.sizes);
    return cuts.map((piece) => product(piece)(into as Float32Array, left as Float32Array, right as Float32Array, panel));
  };
  return { bindPieces: (places) => bind(places, pieces) };
}

/** The same for whole numbers, sum by sum: a loop for both kinds of arrays would be slower for either. */
const wholeProduct =
  ({ sizes: { rows, shared, columns }, a, b, starts }: Geometry): Bind<Values> =>
  (into, left, right) =>
  () => {
    for (let n = 0; n < starts.length; n += 3) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0, atA = starts[n + 1]! + i * a.down, atB = starts[n + 2]! + j * b.across; k < shared; k++) {
            sum = (sum + Math.imul(left[atA]!, right[atB]!)) | 0;
            atA += a.across;
            atB += b.down;
          }
          into[starts[n]! + i * columns + j] = sum;
        }
      }
    }
  };

function geometryOf({ a, b }: Matrices, { transposeA, transposeB }: Transposed): { readonly shape: number[]; readonly geometry: Geometry } {
  const [heightA, widthA] = a.shape.slice(-2) as [number, number];
  const [heightB, widthB] = b.shape.slice(-2) as [number, number];
  const [rows, shared] = transposeA ? [widthA, heightA] : [heightA, widthA];
  const columns = transposeB ? heightB : widthB;
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
  const starts: number[] = [];
  eachPair(outer, batchA, batchB, (i, atA, atB) => {
    starts.push(i * rows * columns, atA * rows * shared, atB * shared * columns);
  });
  return {
    shape: [...outer, rows, columns],
    geometry: {
      sizes: { rows, shared, columns, firstColumn: 0, endColumn: columns },
      a: { down: transposeA ? 1 : widthA, across: transposeA ? widthA : 1 },
      b: { down: transposeB ? 1 : widthB, across: transposeB ? widthB : 1 },
      starts,
    },
  };
}
