import { areNumbers } from './combine.ts';
import { stepsOf } from './copyRuns.ts';
import { plannedBoth } from './plannedCpu.ts';

interface Attributes {
  readonly axis: number;
  /** Without the value itself. */
  readonly exclusive: boolean;
  /** From the end on. */
  readonly reverse: boolean;
}

/**
 * Running sums along an axis. In plain JavaScript TF.js moves the axis to the end and back, value by value; of one number of no axes it
 * makes 0 there, and on WebAssembly comes to no end.
 */
export const cumsum = plannedBoth<'x', Attributes>('Cumsum', ({ x }, attrs, backendName) => {
  const rank = x.shape.length;
  if (!areNumbers(x) || (backendName === 'wasm' && rank > 0)) return undefined;
  const shape = rank === 0 ? [1] : x.shape;
  const axis = rank === 0 ? 0 : attrs.axis < 0 ? attrs.axis + rank : attrs.axis;
  const step = stepsOf(shape)[axis]!;
  const whole = step * shape[axis]!;
  const on = attrs.reverse ? -step : step;
  return {
    output: { shape: x.shape, dtype: x.dtype === 'float32' ? 'float32' : 'int32' },
    bind: ({ inputs: { x: values }, output: sums }) => {
      return () => {
        // [before the axis, the axis, after it]
        for (let first = 0; first < values.length; first += whole) {
          const start = attrs.reverse ? first + whole - step : first;
          for (let k = 0; k < step; k++) sums[start + k] = attrs.exclusive ? 0 : values[start + k]!;
          for (let row = start + on; row >= first && row < first + whole; row += on) {
            const added = attrs.exclusive ? row - on : row;
            for (let k = 0; k < step; k++) sums[row + k] = values[added + k]! + sums[row - on + k]!;
          }
        }
      };
    },
  };
});
