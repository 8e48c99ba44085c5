import type { InTurns } from '../../turns/inTurns.ts';
import type { Series } from './series.ts';
import { placeOf, stepsBetween, type Step } from './step.ts';

/**
 * Looks back by whole seasons, over gaps too: from a place in a series the row so many steps after it, less a season, or less as few
 * more as it takes to come to a row that is there. Undefined where there is none.
 * @param most How many seasons back at most. Default: as many as there are.
 */
export type LookBack = (at: number, steps: number, most?: number) => number | undefined;

/** How to look back in one series. What it finds is never later than where it looks from. */
export function lookBack({ times }: Series, step: Step, season: number): LookBack {
  const first = times.length === 0 ? 0 : placeOf(step, times[0]!);
  const stepOf = Array.from(times, (time) => Math.round(stepsBetween(first, placeOf(step, time))));
  const rowAt = new Map(stepOf.map((own, at) => [own, at] as const));
  return (at, steps, most = Infinity) => {
    const fewest = Math.max(1, Math.ceil(steps / season));
    for (let back = 0; back < most; back++) {
      const wanted = stepOf[at]! + steps - season * (fewest + back);
      if (wanted < 0) return undefined;
      const found = rowAt.get(wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** The same of each of them. */
export function* lookBackInEach(all: readonly Series[], step: Step, season: number): InTurns<readonly LookBack[]> {
  const looks: LookBack[] = [];
  for (const series of all) {
    looks.push(lookBack(series, step, season));
    yield;
  }
  return looks;
}
