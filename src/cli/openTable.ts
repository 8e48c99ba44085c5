import { sourceOfFrame } from '../data/read/memorySource.ts';
import { frameOfRows } from '../data/read/memoryFrame.ts';
import type { Source } from '../data/frame.ts';
import { readRows } from '../node/readRows.ts';
import { readAll, type Io } from './io.ts';

/**
 * The table in a file, or in standard input for `-`.
 * @throws DataError where it cannot be read or is no table.
 */
export async function openTable(path: string, io: Io): Promise<Source> {
  const { rows, name } = await readRows(path, () => readAll(io.stdin));
  return sourceOfFrame(frameOfRows(rows, { source: name }));
}
