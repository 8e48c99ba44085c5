/**
 * What a stateful part hands over so that it can go on later exactly where it was: plain data, with typed arrays where there are
 * many numbers. Numbers may be NaN or infinite. A snapshot shares no memory with the part that gave it.
 */
export type Snapshot = null | boolean | number | string | SnapshotArray | readonly Snapshot[] | { readonly [key: string]: Snapshot };
export type SnapshotArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** A part whose state can be kept and put back. */
export interface Stateful {
  save(): Snapshot;
  /** Takes what `save` of a part made from the same arguments gave. */
  restore(saved: Snapshot): void;
}
