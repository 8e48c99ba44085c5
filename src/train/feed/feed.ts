/** The rows of training, batch after batch, as places in the tables that a step reads. The same each time for the same epoch. */
export interface Feed {
  /** How many rows an epoch has. */
  readonly rows: number;
  /** Makes the rows of a batch of an epoch those that come next. Epochs are counted from 1, batches from 0. */
  begin(epoch: number, batch: number): void | Promise<void>;
  /** The rows of the next batch, which stand in these places until they are given back. */
  next(): Uint32Array | Promise<Uint32Array>;
  /** How many batches may be given before the first of them is given back. */
  readonly ahead: number;
  /** Gives back the places of the batch that was given first: the next call of `next` may put other rows there. */
  giveBack?(): void;
  /** Gives back what reading holds; `begin` reads again. */
  close?(): Promise<void>;
}

export interface FeedOptions {
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
}
