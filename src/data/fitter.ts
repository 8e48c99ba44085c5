import type { Column } from './frame.ts';
import type { CellProblems, Problems } from './problems.ts';

/** Learns an encoder from a column (or what else it reads) that comes frame by frame, in one pass and bounded memory. */
export interface Fitter<Encoder, Read = Column> {
  add(read: Read, problems: CellProblems): void;
  /** Whether it learns the same of rows however many come at once; else sums may be rounded otherwise. Default: false. */
  readonly isByRow?: boolean;
  /** What it learned. Where there were problems it may be of no use. */
  finish(problems: Problems): Encoder;
}

/** Where the numbers of a column go: row `i` begins at `values[i * width + offset]`. */
export interface Target {
  readonly values: Float32Array | Int32Array;
  readonly width: number;
  readonly offset: number;
}
