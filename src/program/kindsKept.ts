type Shapes = string | number;

/** A kind of batches that is recorded or has a program. */
export interface Kept {
  readonly program?: { readonly bytes: number; dispose(): void };
  /** When it came last. */
  usedAt: number;
}

/** Which kinds of batches are worth a program. */
export interface KindsKept {
  /** To be said whenever a batch comes of a kind that is kept. */
  use(kind: Kept): void;
  /** Whether a kind that is not kept should be from now on, for which another may be freed. */
  admits(shapes: Shapes): boolean;
}

/** So many are kept at once: a full batch, the last of an epoch, and some more. */
const AT_ONCE = 4;
/** Others, since recording takes far longer than computing, when they have come so often. */
const OFTEN = 3;
const MOST_KINDS = 32;
const MOST_BYTES = 2 ** 26;
/** So many others are counted. */
const MOST_COUNTED = 256;

/**
 * Keeps kinds in a map. Where there is no room, one makes way that has not come while another has come often: of kinds that come in
 * turn, more than there is room for, the first stay.
 */
export function keepKinds(kinds: Map<Shapes, Kept>): KindsKept {
  let now = 0;
  const counted = new Map<Shapes, { times: number; since: number }>();
  const bytes = () => [...kinds.values()].reduce((sum, { program }) => sum + (program?.bytes ?? 0), 0);
  const isFull = () => kinds.size >= MOST_KINDS || (kinds.size >= AT_ONCE && bytes() >= MOST_BYTES);
  const freeOlder = (time: number): boolean => {
    const [shapes, oldest] = [...kinds].reduce((a, b) => (b[1].usedAt < a[1].usedAt ? b : a));
    if (oldest.usedAt >= time) return false;
    oldest.program?.dispose();
    return kinds.delete(shapes);
  };
  return {
    use: (kind) => void (kind.usedAt = ++now),
    admits(shapes) {
      if (kinds.size < AT_ONCE) return true;
      const { times, since } = counted.get(shapes) ?? { times: 0, since: ++now };
      counted.delete(shapes);
      if (times + 1 === OFTEN) {
        while (isFull()) if (!freeOlder(since)) return false;
        return true;
      }
      counted.set(shapes, { times: times + 1, since });
      if (counted.size > MOST_COUNTED) counted.delete(counted.keys().next().value!);
      return false;
    },
  };
}
