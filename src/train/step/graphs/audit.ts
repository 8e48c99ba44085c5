/** The run that is audited first; each later one is so many times as far on. */
const AUDITED = 16;

/** Which of its steps is the next that is held to what operations make of it, after so many. */
export function nextAudit(steps: number): number {
  let at = AUDITED;
  while (at <= steps) at *= AUDITED;
  return at;
}

/** Sums are rounded otherwise in graphs: by millionths, and more where much of them cancels out. */
const TOLERANCE = 1e-4;

export const isSameLoss = (one: number, other: number): boolean =>
  Object.is(one, other) || Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(other));
