import { areNumbers } from './combine.ts';
import type { Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';
import type { Repair } from './repair.ts';
import { unaryLoops, type UnaryLoop } from './unaryLoops.ts';

interface Attributes {
  readonly alpha?: number;
  readonly clipValueMin?: number;
  readonly clipValueMax?: number;
}

/** Functions of one number, of 32 bits. TF.js makes a call for each number. */
const functions = Object.entries<UnaryLoop>(unaryLoops).map(([kernelName, loop]) =>
  plannedCpu<'x', Attributes>(kernelName, ({ x }, { alpha, clipValueMin, clipValueMax }) => {
    if (x.dtype !== 'float32') return undefined;
    const [first, second] = [alpha ?? clipValueMin ?? 0, clipValueMax ?? 0];
    return {
      output: x,
      bind: ({ inputs, output }) => {
        const [from, into] = [inputs.x as Float32Array, output as Float32Array];
        return () => {
          loop(into, from, first, second);
        };
      },
    };
  }),
);

/** Functions whose answer is a truth. */
const truths: Readonly<Record<string, (out: Values, x: Values) => void>> = {
  IsFinite: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Number.isFinite(x[i]!) ? 1 : 0;
  },
  IsInf: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Math.abs(x[i]!) === Infinity ? 1 : 0;
  },
  IsNan: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(x[i]!) ? 1 : 0;
  },
  LogicalNot: (out, x) => {
    for (let i = 0; i < out.length; i++) out[i] = x[i] ? 0 : 1;
  },
};

const flags = Object.entries(truths).map(([kernelName, loop]) =>
  plannedCpu<'x', object>(kernelName, ({ x }) =>
    areNumbers(x)
      ? {
          output: { shape: x.shape, dtype: 'bool' },
          bind:
            ({ inputs: { x }, output }) =>
            () => {
              loop(output, x);
            },
        }
      : undefined,
  ),
);
/**
 * The same values as another type, in an array of that type. TF.js goes on with the old one where nothing is lost by it, which makes
 * loops slow that then meet arrays of several kinds.
 */
const cast = plannedCpu<'x', Pick<Slot, 'dtype'>>('Cast', ({ x }, { dtype }) => {
  if (dtype === x.dtype || !areNumbers(x, { dtype })) return undefined;
  return {
    output: { shape: x.shape, dtype },
    bind: ({ inputs: { x }, output }) =>
      dtype === 'bool'
        ? () => {
            for (let i = 0; i < output.length; i++) output[i] = x[i] === 0 ? 0 : 1;
          }
        : () => {
            for (let i = 0; i < output.length; i++) output[i] = x[i]!;
          },
  };
});

export const cpuUnary: readonly Repair[] = [...functions, ...flags, cast];
