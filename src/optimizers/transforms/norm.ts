export function squaredNorm(values: Float32Array): number {
  let sum = 0;
  for (let q = 0; q < values.length; q++) sum += values[q]! * values[q]!;
  return sum;
}

export function scale(values: Float32Array, factor: number): void {
  for (let q = 0; q < values.length; q++) values[q]! *= factor;
}
