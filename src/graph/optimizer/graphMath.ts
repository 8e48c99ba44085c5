import { typed, type Builder } from '../builder.ts';
import type { Ref } from '../value.ts';

/** Something of a formula: 32-bit values in the graph, or a number that is always the same. Scalars go with arrays of any shape. */
export type Term = Ref | number;

/** Formulas over 32-bit floats as nodes. What numbers make superfluous, like times 1, becomes none: nor is NaN times 0 NaN then. */
export interface GraphMath {
  plus(a: Term, b: Term): Term;
  minus(a: Term, b: Term): Term;
  times(a: Term, b: Term): Term;
  over(a: Term, b: Term): Term;
  /** NaN where one is NaN; `smaller` likewise. */
  larger(a: Ref, b: Term): Ref;
  smaller(a: Ref, b: Term): Ref;
  square(a: Ref): Ref;
  root(a: Term): Term;
  magnitude(a: Ref): Ref;
  /** 1, -1 or 0; of NaN it is NaN. */
  sign(a: Term): Term;
  /** The Euclidean norm of all arrays together, a scalar. */
  norm(arrays: readonly Ref[]): Ref;
  /** One or the other, where a is larger than b or not, or one of them is NaN. Scalars. */
  ifLarger(a: Ref, b: Term, yes: Term, no: Term): Ref;
  /** A term as values of a shape like that of others. */
  like(values: Ref, term: Term): Ref;
}

const T = { T: typed('float32') };
/** Of two of one shape, or a scalar and another. */
const shapeOf = (a: Ref, b: Ref) => (a.shape.length >= b.shape.length ? a.shape : b.shape);

export function graphMath(builder: Builder): GraphMath {
  const ref = (term: Term): Ref => (typeof term === 'number' ? builder.number(term) : term);
  const one = (op: string, a: Ref): Ref => builder.one(op, [a], T, { type: 'float32', shape: a.shape });
  const two = (op: string, a: Term, b: Term): Ref => {
    const [x, y] = [ref(a), ref(b)];
    return builder.one(op, [x, y], T, { type: 'float32', shape: shapeOf(x, y) });
  };
  const areNumbers = (a: Term, b: Term): boolean => typeof a === 'number' && typeof b === 'number';
  const math: GraphMath = {
    plus(a, b) {
      if (areNumbers(a, b)) return (a as number) + (b as number);
      if (a === 0) return b;
      return b === 0 ? a : two('AddV2', a, b);
    },
    minus(a, b) {
      if (areNumbers(a, b)) return (a as number) - (b as number);
      return b === 0 ? a : two('Sub', a, b);
    },
    times(a, b) {
      if (areNumbers(a, b)) return (a as number) * (b as number);
      if (a === 0 || b === 0) return 0;
      if (a === 1) return b;
      return b === 1 ? a : two('Mul', a, b);
    },
    over(a, b) {
      if (areNumbers(a, b)) return (a as number) / (b as number);
      if (a === 0) return 0;
      return b === 1 ? a : two('RealDiv', a, b);
    },
    larger: (a, b) => two('Maximum', a, b),
    smaller: (a, b) => two('Minimum', a, b),
    square: (a) => one('Square', a),
    root: (a) => (typeof a === 'number' ? Math.sqrt(a) : one('Sqrt', a)),
    magnitude: (a) => one('Abs', a),
    sign: (a) => (typeof a === 'number' ? Math.sign(a) : one('Sign', a)),
    norm(arrays) {
      const scalar = { type: 'float32', shape: [] } as const;
      // Half of the sum of squares, in one operation.
      const halves = arrays.map((values) => builder.one('L2Loss', [values], T, scalar));
      const half =
        halves.length === 1 ? halves[0]! : builder.one('AddN', halves, { ...T, N: { kind: 'int', value: halves.length } }, scalar);
      return one('Sqrt', two('Mul', half, 2));
    },
    ifLarger(a, b, yes, no) {
      const condition = builder.one('Greater', [a, ref(b)], T, { type: 'bool', shape: [] });
      return builder.one('SelectV2', [condition, ref(yes), ref(no)], T, { type: 'float32', shape: [] });
    },
    like: (values, term) => (typeof term === 'number' ? ref(math.plus(one('ZerosLike', values), term)) : term),
  };
  return math;
}
