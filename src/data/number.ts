import type { Fitter, Target } from './fitter.ts';
import type { Column } from './frame.ts';
import type { CellProblems, Wrong } from './problems.ts';

/** value -> (value - shift) * factor */
export interface NumberEncoder {
  readonly name: string;
  readonly type: 'number';
  readonly scale: 'standard' | 'minMax' | 'none';
  readonly shift: number;
  readonly factor: number;
}

const NUMERIC = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** A finite number, or a text that is one (`12`, `-1.5e3`, white space around it); nothing for all else. */
export function readNumber(cell: unknown): number | undefined {
  const value = typeof cell === 'string' && NUMERIC.test(cell.trim()) ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Learns how to scale a column. A constant one is shifted to 0 and not scaled. */
export function fitNumber(name: string, scale: NumberEncoder['scale']): Fitter<NumberEncoder> {
  const measure = scale === 'none' ? asItIs() : scale === 'minMax' ? range() : spread();
  return {
    add(column, problems) {
      const numbers = column.numbers();
      for (let row = 0; row < numbers.length; row++) {
        const value = numbers[row]!;
        if (Number.isNaN(value)) problems.add(name, row, NO_NUMBER);
        else measure.add(value);
      }
    },
    finish: () => ({ name, type: 'number', scale, ...measure.finish() }),
  };
}

/** Writes a column of numbers, scaled. */
export function writeNumbers(encoder: NumberEncoder, column: Column, { values, width, offset }: Target, problems: CellProblems): void {
  const numbers = column.numbers();
  for (let row = 0, at = offset; row < numbers.length; row++, at += width) {
    const scaled = Math.fround(scaleNumber(encoder, numbers[row]!));
    values[at] = scaled;
    if (Number.isFinite(scaled)) continue;
    problems.add(encoder.name, row, Number.isNaN(numbers[row]!) ? NO_NUMBER : TOO_LARGE);
  }
}

/** What the network reads for a value, not yet rounded to float32. */
export const scaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => (value - shift) * factor;

/** A value in the column's own units from what the network reads or answers. */
export const unscaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => value / factor + shift;

export const NO_NUMBER: Wrong = {
  expected: 'a number',
  fix: 'fill in the cells or leave the rows out; a column of words is a "category"',
};
const TOO_LARGE: Wrong = { expected: 'a number that fits in float32 once scaled', fix: 'correct the cells or leave the rows out' };

interface Measure {
  add(value: number): void;
  finish(): Pick<NumberEncoder, 'shift' | 'factor'>;
}

const asItIs = (): Measure => ({ add: () => undefined, finish: () => ({ shift: 0, factor: 1 }) });

/** To mean 0 and (population) deviation 1. B. P. Welford's updates, Technometrics 4 (1962): one pass, no cancellation. */
function spread(): Measure {
  // Sums are kept in a unit near the largest value, a power of two: they cannot overflow, and no digit is lost by it.
  let unit = 0; // as long as all values are 0
  let count = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(value) {
      const size = unitOf(value);
      if (size > unit) {
        const factor = unit / size;
        mean *= factor;
        squares *= factor * factor;
        unit = size;
      }
      count++;
      const inUnits = unit === 0 ? 0 : value / unit;
      const delta = inUnits - mean;
      mean += delta / count;
      squares += delta * (inUnits - mean);
    },
    finish() {
      const deviation = Math.sqrt(squares / count);
      // What is left of a constant column after rounding is no deviation.
      const constant = !(deviation > 4 * Number.EPSILON * Math.abs(mean));
      return { shift: mean * unit, factor: inverse(constant ? 0 : deviation, unit || 1) };
    },
  };
}

/** To 0..1. */
function range(): Measure {
  let least = Infinity;
  let most = -Infinity;
  return {
    add(value) {
      if (value < least) least = value;
      if (value > most) most = value;
    },
    finish() {
      const unit = Math.max(unitOf(least), unitOf(most)) || 1;
      return { shift: least, factor: inverse(most / unit - least / unit, unit) };
    },
  };
}

/** The power of two at or below the size of a value; 0 for 0. */
const unitOf = (value: number): number => (value === 0 ? 0 : 2 ** Math.min(1023, Math.floor(Math.log2(Math.abs(value)))));

function inverse(size: number, unit: number): number {
  const factor = 1 / size / unit;
  return Number.isFinite(factor) ? factor : 1;
}
