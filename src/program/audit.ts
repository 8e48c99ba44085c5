/** The run that is audited first; each later one is so many times as far on. */
const AUDITED = 16;

/** Which run is the next that is held to what operations make of it, after so many. */
export function nextAudit(runs: number): number {
  let at = AUDITED;
  while (at <= runs) at *= AUDITED;
  return at;
}

/** Whether a run is one of those, counted from 1. */
export const isAudited = (run: number): boolean => nextAudit(run - 1) === run;
