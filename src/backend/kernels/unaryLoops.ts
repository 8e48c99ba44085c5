import { tf } from '#tf';

/** Computes what comes of each number; the constants are those that TF.js has among the attributes. `out` may be `x` itself. */
export type UnaryLoop = (out: Float32Array, x: Float32Array, first: number, second: number) => void;

const { ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5, ERF_P, SELU_SCALE, SELU_SCALEALPHA } = tf.backend_util;

/** Beyond it softplus is the number itself, and below its opposite exp, as far as 32 bits tell. */
const SOFTPLUS_THRESHOLD = -(Math.log(2 ** -23) + 2);

/** TF.js's functions of one number, each in a loop of its own, as in pairLoops.ts. */
export const unaryLoops = {
  Abs: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.abs(x[i]!);
  },
  Acos: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.acos(x[i]!);
  },
  Acosh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.acosh(x[i]!);
  },
  Asin: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.asin(x[i]!);
  },
  Asinh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.asinh(x[i]!);
  },
  Atan: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.atan(x[i]!);
  },
  Atanh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.atanh(x[i]!);
  },
  Ceil: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.ceil(x[i]!);
  },
  /** Between two numbers. */
  ClipByValue: (out, x, least, most) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! > most ? most : x[i]! < least ? least : x[i]!;
  },
  Cos: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.cos(x[i]!);
  },
  Cosh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.cosh(x[i]!);
  },
  Elu: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! >= 0 ? x[i]! : Math.exp(x[i]!) - 1;
  },
  /** Abramowitz and Stegun 7.1.26. */
  Erf: (out, x) => {
    for (let i = 0; i < out.length; i++) {
      const v = Math.abs(x[i]!);
      const t = 1 / (1 + ERF_P * v);
      const polynomial = ((((ERF_A5 * t + ERF_A4) * t + ERF_A3) * t + ERF_A2) * t + ERF_A1) * t;
      out[i] = Math.sign(x[i]!) * (1 - polynomial * Math.exp(-v * v));
    }
  },
  Exp: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.exp(x[i]!);
  },
  Expm1: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.expm1(x[i]!);
  },
  Floor: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.floor(x[i]!);
  },
  /** alpha · x, where x is negative. */
  LeakyRelu: (out, x, alpha) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! < 0 ? alpha * x[i]! : x[i]!;
  },
  Log: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.log(x[i]!);
  },
  Log1p: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.log1p(x[i]!);
  },
  Neg: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = -x[i]!;
  },
  Reciprocal: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = 1 / x[i]!;
  },
  Relu: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.max(0, x[i]!);
  },
  Relu6: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(Math.max(0, x[i]!), 6);
  },
  /** Halves to even numbers. */
  Round: (out, x) => {
    for (let i = 0; i < out.length; i++) {
      const below = Math.floor(x[i]!);
      const rest = x[i]! - below;
      out[i] = rest < 0.5 ? below : rest > 0.5 ? Math.ceil(x[i]!) : below % 2 === 0 ? below : below + 1;
    }
  },
  Rsqrt: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = 1 / Math.sqrt(x[i]!);
  },
  Selu: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! >= 0 ? SELU_SCALE * x[i]! : SELU_SCALEALPHA * (Math.exp(x[i]!) - 1);
  },
  Sigmoid: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = 1 / (1 + Math.exp(-x[i]!));
  },
  Sign: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! < 0 ? -1 : x[i]! > 0 ? 1 : 0;
  },
  Sin: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sin(x[i]!);
  },
  Sinh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sinh(x[i]!);
  },
  Softplus: (out, x) => {
    for (let i = 0; i < out.length; i++) {
      const power = Math.exp(x[i]!);
      out[i] = x[i]! < -SOFTPLUS_THRESHOLD ? power : x[i]! > SOFTPLUS_THRESHOLD ? x[i]! : Math.log(1 + power);
    }
  },
  Sqrt: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(x[i]!);
  },
  Square: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i]! * x[i]!;
  },
  /** 1 above 0, else alpha. */
  Step: (out, x, alpha) => {
    for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(x[i]!) ? NaN : x[i]! > 0 ? 1 : alpha;
  },
  Tan: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.tan(x[i]!);
  },
  Tanh: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.tanh(x[i]!);
  },
} satisfies Record<string, UnaryLoop>;
