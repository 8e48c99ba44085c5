import { rowOrder } from '../rowOrder.ts';
import type { Feed, FeedOptions } from './feed.ts';

/** All rows are in the tables: each epoch goes through them in an order of its own. */
export function memoryFeed(rows: number, { batchSize, shuffle, seed }: FeedOptions): Feed {
  const orderOf = rowOrder(rows, shuffle, seed);
  let order: Uint32Array = new Uint32Array();
  let at = 0;
  return {
    rows,
    ahead: Infinity,
    begin(epoch, batch) {
      order = orderOf(epoch);
      at = batch * batchSize;
    },
    next() {
      at += batchSize;
      return order.subarray(at - batchSize, at);
    },
  };
}
