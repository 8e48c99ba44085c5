import type { Work } from './choose.ts';

/** So little of a step is shared by threads, beside what one does alone, where they cost more than they save. */
const LEAST_SHARED = 1 / 4;

/**
 * How many threads are to share each operation of native bindings; undefined: as many as there are cores. Operations of a recurrent or
 * another small network are so short that threads wait longer for each other than they compute: an LSTM of 32 units took two fifths or less of the
 * processor time with one.
 */
export const threadsFor = (work: Work | undefined): 1 | undefined =>
  typeof work === 'object' && work.native.shared < LEAST_SHARED * work.native.alone ? 1 : undefined;
