import { allOperations, type Recording } from '../../../graph/recording.ts';
import { agree, isCompiledBy, type Course } from './course.ts';

/**
 * In which of two ways the steps of a graph are made: plain, or compiled by XLA. It takes the course that is known, and where none is,
 * finds out: XLA compiles beside the steps, then the ways take turns, and the faster goes on.
 */
export interface Ways {
  /** Whether a step of the run, counted from 0, is to be compiled. The same until a call is told. */
  isCompiled(step: number): boolean;
  /** Whether this step has to wait for XLA. */
  waits(step: number): boolean;
  /** Whether XLA is to be at work, or done, by now. */
  wantsXla(step: number): boolean;
  /** Whether XLA has compiled the graph. */
  xla(isReady: boolean): void;
  /** XLA refuses the graph, or takes too long: no step is compiled any more from this one on. */
  giveUp(step: number): void;
  /** Told of each call. */
  made(call: Call): void;
  /** How many steps there is room for. */
  most: number;
  /** The course so far. */
  readonly course: Course;
}

export interface Call {
  /** The first of its steps, and how many it made. */
  readonly step: number;
  readonly steps: number;
  readonly isCompiled: boolean;
  readonly milliseconds: number;
}

interface WaysParts {
  readonly known: Course;
  /** Called once, where the course is known for good. */
  readonly onDecided?: (course: Course) => void;
  /** A course that others may have found meanwhile. */
  readonly latest?: () => Course | undefined;
}

/** When so much time has gone to steps XLA begins, which takes a second or two of a core. */
const XLA_AFTER_MS = 250;
/** Shorter runs take no turns, so that there is nothing to remember of them. */
export const LEAST_STEPS = 256;
/** A turn lasts so long at least, and each way has so many of them; one more of XLA's comes first, and does not count. */
const TURN_MS = 20;
const TURNS = 5;

export function createWays({ known, onDecided, latest }: WaysParts): Ways {
  let { until } = known;
  let turns = [...known.turns];
  let most = known.most;
  let spent = 0;
  let isReady = false;
  let isRefused = false;
  let trial: Trial | undefined;

  const course = (): Course => ({ turns, until, most });
  const decide = (): void => {
    until = null;
    trial = undefined;
    onDecided?.(course());
  };
  const take = (step: number, isCompiled: boolean): void => {
    if (isCompiledBy(turns, step) !== isCompiled) turns = [...turns, step];
  };
  const isOpen = (step: number): boolean => until !== null && step >= until;
  const begin = (step: number): void => {
    const other = latest?.();
    if (other !== undefined && (other.until === null || other.until > step) && agree(other, course(), step)) {
      ({ until, turns } = { until: other.until, turns: [...other.turns] });
    } else trial = createTrial();
  };
  const isCompiled = (step: number): boolean => {
    if (isRefused) return false;
    return isOpen(step) ? (trial?.isCompiled ?? false) : isCompiledBy(turns, step);
  };
  return {
    isCompiled,
    waits: (step) => !isReady && isCompiled(step),
    wantsXla(step) {
      if (isRefused) return false;
      const at = turns.findIndex((turn, i) => i % 2 === 0 && (turns[i + 1] ?? Infinity) > step);
      // Earlier than it was asked for when this was found.
      if (at >= 0 && (until === null || turns[at]! < until)) return step >= turns[at]! / 4;
      return until !== null && spent >= XLA_AFTER_MS;
    },
    xla(ready) {
      isReady = ready;
      if (!ready) trial = undefined;
    },
    giveUp(step) {
      isRefused = true;
      turns = turns.filter((turn) => turn < step);
      take(step, false);
      decide();
    },
    made({ step, steps, isCompiled, milliseconds }) {
      spent += milliseconds;
      const next = step + steps;
      if (!isOpen(next - 1)) return;
      take(step, isCompiled);
      until = next;
      trial?.made(steps, milliseconds);
      const faster = trial?.faster;
      if (faster !== undefined) {
        take(next, faster === 'compiled');
        decide();
      } else if (trial === undefined && isReady && !isRefused && next >= LEAST_STEPS) begin(next);
    },
    get most() {
      return most;
    },
    set most(steps) {
      most = steps;
    },
    get course() {
      return course();
    },
  };
}

/** Both ways in turn, XLA's first. */
interface Trial {
  readonly isCompiled: boolean;
  made(steps: number, milliseconds: number): void;
  /** Undefined as long as it is not over. */
  readonly faster: 'plain' | 'compiled' | undefined;
}

function createTrial(): Trial {
  /** What a step took in each turn. */
  const took: number[] = [];
  let [steps, milliseconds] = [0, 0];
  const isXla = () => took.length % 2 === 0;
  const middle = (rest: number) => took.filter((_, turn) => turn > 0 && turn % 2 === rest).sort((one, other) => one - other)[TURNS >> 1]!;
  return {
    get isCompiled() {
      return isXla();
    },
    made(more, time) {
      steps += more;
      milliseconds += time;
      if (milliseconds < TURN_MS) return;
      took.push(milliseconds / steps);
      [steps, milliseconds] = [0, 0];
    },
    get faster() {
      if (took.length <= 2 * TURNS) return undefined;
      return middle(0) < middle(1) ? 'compiled' : 'plain';
    },
  };
}

/** More operations take XLA many seconds to compile. */
const MOST_OPERATIONS = 800;
/** XLA has slow ones of its own, or none. */
const slow = /Conv|Pool|Depthwise|BlockLSTM/;

export function mayCompile(recording: Recording): boolean {
  const operations = allOperations(recording);
  return operations.length <= MOST_OPERATIONS && !operations.some(({ op }) => slow.test(op));
}
