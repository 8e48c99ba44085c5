/** Sums are rounded otherwise in graphs: by millionths, and more where much of them cancels out. */
const TOLERANCE = 1e-4;

export const isSameLoss = (one: number, other: number): boolean =>
  Object.is(one, other) || Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
