/** batch, height, width, channels, outHeight, outWidth, windowHeight, windowWidth, down, across, top, left */
export type WindowNumbers = readonly [number, number, number, number, number, number, number, number, number, number, number, number];

/** How a filter moves over images that are padded, of which top and left are the rows and columns before the first. */
export type ConvolutionNumbers = readonly [
  batch: number,
  height: number,
  width: number,
  channels: number,
  outHeight: number,
  outWidth: number,
  outChannels: number,
  filterHeight: number,
  filterWidth: number,
  down: number,
  across: number,
  top: number,
  left: number,
];

/** What `combine` does with two numbers, by their places here; the last six give flags. */
export const pairOperations = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'squaredDifference',
  'maximum',
  'minimum',
  'equal',
  'notEqual',
  'greater',
  'greaterEqual',
  'less',
  'lessEqual',
] as const;
export type PairOperation = (typeof pairOperations)[number];

/** A function of each number. */
export type Elementwise = (out: number, x: number, count: number) => void;

/** What the module of our kernels exports (assembly/index.ts). Addresses and sizes in bytes or numbers: see there. */
export interface KernelExports {
  averagePoolGradient(gradient: number, arriving: number, ...windows: WindowNumbers): void;
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
  conv2D(
    out: number,
    images: number,
    filter: number,
    bias: number,
    ...numbers: readonly [...ConvolutionNumbers, paddedHeight: number, paddedWidth: number, relu: number, scratch: number]
  ): void;
  conv2DFilterGradient(
    gradient: number,
    images: number,
    arriving: number,
    ...numbers: readonly [...ConvolutionNumbers, paddedHeight: number, paddedWidth: number, scratch: number]
  ): void;
  conv2DFilterGradientScratch(outWidth: number, imageNumbers: number): number;
  conv2DInputGradient(
    gradient: number,
    arriving: number,
    filter: number,
    ...numbers: readonly [...ConvolutionNumbers, scratch: number]
  ): void;
  convolutionScratch(outChannels: number, filterNumbers: number, imageNumbers: number): number;
  copyRuns(to: number, toStep: number, from: number, fromStep: number, bytes: number, count: number): void;
  depthwiseGradient(
    gradient: number,
    other: number,
    arriving: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outHeight: number,
    outWidth: number,
    multiplier: number,
    filterHeight: number,
    filterWidth: number,
    down: number,
    across: number,
    dilationDown: number,
    dilationAcross: number,
    top: number,
    left: number,
    ofImages: number,
  ): void;
  readonly exp: Elementwise;
  /** @returns 1, or 0 where an index is none of the rows. */
  gatherRows(out: number, x: number, indices: number, count: number, rows: number, bytes: number): number;
  readonly log: Elementwise;
  logicalAnd(out: number, a: number, b: number, count: number): void;
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
    relu: number,
    scratch: number,
  ): void;
  matMulScratch(depth: number): number;
  maxPoolGradient(gradient: number, images: number, arriving: number, ...windows: WindowNumbers): void;
  segmentSum(out: number, x: number, ids: number, count: number, segments: number, size: number): void;
  select(out: number, flags: number, yes: number, no: number, count: number): void;
  /** [outer, count, inner] -> [outer, inner] */
  sum(out: number, x: number, outer: number, count: number, inner: number, divisor: number): void;
  readonly tanh: Elementwise;
}
