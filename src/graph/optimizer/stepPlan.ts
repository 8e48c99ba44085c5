import { areAlike, type Call } from './tape.ts';

/**
 * The nodes of one kind of step. There is more than one kind where gradients are accumulated or weights averaged, and for the first
 * steps of these.
 */
export interface StepPlan {
  /** Names it among the plans of its optimizer. */
  readonly key: string;
  /** What the last step of this plan is fed, as 32 bits: overwritten by the next. */
  readonly numbers: Float32Array;
}

/** A plan with what makes its nodes. */
export interface FullPlan extends StepPlan {
  readonly calls: readonly Call[];
  /** Of each number of each call: where it is among those that are fed, or ZERO, or ONE. */
  readonly places: readonly number[];
  /** Whether a step is of this plan. If so its numbers are put in place. */
  takes(calls: readonly Call[]): boolean;
}

export const ZERO = -1;
export const ONE = -2;

/**
 * @param calls Of a step. Copied.
 * @param learningRate Of that step. What is 0 or 1 in it is so in all steps of the plan, and needs no node, and what is the same for
 *   several weights is fed once; but 0 and 1 may owe to a learning rate of 0 or 1, which another step has not.
 */
export function createStepPlan(key: string, calls: readonly Call[], learningRate: number): FullPlan {
  const own = [...calls];
  const { places, count } = lay(own, learningRate);
  // In 64 bits, since what is the same in 32 need not be so in the next step.
  const values = new Float64Array(count);
  const numbers = new Float32Array(count);
  return {
    key,
    numbers,
    calls: own,
    places,
    takes(calls) {
      if (calls.length !== own.length) return false;
      for (let c = 0; c < own.length; c++) if (!areAlike(calls[c]!, own[c]!)) return false;
      let at = 0;
      let filled = 0;
      for (let c = 0; c < calls.length; c++) {
        const given = calls[c]!.numbers;
        for (let k = 0; k < given.length; k++) {
          const place = places[at++]!;
          const number = given[k]!;
          if (place === filled) values[filled++] = number;
          else if (!isSame(number, place === ZERO ? 0 : place === ONE ? 1 : values[place]!)) return false;
        }
      }
      numbers.set(values);
      return true;
    },
  };
}

const isSame = (a: number, b: number): boolean => a === b || (a !== a && b !== b);

function lay(calls: readonly Call[], learningRate: number): { readonly places: number[]; readonly count: number } {
  // By loop, place in its call, and number. Others that are the same are so by chance.
  const known = new Map<Call['emit'], Map<string, number>>();
  const places: number[] = [];
  let count = 0;
  for (const { emit, numbers } of calls) {
    const ofLoop = known.get(emit) ?? new Map<string, number>();
    known.set(emit, ofLoop);
    numbers.forEach((number, k) => {
      if (number === 0 && learningRate !== 0) places.push(ZERO);
      else if (number === 1 && learningRate !== 1) places.push(ONE);
      else {
        const name = `${k} ${number}`;
        const place = (learningRate === 0 ? undefined : ofLoop.get(name)) ?? count++;
        ofLoop.set(name, place);
        places.push(place);
      }
    });
  }
  return { places, count };
}
