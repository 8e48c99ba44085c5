import type { Addon, Memory } from '../../../graph/library.ts';
import type { Snapshot } from '../../../snapshot.ts';
import { continues, noCourse, readCourse, saveCourse, type Course } from './course.ts';
import { createWays, type Ways } from './ways.ts';

/** The ways of all graphs of a run, which outlive the graphs. */
export interface WaysBook {
  /** @param graph Names a graph by what is in it. */
  of(graph: string): Ways;
  /** Whether a graph of which steps are compiled has not been asked for since the run goes on here. */
  readonly isExpecting: boolean;
  /** The courses that the run has taken. */
  save(): Snapshot;
  /** Goes on from there. What a snapshot of an earlier release lacks is as none. */
  restore(saved: Snapshot | undefined): void;
}

/** @param memory Of this machine: courses that are there are taken again. */
export function createWaysBook(memory: Addon['memory']): WaysBook {
  const all = new Map<string, Ways>();
  let saved = new Map<string, Course>();
  return {
    of(graph) {
      let ways = all.get(graph);
      if (ways === undefined) {
        const sayings = memory && createSayings(memory, graph);
        const [own, machine] = [saved.get(graph), sayings?.latest() ?? noCourse];
        const known = own === undefined || continues(machine, own) ? machine : own;
        ways = createWays({ known, ...(sayings ? { say: sayings.say } : {}) });
        all.set(graph, ways);
      }
      return ways;
    },
    get isExpecting() {
      return [...saved].some(([graph, { turns }]) => turns.length > 0 && !all.has(graph));
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
  };
}

/** What runs on this machine have said of a graph, one after the other: all follow who said more first, also where it has been killed. */
interface Sayings {
  latest(): Course;
  /** Says more, unless another has. @returns What holds now. */
  say(course: Course): Course;
}

function createSayings(memory: Memory, graph: string): Sayings {
  let read = 0;
  let last = noCourse;
  const latest = (): Course => {
    for (;;) {
      const text = memory.read(`${graph} ${read}`);
      if (text === undefined) return last;
      read++;
      const course = parse(text);
      if (course !== undefined && continues(course, last)) last = course;
    }
  };
  return {
    latest,
    say(course) {
      // Of a run from elsewhere, or that XLA has refused, others are to know nothing.
      if (continues(course, latest())) memory.claim(`${graph} ${read}`, JSON.stringify(course));
      return latest();
    },
  };
}

/** Undefined for what is broken. */
function parse(text: string): Course | undefined {
  try {
    return readCourse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
