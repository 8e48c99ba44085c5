import type { GraphArray } from './graphArray.ts';
import type { GraphMath, Term } from './graphMath.ts';

type Arrays = readonly (GraphArray | undefined)[];
/** What else the nodes follow from, compared by identity: flags, and ways of writing a formula. */
type Form = readonly unknown[];
type Terms<Numbers extends readonly number[]> = { readonly [K in keyof Numbers]: Term };

/** Adds the nodes of a loop: puts what arrays become in place of what they are. */
export type Emit<A extends Arrays, N extends readonly number[], F extends Form> = (
  math: GraphMath,
  arrays: A,
  numbers: Terms<N>,
  form: F,
) => void;

/** A loop that was called. */
export interface Call {
  readonly emit: Emit<Arrays, readonly number[], Form>;
  readonly arrays: Arrays;
  /** Those that its nodes are to be fed. */
  readonly numbers: readonly number[];
  readonly form: Form;
}

/** The loops that a step called, in order. */
export interface Tape {
  readonly calls: readonly Call[];
  begin(): void;
  call<const A extends Arrays, const N extends readonly number[], const F extends Form>(
    emit: Emit<A, N, F>,
    arrays: A,
    numbers: N,
    form: F,
  ): void;
}

export function createTape(): Tape {
  const calls: Call[] = [];
  return {
    calls,
    begin() {
      calls.length = 0;
    },
    call: (emit, arrays, numbers, form) => {
      calls.push({ emit: emit as unknown as Call['emit'], arrays, numbers, form });
    },
  };
}

/** Whether two calls add the same nodes, apart from what these are fed. */
export const areAlike = (a: Call, b: Call): boolean => a.emit === b.emit && areSame(a.arrays, b.arrays) && areSame(a.form, b.form);

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
