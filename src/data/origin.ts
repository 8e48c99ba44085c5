import type { Row } from './encoders.ts';

/** Where a row of a file stands: `iris.csv`, line 7. */
export interface Origin {
  readonly source: string;
  readonly line: number;
}

// Kept beside the rows, so that a message can name the line after rows were shuffled, split or taken out of their list.
const origins = new WeakMap<Row, Origin>();

export const rememberOrigin = (row: Row, origin: Origin): void => void origins.set(row, origin);

/** The file and line that a row was read from; nothing for rows that were made in a program. */
export const originOf = (row: Row): Origin | undefined => origins.get(row);
