import { areNumbers } from './combine.ts';
import { stepsOf } from './copyStrided.ts';
import { output, repairCpu, valuesOf } from './repair.ts';

interface Attributes {
  readonly axis: number;
  /** Without the value itself. */
  readonly exclusive: boolean;
  /** From the end on. */
  readonly reverse: boolean;
}

/** Running sums along an axis, in plain JavaScript: TF.js moves the axis to the end and back, value by value. */
export const cpuCumsum = repairCpu<'x', Attributes>('Cumsum', ({ inputs: { x }, attrs, backend }, runStock) => {
  const axis = attrs.axis < 0 ? attrs.axis + x.shape.length : attrs.axis;
  if (!areNumbers(x) || x.shape.length === 0) return runStock();
  const out = output(backend, x.shape, x.dtype === 'float32' ? 'float32' : 'int32');
  const [values, sums] = [valuesOf(backend, x), valuesOf(backend, out)];
  const step = stepsOf(x.shape)[axis]!;
  const whole = step * x.shape[axis]!;
  const on = attrs.reverse ? -step : step;
  // [before the axis, the axis, after it]
  for (let first = 0; first < values.length; first += whole) {
    const start = attrs.reverse ? first + whole - step : first;
    for (let k = 0; k < step; k++) sums[start + k] = attrs.exclusive ? 0 : values[start + k]!;
    for (let row = start + on; row >= first && row < first + whole; row += on) {
      const added = attrs.exclusive ? row - on : row;
      for (let k = 0; k < step; k++) sums[row + k] = values[added + k]! + sums[row - on + k]!;
    }
  }
  return out;
});
