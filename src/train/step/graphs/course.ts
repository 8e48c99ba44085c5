import type { Snapshot } from '../../../snapshot.ts';

/**
 * How the steps of a run were made, counted from 0, as far as graphs of one kind make them. XLA sums in another order than TensorFlow
 * does, so that steps have the same bits where they take the same course.
 */
export interface Course {
  /** Steps at which the way changed: from the first on XLA's graph, from the second on the plain one again, and so on. */
  readonly turns: readonly number[];
  /** It is said for steps before this one; null: for all. */
  readonly until: number | null;
  /** How many steps the graphs had room for: changes no bit. */
  readonly most: number;
}

/** So many steps of each run are plain: shorter ones have nothing to find out. */
export const LEAST_STEPS = 256;

export const noCourse: Course = { turns: [], until: 0, most: 0 };

/** Whether a step is compiled, by what is said. */
export const isCompiledBy = (turns: readonly number[], step: number): boolean => turns.filter((turn) => turn <= step).length % 2 === 1;

/** Turns that go on in this way from a step on, which is behind all of them. */
export const turned = (turns: readonly number[], step: number, isCompiled: boolean): readonly number[] =>
  isCompiledBy(turns, step) === isCompiled ? turns : [...turns, step];

/** Whether a course says all that another does, and more. */
export function continues(course: Course, other: Course): boolean {
  const { until } = other;
  if (until === null || (course.until !== null && course.until <= until)) return false;
  const before = ({ turns }: Course) => turns.filter((turn) => turn < until).join();
  return before(course) === before(other);
}

/** Undefined for what is no course. */
export function readCourse(value: unknown): Course | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { turns, until, most } = value as Readonly<Record<string, unknown>>;
  const isCount = (number: unknown): number is number => Number.isSafeInteger(number) && (number as number) >= 0;
  if (!Array.isArray(turns) || !turns.every(isCount) || !isCount(most)) return undefined;
  if (turns.some((turn, i) => i > 0 && turn <= turns[i - 1]!)) return undefined;
  return until === null || isCount(until) ? { turns, until, most } : undefined;
}

export const saveCourse = ({ turns, until, most }: Course): Snapshot => ({ turns: [...turns], until, most });
