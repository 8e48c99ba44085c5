import type { Recording } from '../../../graph/recording.ts';

/**
 * Which way of running graphs is the fastest, found by trying each. XLA sums in another order, by which weights differ in their last
 * digits (measured: by 1e-7 after 200 steps): where it is tried, these depend on the times that were measured. How many steps are made
 * in one call changes no bit.
 */
export interface Ways {
  /** Whether the graphs that are made now are compiled by XLA. */
  readonly isCompiled: boolean;
  /** What a step took, in milliseconds, in the last call that was timed. */
  readonly milliseconds: number;
  /** Told what a step took in a call. @returns Whether the graphs are to be made anew, in another way or for more steps at once. */
  took(milliseconds: number): boolean;
  /** XLA has refused a graph: those that are made from now on are not compiled. @returns Whether they were. */
  giveUpCompiling(): boolean;
}

/** The first call of a graph makes things. */
const TIMED_CALL = 3;

/** @param mayCompile Whether it is worth trying. */
export function createWays(mayCompile: boolean): Ways {
  const trials = [{ isCompiled: false }, ...(mayCompile ? [{ isCompiled: true }] : [])];
  const times: number[] = [];
  /** The first trial is of few steps, and tells how many are to be in a call. */
  let isProbe = true;
  let isOver = false;
  let calls = 0;
  const ways = {
    isCompiled: false,
    milliseconds: 1,
    took(milliseconds: number) {
      if (isOver || ++calls < TIMED_CALL) return false;
      calls = 0;
      ways.milliseconds = milliseconds;
      if (isProbe) {
        isProbe = false;
        isOver = trials.length === 1;
        return true;
      }
      times.push(milliseconds);
      const next = trials[times.length];
      if (next !== undefined) {
        ways.isCompiled = next.isCompiled;
        return true;
      }
      isOver = true;
      const best = times.indexOf(Math.min(...times));
      ways.milliseconds = times[best]!;
      const isOther = trials[best]!.isCompiled !== ways.isCompiled;
      ways.isCompiled = trials[best]!.isCompiled;
      return isOther || times[best]! < times[0]! / 1.5;
    },
    giveUpCompiling() {
      const were = ways.isCompiled;
      ways.isCompiled = false;
      isOver = true;
      return were;
    },
  };
  return ways;
}

/** More operations take XLA seconds to compile. */
const MOST_OPERATIONS = 800;
/** XLA has slow ones of its own, or none. */
const slow = /Conv|Pool|Depthwise|BlockLSTM/;

export const mayCompile = ({ operations }: Recording): boolean =>
  operations.length <= MOST_OPERATIONS && !operations.some(({ op }) => slow.test(op));
