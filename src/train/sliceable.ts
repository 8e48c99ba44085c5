import type { Frame } from '../data/frame.ts';
import type { Arrays, Examples } from '../model/slots.ts';

/** Rows of any kind, of which some can be taken. */
export interface Sliceable {
  readonly count: number;
  readonly classes: ArrayLike<number> | undefined;
  /** Where they are rows. */
  readonly frame?: Frame;
  /** Where they are arrays. */
  readonly examples?: Examples;
  take(rows: Uint32Array): Frame | Arrays;
  dispose(): void;
}
