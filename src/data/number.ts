import type { Fitter, Target } from './fitter.ts';
import type { Column } from './frame.ts';
import type { CellProblems, Wrong } from './problems.ts';
import { createScale, scaled } from './scale.ts';

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

/** Learns how to scale the column of a target. A constant one is shifted to 0 and not scaled, so that an answer can be scaled back. */
export function fitNumber(name: string, scale: NumberEncoder['scale']): Fitter<NumberEncoder> {
  const measure = createScale(scale);
  return {
    add(column, problems) {
      const numbers = column.numbers();
      if (numbers.some(Number.isNaN)) {
        numbers.forEach((value, row) => Number.isNaN(value) && problems.add(name, row, NO_NUMBER));
        measure.addAll(numbers.filter((value) => !Number.isNaN(value)));
      } else measure.addAll(numbers);
    },
    finish() {
      const { shift, factor } = measure.finish();
      return { name, type: 'number', scale, shift, factor: factor || 1 };
    },
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
export const scaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => scaled(value, shift, factor);

/** A value in the column's own units from what the network reads or answers. */
export const unscaleNumber = ({ shift, factor }: NumberEncoder, value: number): number => value / factor + shift;

export const NO_NUMBER: Wrong = {
  expected: 'a number',
  fix: 'fill in the cells or leave the rows out; a column of words is a "category"',
};
export const TOO_LARGE: Wrong = { expected: 'a number that fits in float32 once scaled', fix: 'correct the cells or leave the rows out' };
