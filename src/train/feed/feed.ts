/** The rows of training, batch after batch, as places in the tables that a step reads. The same each time for the same epoch. */
export interface Feed {
  /** How many rows an epoch has. */
  readonly rows: number;
  /** Makes the rows of a batch of an epoch those that come next. Epochs are counted from 1, batches from 0. */
  begin(epoch: number, batch: number): void | Promise<void>;
  /** The rows of the next batch; of no use after the next call. */
  next(): Uint32Array | Promise<Uint32Array>;
  /** Gives back what reading holds; `begin` reads again. */
  close?(): Promise<void>;
}

export interface FeedOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
}
