/** Finds out what a step takes: the least of some calls, since others use the machine, too. */
export interface Pace {
  isSettled: boolean;
  /** What a step takes by the last calls, in milliseconds. */
  readonly step: number;
  /** Told of each call. @returns What a step takes by the first calls, once. */
  settles(milliseconds: number): number | undefined;
}

const LAST_CALLS = 3;

export function createPace(): Pace {
  let calls = 0;
  let last: readonly number[] = [];
  const pace: Pace = {
    isSettled: false,
    get step() {
      return Math.min(...last);
    },
    settles(milliseconds) {
      // The first call of a graph makes things.
      if (++calls === 1) return undefined;
      last = [milliseconds, ...last.slice(0, LAST_CALLS - 1)];
      if (pace.isSettled || last.length < LAST_CALLS) return undefined;
      pace.isSettled = true;
      return pace.step;
    },
  };
  return pace;
}
