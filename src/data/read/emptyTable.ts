import { DataError } from '../../errors.ts';

/** A table that is whole, and has no row. */
export class EmptyTableError extends DataError {
  /** What messages call it. */
  readonly table: string;

  constructor(name: string, expected: string, received: string) {
    super(name, [{ path: name, expected, received }]);
    this.table = name;
  }
}
