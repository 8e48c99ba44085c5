import type { GraphArray } from './graphArray.ts';
import type { GraphMath, Term } from './graphMath.ts';
import type { Decay, Keep } from './keeps.ts';
import type { Ref } from '../value.ts';

// The nodes of each loop of optimizers/loops.ts. Terms are what graphLoops.ts feeds them.

/** weight = (1 - lost) * weight - update */
function take(math: GraphMath, weight: GraphArray, lost: Term, update: Term): void {
  put(math, weight, math.minus(math.minus(weight.ref, math.times(lost, weight.ref)), update));
}

function put(math: GraphMath, array: GraphArray, term: Term): Ref {
  return (array.ref = math.like(array.ref, term));
}

type Weight = readonly [weight: GraphArray, gradient: GraphArray];

export const descend = (math: GraphMath, [weight, gradient]: Weight, [rate, lost]: readonly [Term, Term]): void =>
  take(math, weight, lost, math.times(rate, gradient.ref));

export function trace(
  math: GraphMath,
  [weight, gradient, sum]: readonly [...Weight, GraphArray],
  [rate, lost, scale, kept, lostOfSum]: readonly [Term, Term, Term, Term, Term],
  [decay, ahead]: readonly [Decay, boolean],
): void {
  const g = math.times(scale, gradient.ref);
  const now = put(math, sum, decay(math, sum.ref, g, kept, lostOfSum));
  take(math, weight, lost, math.times(rate, ahead ? decay(math, now, g, kept, lostOfSum) : now));
}

export function adam(
  math: GraphMath,
  [weight, gradient, mean, square, largest]: readonly [...Weight, GraphArray, GraphArray, GraphArray | undefined],
  [lost, kept1, added1, kept2, added2, ofMean, ofGradient, epsilon]: readonly [Term, Term, Term, Term, Term, Term, Term, Term],
  [keep1, keep2]: readonly [Keep, Keep],
): void {
  const { plus, times } = math;
  const g = gradient.ref;
  const m = put(math, mean, keep1(math, mean.ref, g, kept1, added1));
  let v = put(math, square, keep2(math, square.ref, math.square(g), kept2, added2));
  if (largest !== undefined) v = largest.ref = math.larger(largest.ref, v);
  take(math, weight, lost, math.over(plus(times(ofMean, m), times(ofGradient, g)), plus(math.root(v), epsilon)));
}

export function adamax(
  math: GraphMath,
  [weight, gradient, mean, maximum]: readonly [...Weight, GraphArray, GraphArray],
  [rate, lost, kept1, added1, kept2, lost2, epsilon]: readonly [Term, Term, Term, Term, Term, Term, Term],
  [keep, decay]: readonly [Keep, Decay],
): void {
  const m = put(math, mean, keep(math, mean.ref, gradient.ref, kept1, added1));
  const most = put(math, maximum, math.larger(math.magnitude(gradient.ref), decay(math, maximum.ref, 0, kept2, lost2)));
  take(math, weight, lost, math.over(math.times(rate, m), math.plus(most, epsilon)));
}

export function rms(
  math: GraphMath,
  [weight, gradient, square, mean, sum]: readonly [...Weight, GraphArray, GraphArray | undefined, GraphArray | undefined],
  [rate, lost, kept, added, epsilon, scale, keptOfSum, lostOfSum]: readonly [Term, Term, Term, Term, Term, Term, Term, Term],
  [keep, decay]: readonly [Keep, Decay],
): void {
  const { plus, minus, times } = math;
  const g = gradient.ref;
  let v = put(math, square, keep(math, square.ref, math.square(g), kept, added));
  if (mean !== undefined) {
    const m = put(math, mean, keep(math, mean.ref, g, kept, added));
    // Rounding may leave less than nothing where all gradients are alike.
    v = math.larger(math.like(v, minus(v, math.square(m))), 0);
  }
  let update = math.over(g, math.root(plus(v, epsilon)));
  if (sum !== undefined) update = put(math, sum, decay(math, sum.ref, times(scale, update), keptOfSum, lostOfSum));
  take(math, weight, lost, times(rate, update));
}

export function adadelta(
  math: GraphMath,
  [weight, gradient, ofGradient, ofUpdate]: readonly [...Weight, GraphArray, GraphArray],
  [rate, lost, kept, added, epsilon]: readonly [Term, Term, Term, Term, Term],
  [keep]: readonly [Keep],
): void {
  const { plus, times } = math;
  const square = put(math, ofGradient, keep(math, ofGradient.ref, math.square(gradient.ref), kept, added));
  const factor = math.root(math.over(plus(ofUpdate.ref, epsilon), plus(square, epsilon)));
  const update = math.like(gradient.ref, times(factor, gradient.ref));
  put(math, ofUpdate, keep(math, ofUpdate.ref, math.square(update), kept, added));
  take(math, weight, lost, times(rate, update));
}

export function lion(
  math: GraphMath,
  [weight, gradient, mean]: readonly [...Weight, GraphArray],
  [rate, lost, kept1, added1, kept2, added2]: readonly [Term, Term, Term, Term, Term, Term],
  [keep1, keep2]: readonly [Keep, Keep],
): void {
  const direction = math.sign(keep1(math, mean.ref, gradient.ref, kept1, added1));
  put(math, mean, keep2(math, mean.ref, gradient.ref, kept2, added2));
  take(math, weight, lost, math.times(rate, direction));
}

/** Together, where they are more than one. */
export function clipNorm(math: GraphMath, arrays: readonly GraphArray[], [limit]: readonly [Term]): void {
  const norm = math.norm(arrays.map(({ ref }) => ref));
  const factor = math.ifLarger(norm, limit, math.over(limit, norm), 1);
  for (const array of arrays) put(math, array, math.times(factor, array.ref));
}

export function clip(math: GraphMath, [values]: readonly [GraphArray], [limit, opposite]: readonly [Term, Term]): void {
  values.ref = math.larger(math.smaller(values.ref, limit), opposite);
}

export function copy(_: GraphMath, [into, values]: readonly [GraphArray, GraphArray]): void {
  into.ref = values.ref;
}

export function clear(math: GraphMath, [values]: readonly [GraphArray]): void {
  put(math, values, 0);
}

export function add(math: GraphMath, [sum, values]: readonly [GraphArray, GraphArray]): void {
  put(math, sum, math.plus(sum.ref, values.ref));
}

export function takeMean(math: GraphMath, [sum, values]: readonly [GraphArray, GraphArray], [count]: readonly [Term]): void {
  put(math, values, math.over(math.plus(sum.ref, values.ref), count));
  put(math, sum, 0);
}

export function average(
  math: GraphMath,
  [mean, values]: readonly [GraphArray, GraphArray],
  [kept, added]: readonly [Term, Term],
  [keep]: readonly [Keep],
): void {
  put(math, mean, keep(math, mean.ref, values.ref, kept, added));
}
