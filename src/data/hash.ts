import { mixBits } from '../random.ts';

const bits = new DataView(new ArrayBuffer(8));

/** 32 bits of a text or a number, other ones for another seed. (FNV-1a's steps over code units or bytes, then murmur3's finaliser.) */
export function hash32(value: string | number, seed: number): number {
  if (typeof value === 'number') return hashNumber(value, seed);
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193);
  return mixBits(hash);
}

/** The same of what is known to be a number. */
export function hashNumber(value: number, seed: number): number {
  bits.setFloat64(0, value + 0); // -0 is 0
  const hash = mixBits(0x811c9dc5 ^ seed ^ bits.getInt32(0)) ^ bits.getInt32(4);
  return mixBits(hash ^ 0x5bd1e995); // a number is no text of the same bits
}
