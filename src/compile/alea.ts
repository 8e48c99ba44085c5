const STATE_OF_HASH = 0xefc8249d;
const HASH_FACTOR = 0.02519603282416938;
const FACTOR = 2091639;
const TWO_32 = 2 ** 32;

/**
 * Numbers in [0, 1) that follow from a text: Alea, by which TF.js draws all its random numbers, the same to the last bit.
 * A multiply-with-carry generator over three fractions of 32 bits. (Johannes Baagøe, "Better random numbers for JavaScript", 2010.)
 */
export function alea(seed: string): () => number {
  const hash = createHash();
  const start = [hash(' '), hash(' '), hash(' ')];
  let [first, second, third] = start.map((fraction) => {
    const rest = fraction - hash(seed);
    return rest < 0 ? rest + 1 : rest;
  }) as [number, number, number];
  let carry = 1;
  return () => {
    const sum = FACTOR * first + carry / TWO_32;
    carry = Math.trunc(sum);
    first = second;
    second = third;
    third = sum - carry;
    return third;
  };
}

/** Fractions of 32 bits, each of which follows from all texts so far. */
function createHash(): (text: string) => number {
  let state = STATE_OF_HASH;
  return (text) => {
    for (let i = 0; i < text.length; i++) {
      const mixed = HASH_FACTOR * (state + text.charCodeAt(i));
      const whole = mixed >>> 0;
      const product = (mixed - whole) * whole;
      const low = product >>> 0;
      state = low + (product - low) * TWO_32;
    }
    return (state >>> 0) / TWO_32;
  };
}
