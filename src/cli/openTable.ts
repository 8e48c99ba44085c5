import type { Source } from '../data/frame.ts';
import type { NumberStyle } from '../data/writtenNumber.ts';
import { openSource } from '../node/read/openSource.ts';
import type { Io } from './io.ts';
import { readOptionsOf, type ReadingValues } from './reading.ts';

/**
 * The rows of a file, of files that a pattern names, or of standard input for `-`, to be read part by part.
 * @param skippedAs What broken rows that are skipped are told to be. Default: left out.
 * @param likely How numbers are written where the rows do not tell.
 * @throws DataError where there are none.
 */
export const openTable = async (path: string, values: ReadingValues, io: Io, skippedAs?: string, likely?: NumberStyle): Promise<Source> =>
  await openSource(path, { ...readOptionsOf(path, values, io, skippedAs), ...(likely ? { likely } : {}) });
