import { DataError } from '../../errors.ts';
import type { Warning } from '../events.ts';
import type { Feed } from './feed.ts';

/**
 * An epoch without its last batch where that has fewer rows than the others, which layers that carry states from batch to batch cannot read.
 * @throws DataError where no batch is full.
 */
export function wholeBatches(feed: Feed, batchSize: number): Feed {
  const rows = feed.rows - (feed.rows % batchSize);
  if (rows > 0) return { ...feed, rows };
  const fix = 'give more rows, hold fewer out, or write a smaller "batchSize" in the input';
  const expected = `at least ${batchSize} to train on, a whole batch, as layers carry states from batch to batch`;
  throw new DataError('the data', [{ path: 'rows', expected, received: `${feed.rows}`, fix }]);
}

/** What an epoch is without. */
export function restWarnings(all: Feed, trained: Feed, batchSize: number): readonly Warning[] {
  const rest = all.rows - trained.rows;
  if (rest === 0) return [];
  const rows = rest === 1 ? '1 row is' : `${rest} rows are`;
  return [
    {
      about: 'rowsLeftOut',
      message: `${rows} left out of each epoch of ${all.rows}, as layers that carry states read whole batches of ${batchSize}`,
    },
  ];
}
