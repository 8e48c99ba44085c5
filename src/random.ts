/** A stream of numbers in [0, 1) that a seed decides, the same on every machine. */
export interface Random {
  next(): number;
  /** All that decides what comes next: an integer of 32 bits, which may be set to go on from there. */
  state: number;
}

/** mulberry32: 32 bits of state, a period of 2^32; decides shuffles, splits and the seeds of masks and weights. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    get state() {
      return state >>> 0;
    },
    set state(value) {
      state = value >>> 0;
    },
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}

/**
 * A seed for one purpose (`'split'`, `'dense_1/kernel'`), so that what one purpose draws never moves another.
 * Between 1 and 2^31 - 1: TF.js takes a seed of 0 for none. (FNV-1a over seed and labels, then murmur3's finaliser.)
 */
export function deriveSeed(seed: number, ...labels: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of [String(seed), ...labels.map(String)].join('/')) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return (mixBits(hash) % 0x7fffffff) + 1;
}

const { imul } = Math;

/** 32 bits that all follow from all of some others: murmur3's finaliser. */
export function mixBits(bits: number): number {
  const first = imul(bits ^ (bits >>> 16), 0x85ebca6b);
  const second = imul(first ^ (first >>> 13), 0xc2b2ae35);
  return (second ^ (second >>> 16)) >>> 0;
}

/** The numbers 0 to count - 1 in an order that `random` decides (Fisher and Yates). */
export function permutation(count: number, random: Random, order = new Uint32Array(count)): Uint32Array {
  for (let i = 0; i < count; i++) order[i] = i;
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/**
 * Runs `work` with every random number of TF.js drawn from `random`. TF.js seeds its unseeded initializers and operations
 * from Math.random, on every backend, so this one place makes all of them follow ours.
 * `work` must not be async: nothing else may run while Math.random is ours.
 */
export function withSeededRandom<T>(random: Random, work: () => T): T {
  const original = Math.random;
  Math.random = () => random.next();
  try {
    return work();
  } finally {
    Math.random = original;
  }
}
