import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { mixBits, type Random } from '../random.ts';
import { addressOf, floats, output, type WasmBackend } from './kernels/repair.ts';
import type { KernelExports } from './wasm/exports.ts';
import { kernelModuleNow } from './wasm/kernelModule.ts';

/** Random numbers that a training step draws as a tensor. */
export interface Drawing {
  readonly kind: 'uniform' | 'mask' | 'normal';
  /**
   * uniform: from and to, which is left out but for rounding. mask: the share that is 0, and what the others are. normal: mean and
   * standard deviation.
   */
  readonly parameters: readonly [number, number];
  /** 32 bits that decide one tensor: called once for each that is drawn. */
  readonly nextKey: () => number;
}

/** What dropout multiplies by: 0 for a share of the values, else what makes up for them. */
export const dropoutMask = (rate: number, nextKey: () => number): Drawing => ({
  kind: 'mask',
  parameters: [rate, 1 / (1 - rate)],
  nextKey,
});

/** The next key of a stream. */
export const keyFrom = (random: Random): number => random.next() * 2 ** 32;

const { cos, fround, imul, log, sin, sqrt, PI } = Math;

const drawings = new WeakMap<object, Drawing>();

/** What a tensor's values were drawn by, if `drawTensor` made them. */
export const drawingOf = (dataId: object): Drawing | undefined => drawings.get(dataId);

/** A tensor of random numbers, the same bits on every backend. */
export function drawTensor(shape: readonly number[], drawing: Drawing): Tensor {
  const key = drawing.nextKey();
  const tensor = drawOnWasm(shape, drawing, key) ?? drawPlainly(shape, drawing, key);
  drawings.set(tensor.dataId, drawing);
  return tensor;
}

function drawPlainly(shape: readonly number[], drawing: Drawing, key: number): Tensor {
  const values = new Float32Array(tf.util.sizeFromShape([...shape]));
  fillDrawn(drawing, key, values);
  return tf.tensor(values, [...shape]);
}

/** In the memory where it is to be. Undefined where our kernels do not run. */
function drawOnWasm(shape: readonly number[], drawing: Drawing, key: number): Tensor | undefined {
  const module = kernelModuleNow();
  if (module === undefined) return undefined;
  const backend = tf.backend() as unknown as WasmBackend;
  const tensor = tf.engine().makeTensorFromTensorInfo(output(backend, shape, 'float32'));
  if (!fillDrawnAt(module.kernels, drawing, key, addressOf(backend, tensor), tensor.size)) fillDrawn(drawing, key, floats(backend, tensor));
  return tensor;
}

/**
 * Fills memory of the module of our kernels as `fillDrawn` does, to the same bits.
 * @param address In bytes.
 * @returns False, and nothing is filled, for normal numbers, which the module does not draw.
 */
export function fillDrawnAt(
  kernels: KernelExports,
  { kind, parameters: [a, b] }: Drawing,
  key: number,
  address: number,
  count: number,
): boolean {
  if (kind === 'mask') kernels.drawMask(address, key, secondKey(key), limitOf(a), b, count);
  else if (kind === 'uniform') kernels.drawUniform(address, key, secondKey(key), a, (b - a) * 2 ** -24, count);
  else return false;
  return true;
}

/**
 * Fills a list with random numbers, each of which follows from the key and its place alone.
 * @param count How many, from the first on. Default: all.
 */
export function fillDrawn(drawing: Drawing, key: number, values: Float32Array, count: number = values.length): void {
  const [a, b] = drawing.parameters;
  const second = secondKey(key);
  if (drawing.kind === 'mask') fillMask(values, count, key, second, limitOf(a), b);
  else if (drawing.kind === 'uniform') fillUniform(values, count, key, second, fround(a), fround((b - a) * 2 ** -24));
  else fillNormal(values, count, key, second, a, b);
}

/**
 * 32 bits for a place. With one round alone all keys would give pieces of the same sequence, and two long tensors might have the same
 * numbers, shifted: so a second key, which follows from the first, comes in between.
 */
const bitsAt = (key: number, second: number, place: number): number => mixBits((mixBits((key + imul(place, GOLDEN)) | 0) + second) | 0);

/** 2^32 over the golden ratio: numbers of neighbouring places are far apart. */
const GOLDEN = 0x9e3779b9;
const secondKey = (key: number): number => mixBits(key ^ 0x5bd1e995) | 0;
/** Below it is a share of all numbers of 31 bits. */
const limitOf = (share: number): number => Math.min(Math.round(share * 2 ** 31), 2 ** 31 - 1);

/** For those that draw the same elsewhere. */
export const drawingConstants = { golden: GOLDEN, secondKey, limitOf };

// A loop for each kind, which V8 compiles for it alone.

const keptOrDropped = new Float32Array(2);
function fillMask(values: Float32Array, count: number, key: number, second: number, limit: number, scale: number): void {
  keptOrDropped[0] = scale;
  // Looked up by the sign of a difference: a branch, of which no processor can guess the way, takes three times as long.
  for (let i = 0; i < count; i++) values[i] = keptOrDropped[((bitsAt(key, second, i) >>> 1) - limit) >>> 31]!;
}

function fillUniform(values: Float32Array, count: number, key: number, second: number, from: number, step: number): void {
  for (let i = 0; i < count; i++) values[i] = from + fround((bitsAt(key, second, i) >>> 8) * step);
}

/** Two normal numbers of two uniform ones (Box and Muller 1958). */
function fillNormal(values: Float32Array, count: number, key: number, second: number, mean: number, deviation: number): void {
  for (let i = 0; i < count; i += 2) {
    const radius = deviation * sqrt(-2 * log((bitsAt(key, second, i) + 1) / 2 ** 32)); // of more than 0, and at most 1
    const angle = (2 * PI * bitsAt(key, second, i + 1)) / 2 ** 32;
    values[i] = mean + radius * cos(angle);
    if (i + 1 < count) values[i + 1] = mean + radius * sin(angle);
  }
}
