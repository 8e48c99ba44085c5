/**
 * The numbers from `start` to `end` as shares of one: exp(x - max) over their sum. Each is rounded to 32 bits where TF.js's plain
 * JavaScript rounds it, so that the bits are the same. `shares` may be `values` itself.
 */
export function softmaxRow(values: Float32Array, shares: Float32Array, start: number, end: number): void {
  let most = -Infinity;
  for (let i = start; i < end; i++) most = Math.max(most, values[i]!);
  let sum = 0;
  for (let i = start; i < end; i++) {
    const power = Math.fround(Math.exp(Math.fround(values[i]! - most)));
    shares[i] = power;
    sum += power;
  }
  const whole = Math.fround(sum);
  for (let i = start; i < end; i++) shares[i] = shares[i]! / whole;
}
