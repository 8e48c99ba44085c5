import type { Fitter, Target } from '../fitter.ts';
import type { Column } from '../frame.ts';
import { fitNumber, NO_NUMBER, TOO_LARGE } from '../number.ts';
import type { CellProblems, Wrong } from '../problems.ts';

/** value -> (log - shift) * factor, the log being that of the value, or of 1 more */
export interface LogNumberEncoder {
  readonly name: string;
  readonly type: 'number';
  readonly scale: 'log' | 'log1p';
  readonly shift: number;
  readonly factor: number;
}

interface Logarithm {
  of(value: number): number;
  back(log: number): number;
  readonly wrong: Wrong;
}

const fix = 'its logarithm is learned: leave the rows out, or give the target "scale": "standard"';
const logarithms: Readonly<Record<LogNumberEncoder['scale'], Logarithm>> = {
  log: { of: Math.log, back: Math.exp, wrong: { expected: 'a number above 0', fix } },
  log1p: { of: Math.log1p, back: Math.expm1, wrong: { expected: 'a number above -1', fix } },
};

/** Learns how to scale the logarithms of a column, to mean 0 and deviation 1. */
export function fitLog(name: string, scale: LogNumberEncoder['scale']): Fitter<LogNumberEncoder> {
  const { of, wrong } = logarithms[scale];
  const inner = fitNumber(name, 'standard');
  return {
    add(column, problems) {
      const logs = column.numbers().map((value, row) => {
        const log = of(value);
        if (Number.isNaN(value) || Number.isFinite(log)) return log;
        problems.add(name, row, wrong);
        return 0;
      });
      inner.add({ length: column.length, cell: (row) => column.cell(row), coded: () => column.coded(), numbers: () => logs }, problems);
    },
    finish: (problems) => ({ ...inner.finish(problems), scale }),
  };
}

/** Writes a column of numbers by their logarithms, scaled. */
export function writeLogs(encoder: LogNumberEncoder, column: Column, { values, width, offset }: Target, problems: CellProblems): void {
  const { of, wrong } = logarithms[encoder.scale];
  column.numbers().forEach((value, row) => {
    const log = of(value);
    const scaled = Math.fround((log - encoder.shift) * encoder.factor);
    values[row * width + offset] = scaled;
    if (Number.isFinite(scaled)) return;
    problems.add(encoder.name, row, Number.isNaN(value) ? NO_NUMBER : Number.isFinite(log) ? TOO_LARGE : wrong);
  });
}

/** The value in the column's own units. */
export const fromLog = (encoder: LogNumberEncoder, scaled: number): number =>
  logarithms[encoder.scale].back(scaled / encoder.factor + encoder.shift);
