import type { Addon } from '../../../graph/library.ts';
import type { Snapshot } from '../../../snapshot.ts';
import { agree, noCourse, readCourse, saveCourse, type Course } from './course.ts';
import { createWays, LEAST_STEPS, type Ways } from './ways.ts';

/** The ways of all graphs of a run, which outlive the graphs. */
export interface WaysBook {
  /** @param graph Names a graph by what is in it. */
  of(graph: string): Ways;
  /** The courses that the run has taken. */
  save(): Snapshot;
  /** Goes on from there. What a snapshot of an earlier release lacks is as none. */
  restore(saved: Snapshot | undefined): void;
  /** The run is over: what it has not found out stays open, but another must not do otherwise as far as it came. */
  end(): void;
}

/** @param memory Of this machine: courses that are there are taken again. */
export function createWaysBook(memory: Addon['memory']): WaysBook {
  const all = new Map<string, Ways>();
  let saved = new Map<string, Course>();

  const remembered = (graph: string): Course | undefined => {
    const text = memory?.read(graph);
    if (text === undefined) return undefined;
    try {
      return readCourse(JSON.parse(text));
    } catch {
      return undefined; // it is broken
    }
  };
  /** Unless there is one that says more. */
  const remember = (graph: string, course: Course): void => {
    const there = remembered(graph);
    const isMore = there === undefined || (there.until !== null && (course.until === null || course.until > there.until));
    if (isMore) memory?.write(graph, JSON.stringify(course));
  };
  const knownOf = (graph: string): Course => {
    const [own, machine] = [saved.get(graph), remembered(graph)];
    if (own === undefined) return machine ?? noCourse;
    if (own.until === null || machine === undefined) return own;
    return (machine.until === null || machine.until > own.until) && agree(own, machine, own.until) ? machine : own;
  };
  return {
    of(graph) {
      let ways = all.get(graph);
      if (ways === undefined) {
        ways = createWays({
          known: knownOf(graph),
          onDecided: (course) => remember(graph, course),
          latest: () => remembered(graph),
        });
        all.set(graph, ways);
      }
      return ways;
    },
    save: () => [...new Map([...saved, ...[...all].map(([graph, { course }]) => [graph, course] as const)])].map(([graph, course]) => [graph, saveCourse(course)]), // prettier-ignore
    restore(snapshot) {
      all.clear();
      saved = new Map();
      for (const [graph, value] of (snapshot ?? []) as readonly (readonly [string, unknown])[]) {
        const course = readCourse(value);
        if (course !== undefined) saved.set(graph, course);
      }
    },
    end() {
      for (const [graph, { course }] of all) if (course.until !== null && course.until > LEAST_STEPS) remember(graph, course);
    },
  };
}
