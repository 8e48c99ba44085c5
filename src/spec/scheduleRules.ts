import { show, type Issue } from '../errors.ts';
import { join } from './option.ts';
import type { NamedValue } from './normalised.ts';

/** What no argument of a schedule tells by itself. */
export function checkSchedule(schedule: NamedValue, path: string): readonly Issue[] {
  if (schedule.type !== 'piecewiseConstant') return [];
  const { boundaries, factors } = schedule as unknown as { boundaries: readonly number[]; factors: readonly number[] };
  const issues: Issue[] = [];
  if (boundaries.some((boundary, i) => i > 0 && boundary <= boundaries[i - 1]!)) {
    issues.push({ path: join(path, 'boundaries'), expected: 'epochs in rising order', received: show(boundaries) });
  }
  if (factors.length !== boundaries.length + 1) {
    const expected = `${boundaries.length + 1} factors, one more than there are boundaries`;
    issues.push({ path: join(path, 'factors'), expected, received: String(factors.length) });
  }
  return issues;
}
