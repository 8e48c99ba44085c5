import type { NumberEncoder } from './encoders.ts';

const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** A finite number, or a text that is one (`12`, `-1.5e3`, white space around it); nothing for all else. */
export function readNumber(cell: unknown): number | undefined {
  const value = typeof cell === 'string' && NUMERIC.test(cell.trim()) ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Learns how to scale a column. A constant one is shifted to 0 and not scaled. */
export function fitNumber(name: string, scale: NumberEncoder['scale'], values: Float64Array): NumberEncoder {
  const { shift, factor } = scale === 'none' ? { shift: 0, factor: 1 } : scale === 'minMax' ? range(values) : spread(values);
  return { name, type: 'number', scale, shift, factor };
}

/** What the network reads for a value, not yet rounded to float32. */
export const scaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => (value - shift) * factor;

/** A value in the column's own units from what the network reads or answers. */
export const unscaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => value / factor + shift;

interface Scaling {
  readonly shift: number;
  readonly factor: number;
}

/** To mean 0 and (population) deviation 1. B. P. Welford's updates, Technometrics 4 (1962): one pass, no cancellation. */
function spread(values: Float64Array): Scaling {
  const unit = unitOf(values);
  let mean = 0;
  let squares = 0;
  values.forEach((value, i) => {
    const delta = value / unit - mean;
    mean += delta / (i + 1);
    squares += delta * (value / unit - mean);
  });
  const deviation = Math.sqrt(squares / values.length);
  // What is left of a constant column after rounding is no deviation.
  const constant = deviation <= 4 * Number.EPSILON * Math.abs(mean);
  return { shift: mean * unit, factor: inverse(constant ? 0 : deviation, unit) };
}

/** To 0..1. */
function range(values: Float64Array): Scaling {
  const unit = unitOf(values);
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return { shift: least, factor: inverse(most / unit - least / unit, unit) };
}

/** A power of two near the largest value: sums in this unit cannot overflow, and no digit is lost by it. */
function unitOf(values: Float64Array): number {
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.floor(Math.log2(largest)));
}

function inverse(size: number, unit: number): number {
  const factor = 1 / size / unit;
  return Number.isFinite(factor) ? factor : 1;
}
