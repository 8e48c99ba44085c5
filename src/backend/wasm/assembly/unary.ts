import { exp4, log4, tanh4 } from './functions';

// Classes of one function each stand for it in generic loops, where they become its code: no object is ever made.
class Exp {
  @inline
  of(x: v128): v128 {
    return exp4(x);
  }
}
class Log {
  @inline
  of(x: v128): v128 {
    return log4(x);
  }
}
class Tanh {
  @inline
  of(x: v128): v128 {
    return tanh4(x);
  }
}

/** A function of each of `count` numbers. */
function map<F>(out: usize, x: usize, count: i32): void {
  const f = changetype<F>(0);
  for (; count >= 4; count -= 4, out += 16, x += 16) v128.store(out, f.of(v128.load(x)));
  for (; count > 0; count--, out += 4, x += 4) store<f32>(out, f32x4.extract_lane(f.of(v128.load_splat<f32>(x)), 0));
}

export function exp(out: usize, x: usize, count: i32): void {
  map<Exp>(out, x, count);
}
export function log(out: usize, x: usize, count: i32): void {
  map<Log>(out, x, count);
}
export function tanh(out: usize, x: usize, count: i32): void {
  map<Tanh>(out, x, count);
}
