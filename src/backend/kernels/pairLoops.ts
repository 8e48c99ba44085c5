import type { Run } from './stretch.ts';

/** Anything that holds numbers. */
type Values = Float32Array | Int32Array | Uint8Array;

/** Computes what comes of two numbers each, for all of a run. */
export type PairLoop = (out: Values, a: Values, b: Values, run: Run) => void;

/**
 * TF.js's functions of two numbers. Each has a loop of its own, since one loop that calls any of them takes four times as long: V8
 * compiles a function once, and keeps what is called in it only where it is always the same.
 */
export const pairLoops = {
  Add: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! + b[j]!;
  },
  Atan2: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = Math.atan2(a[i]!, b[j]!);
  },
  BitwiseAnd: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! & b[j]!;
  },
  Equal: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! === b[j]! ? 1 : 0;
  },
  FloorDiv: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = Math.floor(a[i]! / b[j]!);
  },
  Greater: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! > b[j]! ? 1 : 0;
  },
  GreaterEqual: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! >= b[j]! ? 1 : 0;
  },
  Less: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! < b[j]! ? 1 : 0;
  },
  LessEqual: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! <= b[j]! ? 1 : 0;
  },
  LogicalAnd: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! && b[j]!;
  },
  LogicalOr: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! || b[j]!;
  },
  Maximum: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = Math.max(a[i]!, b[j]!);
  },
  Minimum: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = Math.min(a[i]!, b[j]!);
  },
  Mod: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = modulo(a[i]!, b[j]!);
  },
  Multiply: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! * b[j]!;
  },
  NotEqual: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! !== b[j]! ? 1 : 0;
  },
  Pow: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = Math.pow(a[i]!, b[j]!);
  },
  Prelu: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! < 0 ? b[j]! * a[i]! : a[i]!;
  },
  RealDiv: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! / b[j]!;
  },
  SquaredDifference: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = (a[i]! - b[j]!) * (a[i]! - b[j]!);
  },
  Sub: (out, a, b, { count, out: o, a: i, b: j, outStep, aStep, bStep }) => {
    for (; count > 0; count--, o += outStep, i += aStep, j += bStep) out[o] = a[i]! - b[j]!;
  },
} satisfies Record<string, PairLoop>;

/** The remainder, of the sign of the divisor. */
const modulo = (a: number, b: number): number => ((a < 0 && b < 0) || (a >= 0 && b >= 0) ? a % b : ((a % b) + b) % b);
