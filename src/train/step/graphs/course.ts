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

export const noCourse: Course = { turns: [], until: 0, most: 0 };

/** Whether a step is compiled, by what is said. */
export const isCompiledBy = (turns: readonly number[], step: number): boolean => turns.filter((turn) => turn <= step).length % 2 === 1;

/** Whether a course says of all steps before this one what another does. */
export const agree = (one: Course, other: Course, step: number): boolean => before(one, step) === before(other, step);

const before = ({ turns }: Course, step: number): string => turns.filter((turn) => turn < step).join();

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
