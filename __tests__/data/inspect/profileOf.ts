import { inspectTable } from '../../../src/data/inspect/inspectTable.ts';
import type { ColumnProfile } from '../../../src/data/inspect/profile.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import { sourceOfFrame } from '../../../src/data/read/memorySource.ts';
import type { Columns } from '../../../src/data/rows.ts';

/** What is seen of a table of columns. */
export const inspect = (columns: Columns) => inspectTable(sourceOfFrame(frameOf(columns, { source: 'table.csv' })));

/** What is seen of one column. */
export async function profileOf(cells: ArrayLike<unknown>, name = 'column'): Promise<ColumnProfile> {
  return (await inspect({ [name]: cells })).profile.columns[0]!;
}

/** Numbers in [0, 1) that are the same each time. */
export function drawn(count: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
}
