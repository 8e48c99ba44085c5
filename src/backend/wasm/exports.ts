import type { OptimizerExports } from './optimizerExports.ts';

/**
 * What is done to the sums of a product or a convolution in the same pass; both may be asked for together.
 *
 * RELU: NaN stays, and all below 0 becomes 0, to the bits of the kernel Relu.
 * BIAS_LAST: the bias is added to a sum that began with 0, to the bits of the product, Add and Relu one after another. Without it the
 * sum begins with the bias, as in XNNPACK and so in TF.js's kernels that are fused.
 */
export const RELU = 1;
export const BIAS_LAST = 2;

/** What `fold` leaves of many values, by their places here; those of floats first, then of whole numbers and of flags. */
export const folds = ['max', 'min', 'prod', 'wholeMax', 'wholeMin', 'wholeSum', 'wholeProd', 'all', 'any'] as const;
export type Fold = (typeof folds)[number];

/** Images, what they are resized to, and where each pixel comes from, in a table. */
type Resize = (
  images: number,
  resized: number,
  batch: number,
  height: number,
  width: number,
  newHeight: number,
  newWidth: number,
  bytes: number,
  places: number,
  isGradient: number,
) => void;

/** What the module of our kernels exports (assembly/index.ts). Addresses and sizes in bytes or numbers: see there. */
export interface KernelExports extends OptimizerExports {
  /** Of a multiple of 16. @returns 1, or 0 where one is infinite or NaN. */
  areFinite(x: number, count: number): number;
  /** The place of the largest or smallest. [outer, count, inner] -> [outer, inner] */
  argMost(out: number, x: number, outer: number, count: number, inner: number, ofLeast: number, areWhole: number): void;
  averagePoolGradient(gradient: number, arriving: number, geometry: number): void;
  /** [rows, columns]; from one row to the next of each so many bytes, or none. */
  batchNormalize(
    out: number,
    x: number,
    rows: number,
    columns: number,
    mean: number,
    meanRow: number,
    variance: number,
    varianceRow: number,
    offset: number,
    offsetRow: number,
    scale: number,
    scaleRow: number,
    epsilon: number,
    factors: number,
  ): void;
  /** Of two numbers each, which are read as [..., rows, columns]; the steps in bytes from one row and column to the next of each. */
  combine(
    operation: number,
    out: number,
    a: number,
    b: number,
    rows: number,
    columns: number,
    aRow: number,
    aColumn: number,
    bRow: number,
    bColumn: number,
    outer: number,
    axes: number,
  ): void;
  /** @param bias Or 0. `geometry` is the table of `tableOf` (geometry.ts), here and below. */
  conv2D(out: number, images: number, filter: number, bias: number, fusion: number, geometry: number, scratch: number): void;
  /** @param goesOn 1: it is added to what is there, of the images before. */
  conv2DFilterGradient(gradient: number, images: number, arriving: number, geometry: number, goesOn: number, scratch: number): void;
  conv2DFilterGradientScratch(outWidth: number, imageNumbers: number): number;
  conv2DInputGradient(gradient: number, arriving: number, filter: number, geometry: number, scratch: number): void;
  convolutionScratch(outChannels: number, filterNumbers: number, imageNumbers: number): number;
  /** Runs along axes that are read as [..., rows, columns]; steps in bytes. */
  copyAxes(
    to: number,
    from: number,
    bytes: number,
    rows: number,
    columns: number,
    toRow: number,
    toColumn: number,
    fromRow: number,
    fromColumn: number,
    outer: number,
    axes: number,
  ): void;
  copyRuns(to: number, toStep: number, from: number, fromStep: number, bytes: number, count: number): void;
  depthwise(out: number, images: number, filter: number, bias: number, fusion: number, geometry: number, scratch: number): void;
  depthwiseFilterGradient(gradient: number, images: number, arriving: number, geometry: number, scratch: number): void;
  depthwiseInputGradient(gradient: number, arriving: number, filter: number, geometry: number, scratch: number): void;
  depthwiseScratch(outChannels: number, filterPixels: number, pixels: number): number;
  /** 0 where the upper 31 bits that are drawn are below `limit`, else `scale`: see backend/drawn.ts. */
  drawMask(out: number, key: number, second: number, limit: number, scale: number, count: number): void;
  drawUniform(out: number, key: number, second: number, from: number, step: number, count: number): void;
  fill(to: number, pattern: number, bytes: number): void;
  /** [outer, count, inner] -> [outer, inner] */
  fold(operation: number, out: number, x: number, outer: number, count: number, inner: number): void;
  /** @returns 1, or 0 where an index is none of the rows. */
  gatherRows(out: number, x: number, indices: number, batches: number, outer: number, count: number, rows: number, bytes: number): number;
  /** A function of each value; p and q are what it has besides. */
  map(operation: number, out: number, x: number, count: number, p: number, q: number): void;
  /** @param bias Or 0. `transposeA`: 0, or how many rows of `a` lie side by side, of which these are some. `pairs` is a table of the numbers of the two matrices of each product, where `batch` is not 1. */
  matMul(
    out: number,
    a: number,
    b: number,
    bias: number,
    rows: number,
    columns: number,
    depth: number,
    transposeA: number,
    transposeB: number,
    fusion: number,
    batch: number,
    pairs: number,
    scratch: number,
  ): void;
  passWithin(out: number, x: number, values: number, low: number, high: number, count: number): void;
  matMulScratch(depth: number): number;
  maxPoolGradient(gradient: number, images: number, arriving: number, geometry: number): void;
  oneHot(out: number, indices: number, count: number, depth: number, on: number, off: number): void;
  readonly resizeBilinear: Resize;
  readonly resizeNearest: Resize;
  pool(out: number, images: number, geometry: number, ofLargest: number): void;
  segmentSum(out: number, x: number, ids: number, count: number, segments: number, size: number): void;
  select(out: number, flags: number, yes: number, no: number, count: number): void;
  /** The same of rows of bytes: a flag for each. */
  selectRows(out: number, flags: number, yes: number, no: number, count: number, bytes: number): void;
  softmax(out: number, x: number, rows: number, columns: number): void;
  /** [outer, count, inner] -> [outer, inner] */
  sum(out: number, x: number, outer: number, count: number, inner: number, divisor: number): void;
}
