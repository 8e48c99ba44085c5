import type { Recording } from '../../../graph/recording.ts';

/**
 * In which way the steps of a recording are made. XLA sums in another order, by which weights differ in their last digits (measured: by
 * 1e-7 after 200 steps), so that what is compiled follows from the network and the number of the step alone, never from a time. How many
 * steps are made in one call changes no bit, and follows from what a step takes here.
 */
export interface Ways {
  /** Whether a step of the run, counted from 0, is compiled by XLA. */
  isCompiled(step: number): boolean;
  /** XLA has refused a graph: none is compiled any more. @returns Whether any could have been. */
  giveUpCompiling(): boolean;
  /** Told what a step took in a call, in milliseconds. @returns Where that is known now, for good. */
  took(milliseconds: number): number | undefined;
}

/** The first call of a graph makes things. */
const TIMED_CALL = 3;
/**
 * XLA takes a second or two to compile, and then makes steps about twice as fast: from here on, when as much time has gone to steps that
 * are not compiled.
 */
const COMPILED_FROM = 4096;

/** @param isWorth Whether XLA is worth its time. */
export function createWays(isWorth: boolean): Ways {
  let mayCompile = isWorth;
  let calls = 0;
  return {
    isCompiled: (step) => mayCompile && step >= COMPILED_FROM,
    giveUpCompiling() {
      const could = mayCompile;
      mayCompile = false;
      return could;
    },
    took: (milliseconds) => (++calls === TIMED_CALL ? milliseconds : undefined),
  };
}

/** More operations take XLA seconds to compile. */
const MOST_OPERATIONS = 800;
/** XLA has slow ones of its own, or none. */
const slow = /Conv|Pool|Depthwise|BlockLSTM/;

export const mayCompile = ({ operations }: Recording): boolean =>
  operations.length <= MOST_OPERATIONS && !operations.some(({ op }) => slow.test(op));
