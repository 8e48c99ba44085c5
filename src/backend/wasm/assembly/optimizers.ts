// Constants of the loop that runs: they are set before it, and are too many to be handed on. See src/optimizers/loops.ts for what they mean.
let weightKept: v128 = i32x4(0, 0, 0, 0);
let weightLost: v128 = i32x4(0, 0, 0, 0);
let pace: v128 = i32x4(0, 0, 0, 0);
let kept1: v128 = i32x4(0, 0, 0, 0);
let lost1: v128 = i32x4(0, 0, 0, 0);
let added1: v128 = i32x4(0, 0, 0, 0);
let kept2: v128 = i32x4(0, 0, 0, 0);
let lost2: v128 = i32x4(0, 0, 0, 0);
let added2: v128 = i32x4(0, 0, 0, 0);
let factor: v128 = i32x4(0, 0, 0, 0);
let other: v128 = i32x4(0, 0, 0, 0);
let correct: v128 = i32x4(0, 0, 0, 0);
let small: v128 = i32x4(0, 0, 0, 0);
let isAhead: bool = false;
let hasMean: bool = false;
let hasSum: bool = false;

const ZERO: v128 = i32x4(0, 0, 0, 0);

function splat(x: f64): v128 {
  return f32x4.splat(<f32>x);
}

// What is kept of a number, `keep` of it, is the number less 1 - keep of it, where that is the smaller part: no number of 32 bits is so
// near to 0.999 that 1 - 0.999 would be right to more than 5 digits.
function keptOf(keep: f64): v128 {
  return splat(keep < 0.5 ? keep : 1);
}
function lostOf(keep: f64): v128 {
  return splat(keep < 0.5 ? 0 : 1 - keep);
}
function setFirst(keep: f64, added: f64): void {
  kept1 = keptOf(keep);
  lost1 = lostOf(keep);
  added1 = splat(added);
}
function setSecond(keep: f64, added: f64): void {
  kept2 = keptOf(keep);
  lost2 = lostOf(keep);
  added2 = splat(added);
}
function setPace(rate: f64, lost: f64): void {
  pace = splat(rate);
  weightKept = keptOf(1 - lost);
  weightLost = lostOf(1 - lost);
}

/** What the loops are made of. There is never an object of these classes: they become the code of a generic loop. */
class Loop {
  /** Four numbers, or one in all four places where fewer are left. */
  @inline
  read(at: usize, four: bool): v128 {
    return four ? v128.load(at) : v128.load_splat<f32>(at);
  }
  @inline
  write(at: usize, x: v128, four: bool): v128 {
    if (four) v128.store(at, x);
    else store<f32>(at, f32x4.extract_lane(x, 0));
    return x;
  }
  /** keep * old + added */
  @inline
  keep(old: v128, added: v128, kept: v128, lost: v128): v128 {
    return f32x4.add(f32x4.mul(kept, old), f32x4.sub(added, f32x4.mul(lost, old)));
  }
  /** The running mean of gradients. */
  @inline
  mean(at: usize, g: v128, four: bool): v128 {
    return this.write(at, this.keep(this.read(at, four), f32x4.mul(added1, g), kept1, lost1), four);
  }
  /** The weight decays, and the update is taken from it. */
  @inline
  take(weight: usize, update: v128, four: bool): void {
    const left = this.keep(this.read(weight, four), ZERO, weightKept, weightLost);
    this.write(weight, f32x4.sub(left, f32x4.mul(pace, update)), four);
  }
}

/** Runs a loop over weights, gradients and what there is beside them: addresses, 0 for none. */
function each<F>(weight: usize, gradient: usize, a: usize, b: usize, c: usize, count: i32): void {
  const f = changetype<F>(0);
  for (; count >= 4; count -= 4, weight += 16, gradient += 16, a += 16, b += 16, c += 16) f.move(weight, gradient, a, b, c, true);
  for (; count > 0; count--, weight += 4, gradient += 4, a += 4, b += 4, c += 4) f.move(weight, gradient, a, b, c, false);
}

class Descend extends Loop {
  @inline
  move(weight: usize, gradient: usize, a: usize, b: usize, c: usize, four: bool): void {
    this.take(weight, this.read(gradient, four), four);
  }
}
class Trace extends Loop {
  @inline
  move(weight: usize, gradient: usize, sum: usize, b: usize, c: usize, four: bool): void {
    const u = f32x4.mul(factor, this.read(gradient, four));
    const t = this.write(sum, this.keep(this.read(sum, four), u, kept1, lost1), four);
    this.take(weight, isAhead ? this.keep(t, u, kept1, lost1) : t, four);
  }
}
// What is overridden would be looked up by the type of the object: classes that are run override nothing.
class Moments extends Loop {
  @inline
  square(at: usize, g: v128, four: bool): v128 {
    return this.write(at, this.keep(this.read(at, four), f32x4.mul(f32x4.mul(added2, g), g), kept2, lost2), four);
  }
  @inline
  takeMoments(weight: usize, g: v128, m: v128, v: v128, four: bool): void {
    const above = f32x4.add(f32x4.mul(factor, m), f32x4.mul(other, g));
    this.take(weight, f32x4.div(above, f32x4.add(f32x4.sqrt(f32x4.mul(v, correct)), small)), four);
  }
}
class Adam extends Moments {
  @inline
  move(weight: usize, gradient: usize, mean: usize, square: usize, c: usize, four: bool): void {
    const g = this.read(gradient, four);
    this.takeMoments(weight, g, this.mean(mean, g, four), this.square(square, g, four), four);
  }
}
class Amsgrad extends Moments {
  @inline
  move(weight: usize, gradient: usize, mean: usize, square: usize, largest: usize, four: bool): void {
    const g = this.read(gradient, four);
    const m = this.mean(mean, g, four);
    const v = this.square(square, g, four);
    this.takeMoments(weight, g, m, this.write(largest, f32x4.max(this.read(largest, four), v), four), four);
  }
}
class Adamax extends Loop {
  @inline
  move(weight: usize, gradient: usize, mean: usize, maximum: usize, c: usize, four: bool): void {
    const g = this.read(gradient, four);
    const m = this.mean(mean, g, four);
    const most = this.write(maximum, f32x4.max(this.keep(this.read(maximum, four), ZERO, kept2, lost2), f32x4.abs(g)), four);
    this.take(weight, f32x4.div(f32x4.mul(m, factor), f32x4.add(most, small)), four);
  }
}
class Rms extends Loop {
  @inline
  move(weight: usize, gradient: usize, square: usize, mean: usize, sum: usize, four: bool): void {
    const g = this.read(gradient, four);
    let v = this.write(square, this.keep(this.read(square, four), f32x4.mul(f32x4.mul(added1, g), g), kept1, lost1), four);
    if (hasMean) {
      const m = this.mean(mean, g, four);
      v = f32x4.max(f32x4.sub(v, f32x4.mul(m, m)), ZERO);
    }
    let u = f32x4.mul(factor, f32x4.div(g, f32x4.sqrt(f32x4.add(v, small))));
    if (hasSum) u = this.write(sum, this.keep(this.read(sum, four), u, kept2, lost2), four);
    this.take(weight, u, four);
  }
}
class Adadelta extends Loop {
  @inline
  move(weight: usize, gradient: usize, ofGradient: usize, ofUpdate: usize, c: usize, four: bool): void {
    const g = this.read(gradient, four);
    const square = this.write(ofGradient, this.keep(this.read(ofGradient, four), f32x4.mul(f32x4.mul(added1, g), g), kept1, lost1), four);
    const old = this.read(ofUpdate, four);
    const u = f32x4.mul(f32x4.sqrt(f32x4.div(f32x4.add(old, small), f32x4.add(square, small))), g);
    this.write(ofUpdate, this.keep(old, f32x4.mul(f32x4.mul(added1, u), u), kept1, lost1), four);
    this.take(weight, u, four);
  }
}
class Lion extends Loop {
  @inline
  move(weight: usize, gradient: usize, mean: usize, b: usize, c: usize, four: bool): void {
    const g = this.read(gradient, four);
    const m = this.read(mean, four);
    const way = this.keep(m, f32x4.mul(added1, g), kept1, lost1);
    this.write(mean, this.keep(m, f32x4.mul(added2, g), kept2, lost2), four);
    const one = v128.or(v128.and(way, f32x4.splat(-0.0)), f32x4.splat(1));
    const hasSign = v128.or(f32x4.gt(way, ZERO), f32x4.lt(way, ZERO));
    this.take(weight, v128.bitselect(one, way, hasSign), four);
  }
}

export function descend(weight: usize, gradient: usize, count: i32, rate: f64, lost: f64): void {
  setPace(rate, lost);
  each<Descend>(weight, gradient, 0, 0, 0, count);
}

export function trace(
  weight: usize,
  gradient: usize,
  sum: usize,
  count: i32,
  rate: f64,
  lost: f64,
  scale: f64,
  momentum: f64,
  ahead: bool,
): void {
  setPace(rate, lost);
  setFirst(momentum, 0);
  factor = splat(scale);
  isAhead = ahead;
  each<Trace>(weight, gradient, sum, 0, 0, count);
}

export function adam(
  weight: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  largest: usize,
  count: i32,
  rate: f64,
  lost: f64,
  beta1: f64,
  beta2: f64,
  ofMean: f64,
  ofGradient: f64,
  correction: f64,
  epsilon: f64,
): void {
  setPace(rate, lost);
  setFirst(beta1, 1 - beta1);
  setSecond(beta2, 1 - beta2);
  if (!largest && !lost && !ofGradient && beta1 >= 0.5 && beta2 >= 0.5) {
    return adamAlone(weight, gradient, mean, square, count, rate, 1 - beta1, 1 - beta2, ofMean, correction, epsilon);
  }
  factor = splat(ofMean);
  other = splat(ofGradient);
  correct = splat(correction);
  small = splat(epsilon);
  if (largest) each<Amsgrad>(weight, gradient, mean, square, largest, count);
  else each<Adam>(weight, gradient, mean, square, 0, count);
}

/** What `Adam` comes to without decay and look ahead, with constants in registers: the engine reads globals anew for each four numbers. */
function adamAlone(
  weight: usize,
  gradient: usize,
  mean: usize,
  square: usize,
  count: i32,
  rate: f64,
  rest1: f64,
  rest2: f64,
  ofMean: f64,
  correction: f64,
  epsilon: f64,
): void {
  const first = splat(rest1);
  const second = splat(rest2);
  const size = splat(ofMean);
  const root = splat(correction);
  const least = splat(epsilon);
  const step = splat(rate);
  for (; count >= 4; count -= 4, weight += 16, gradient += 16, mean += 16, square += 16) {
    const g = v128.load(gradient);
    let m = v128.load(mean);
    let v = v128.load(square);
    m = f32x4.add(m, f32x4.sub(f32x4.mul(first, g), f32x4.mul(first, m)));
    v = f32x4.add(v, f32x4.sub(f32x4.mul(f32x4.mul(second, g), g), f32x4.mul(second, v)));
    v128.store(mean, m);
    v128.store(square, v);
    const update = f32x4.div(f32x4.mul(size, m), f32x4.add(f32x4.sqrt(f32x4.mul(v, root)), least));
    v128.store(weight, f32x4.sub(v128.load(weight), f32x4.mul(step, update)));
  }
  factor = size;
  other = ZERO;
  correct = root;
  small = least;
  each<Adam>(weight, gradient, mean, square, 0, count);
}

export function adamax(
  weight: usize,
  gradient: usize,
  mean: usize,
  maximum: usize,
  count: i32,
  rate: f64,
  lost: f64,
  beta1: f64,
  beta2: f64,
  correction: f64,
  epsilon: f64,
): void {
  setPace(rate, lost);
  setFirst(beta1, 1 - beta1);
  setSecond(beta2, 0);
  factor = splat(correction);
  small = splat(epsilon);
  each<Adamax>(weight, gradient, mean, maximum, 0, count);
}

export function rms(
  weight: usize,
  gradient: usize,
  square: usize,
  mean: usize,
  sum: usize,
  count: i32,
  rate: f64,
  lost: f64,
  kept: f64,
  added: f64,
  epsilon: f64,
  scale: f64,
  momentum: f64,
): void {
  setPace(rate, lost);
  setFirst(kept, added);
  setSecond(momentum, 0);
  factor = splat(scale);
  small = splat(epsilon);
  hasMean = mean != 0;
  hasSum = sum != 0;
  each<Rms>(weight, gradient, square, mean, sum, count);
}

export function adadelta(
  weight: usize,
  gradient: usize,
  ofGradient: usize,
  ofUpdate: usize,
  count: i32,
  rate: f64,
  lost: f64,
  rho: f64,
  epsilon: f64,
): void {
  setPace(rate, lost);
  setFirst(rho, 1 - rho);
  small = splat(epsilon);
  each<Adadelta>(weight, gradient, ofGradient, ofUpdate, 0, count);
}

export function lion(weight: usize, gradient: usize, mean: usize, count: i32, rate: f64, lost: f64, beta1: f64, beta2: f64): void {
  setPace(rate, lost);
  setFirst(beta1, 1 - beta1);
  setSecond(beta2, 1 - beta2);
  each<Lion>(weight, gradient, mean, 0, 0, count);
}

class Scale extends Loop {
  @inline
  move(values: usize, b: usize, c: usize, d: usize, e: usize, four: bool): void {
    this.write(values, f32x4.mul(this.read(values, four), factor), four);
  }
}
class Clip extends Loop {
  @inline
  move(values: usize, b: usize, c: usize, d: usize, e: usize, four: bool): void {
    this.write(values, f32x4.max(f32x4.min(this.read(values, four), factor), f32x4.neg(factor)), four);
  }
}
class Add extends Loop {
  @inline
  move(sum: usize, values: usize, c: usize, d: usize, e: usize, four: bool): void {
    this.write(sum, f32x4.add(this.read(sum, four), this.read(values, four)), four);
  }
}
class TakeMean extends Loop {
  @inline
  move(sum: usize, values: usize, c: usize, d: usize, e: usize, four: bool): void {
    this.write(values, f32x4.div(f32x4.add(this.read(sum, four), this.read(values, four)), factor), four);
    this.write(sum, ZERO, four);
  }
}
class Average extends Loop {
  @inline
  move(mean: usize, values: usize, c: usize, d: usize, e: usize, four: bool): void {
    this.write(mean, this.keep(this.read(mean, four), f32x4.mul(added1, this.read(values, four)), kept1, lost1), four);
  }
}

export function scaleAll(values: usize, count: i32, by: f64): void {
  factor = splat(by);
  each<Scale>(values, 0, 0, 0, 0, count);
}

export function clipAll(values: usize, count: i32, limit: f64): void {
  factor = splat(limit);
  each<Clip>(values, 0, 0, 0, 0, count);
}

export function addAll(sum: usize, values: usize, count: i32): void {
  each<Add>(sum, values, 0, 0, 0, count);
}

export function takeMean(sum: usize, values: usize, count: i32, divisor: f64): void {
  factor = splat(divisor);
  each<TakeMean>(sum, values, 0, 0, 0, count);
}

export function average(mean: usize, values: usize, count: i32, kept: f64): void {
  setFirst(kept, 1 - kept);
  each<Average>(mean, values, 0, 0, 0, count);
}

export function squaredNorm(values: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (; count >= 4; count -= 4, values += 16) {
    const a = f64x2.promote_low_f32x4(v128.load(values));
    const b = f64x2.promote_low_f32x4(v128.load64_zero(values, 8));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  let sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  for (; count > 0; count--, values += 4) sum += <f64>load<f32>(values) * <f64>load<f32>(values);
  return sum;
}
