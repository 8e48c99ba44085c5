import type { InTurns } from '../turns/inTurns.ts';

/** The value at a point; its gradient is written into `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => InTurns<number>;

export interface LbfgsOptions {
  /** Done when no part of the gradient is larger. */
  readonly tolerance: number;
  /** The objective is not asked more often than this. */
  readonly maximumEvaluations: number;
}

/** Pairs of steps remembered. */
const MEMORY = 10;
/** Conditions of Armijo and of Wolfe on a step. */
const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
/** After so many halvings what is left of a step is rounding. */
const MOST_TRIALS = 40;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly product: number;
}

/**
 * The minimum of a smooth function, from `start` on, by the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno
 * (J. Nocedal and S. Wright, Numerical Optimization, 2nd edition, algorithm 7.5), each step found by bisection until it meets
 * the weak Wolfe conditions.
 */
export function* minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance, maximumEvaluations }: LbfgsOptions,
): InTurns<Float64Array> {
  let point = start;
  let gradient = new Float64Array(start.length);
  let value = yield* objective(point, gradient);
  let evaluations = 1;
  const pairs: Pair[] = [];
  while (evaluations < maximumEvaluations && gradient.some((part) => Math.abs(part) > tolerance)) {
    const direction = descend(gradient, pairs);
    const slope = dot(direction, gradient);
    // Without a memory the gradient's length says nothing of how far to go.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let [tooShort, tooLong] = [0, Infinity];
    let next: Float64Array;
    let nextGradient: Float64Array<ArrayBuffer>;
    let nextValue: number;
    let trials = 0;
    do {
      next = point.map((part, i) => part + length * direction[i]!);
      nextGradient = new Float64Array(start.length);
      nextValue = yield* objective(next, nextGradient);
      evaluations++;
      trials++;
      if (!(nextValue <= value + SUFFICIENT_DECREASE * length * slope)) tooLong = length;
      else if (dot(nextGradient, direction) < CURVATURE * slope) tooShort = length;
      else break;
      length = tooLong === Infinity ? 2 * tooShort : (tooShort + tooLong) / 2;
    } while (evaluations < maximumEvaluations && trials < MOST_TRIALS);
    if (!(nextValue < value)) break; // no lower point within rounding, or no evaluation left to find it
    const step = next.map((part, i) => part - point[i]!);
    const change = nextGradient.map((part, i) => part - gradient[i]!);
    const product = dot(step, change);
    if (product > 0) pairs.push({ step, change, product });
    if (pairs.length > MEMORY) pairs.shift();
    [point, gradient, value] = [next, nextGradient, nextValue];
  }
  return point;
}

/** Minus the gradient, times the inverse second derivative as far as the pairs tell it. */
function descend(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((part) => -part);
  const weights = pairs.map(() => 0);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { step, change, product } = pairs[i]!;
    weights[i] = dot(step, direction) / product;
    add(direction, change, -weights[i]!);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  pairs.forEach(({ step, change, product }, i) => add(direction, step, weights[i]! - dot(change, direction) / product));
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}
