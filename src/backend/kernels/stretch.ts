/** Places in three arrays that lie evenly apart: where the first is, and how far it is from each to the next. */
export interface Run {
  count: number;
  out: number;
  outStep: number;
  a: number;
  aStep: number;
  b: number;
  bStep: number;
}

/** An axis of what comes out. A tensor that is stretched along it makes steps of 0. */
export interface Axis {
  size: number;
  readonly outStep: number;
  readonly aStep: number;
  readonly bStep: number;
}

/** So long the last axis must be to be taken before a longer one. */
const LONG_ENOUGH = 8;

/**
 * Visits each value of two tensors stretched over each other, in as few and long runs as there are: neighbouring axes that both
 * tensors go through evenly are one. The run is used again for the next.
 */
export function eachRun(a: readonly number[], b: readonly number[], out: readonly number[], visit: (run: Run) => void): void {
  const axes = axesOf(a, b, out);
  if (axes.some(({ size }) => size === 0)) return;
  // From the last axis on. Which of them is gone through first does not matter.
  const [last = { size: 1, outStep: 0, aStep: 0, bStep: 0 }] = axes;
  const inner = last.size >= LONG_ENOUGH ? last : axes.reduce((one, other) => (other.size > one.size ? other : one), last);
  const { size: count, ...steps } = inner;
  const run: Run = { count, ...steps, out: 0, a: 0, b: 0 };
  const outer = axes.filter((axis) => axis !== inner);
  const at = outer.map(() => 0);
  for (let left = outer.reduce((all, { size }) => all * size, 1); left > 0; left--) {
    visit(run);
    for (const [i, { size, outStep, aStep, bStep }] of outer.entries()) {
      const isAtEnd = ++at[i]! === size;
      const moved = isAtEnd ? 1 - size : 1;
      run.out += moved * outStep;
      run.a += moved * aStep;
      run.b += moved * bStep;
      if (!isAtEnd) break;
      at[i] = 0;
    }
  }
}

/** Axes from the last on, without those of one value; neighbours that both tensors go through evenly are one. */
export function axesOf(a: readonly number[], b: readonly number[], out: readonly number[]): readonly Axis[] {
  const axes: Axis[] = [];
  let [outStep, aStep, bStep] = [1, 1, 1];
  for (let fromEnd = 1; fromEnd <= out.length; fromEnd++) {
    const [size, sizeA, sizeB] = [out[out.length - fromEnd]!, a[a.length - fromEnd] ?? 1, b[b.length - fromEnd] ?? 1];
    if (size === 1) continue;
    const axis = { size, outStep, aStep: sizeA === 1 ? 0 : aStep, bStep: sizeB === 1 ? 0 : bStep };
    const within = axes.at(-1);
    const isOne = within && within.aStep * within.size === axis.aStep && within.bStep * within.size === axis.bStep;
    if (isOne) within.size *= size;
    else axes.push(axis);
    [outStep, aStep, bStep] = [outStep * size, aStep * sizeA, bStep * sizeB];
  }
  return axes;
}
