import { allOperations, type Recording } from '../../../graph/recording.ts';
import { continues, isCompiledBy, LEAST_STEPS, turned, type Course } from './course.ts';

/**
 * In which of two ways the steps of a graph are made: plain, or compiled by XLA. It takes the course that is known, and where that ends,
 * finds out: XLA compiles beside the steps, then the ways take turns, and the faster goes on. Which way steps are made is said before the
 * first of them is, so that no run that hears of it can do otherwise.
 */
export interface Ways {
  /** Whether a step of the run, counted from 0, is to be compiled. Steps are asked for in their order. */
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
  /** Says more to others. @returns What holds: another may have said more before. Default: there are no others. */
  readonly say?: (course: Course) => Course;
}

/** When so much time has gone to steps XLA begins, which takes a second or two of a core. */
const XLA_AFTER_MS = 250;
/** Steps that are said to be plain, as a part of those before them: the ways cannot take turns earlier. */
const PLAIN_SHARE = 1 / 4;
/** A turn lasts about so long, and each way has so many of them; one more of XLA's comes first, and does not count. */
const TURN_MS = 40;
const TURNS = 5;

export function createWays({ known, say = (course) => course }: WaysParts): Ways {
  let { turns, until, most } = known;
  let spent = 0;
  let isReady = false;
  let isRefused = false;
  const times = createTimes();

  const course = (): Course => ({ turns, until, most });
  /** What comes where the course ends. */
  const next = (end: number): Course => {
    const { faster, plain = 0 } = times;
    if (end < LEAST_STEPS) return { turns, until: LEAST_STEPS, most };
    if (isRefused || faster !== undefined) return { turns: turned(turns, end, !isRefused && faster === 'compiled'), until: null, most };
    if (isReady && plain > 0) {
      const steps = Math.ceil(TURN_MS / plain);
      const ends = Array.from({ length: 2 * TURNS + 2 }, (_, turn) => end + turn * steps);
      return { turns: ends.slice(0, -1).reduce((now, step, turn) => turned(now, step, turn % 2 === 0), turns), until: ends.at(-1)!, most };
    }
    const left = plain > 0 ? Math.max(0, XLA_AFTER_MS - spent) / plain : 0;
    return { turns: turned(turns, end, false), until: end + Math.ceil(Math.max(end * PLAIN_SHARE, left)), most };
  };
  const reach = (step: number): void => {
    while (until !== null && step >= until) {
      const own = next(until);
      const said = own.until === LEAST_STEPS ? own : say(own);
      ({ turns, until } = continues(said, course()) ? said : own);
    }
  };
  const isCompiled = (step: number): boolean => {
    reach(step);
    return !isRefused && isCompiledBy(turns, step);
  };
  return {
    isCompiled,
    waits: (step) => !isReady && isCompiled(step),
    wantsXla(step) {
      if (isRefused) return false;
      const at = turns.findIndex((turn, i) => i % 2 === 0 && (turns[i + 1] ?? Infinity) > step);
      // Earlier than it was asked for when this was found.
      if (at >= 0) return step >= turns[at]! / 4;
      return until !== null && spent >= XLA_AFTER_MS;
    },
    xla(ready) {
      isReady = ready;
    },
    giveUp(step) {
      isRefused = true;
      [turns, until] = [
        turned(
          turns.filter((turn) => turn < step),
          step,
          false,
        ),
        null,
      ];
      say(course());
    },
    made({ step, steps, milliseconds }) {
      spent += milliseconds;
      if (until !== null) times.add(turns.filter((turn) => turn <= step).length, steps, milliseconds);
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

/** What steps take, turn by turn. */
interface Times {
  /** @param turn Even ones are plain, odd ones XLA's. */
  add(turn: number, steps: number, milliseconds: number): void;
  /** What a plain step took in the last calls, in milliseconds; undefined before any. */
  readonly plain: number | undefined;
  /** Undefined as long as too few turns of each were seen. */
  readonly faster: 'plain' | 'compiled' | undefined;
}

/** Others use the machine, too. */
const LAST_CALLS = 3;

function createTimes(): Times {
  const all = new Map<number, { steps: number; milliseconds: number }>();
  let last: readonly number[] = [];
  const middle = (isXla: boolean): number | undefined => {
    // What comes before XLA's first turn is no trial, and in that it makes things.
    const took = [...all].filter(([turn]) => turn > 1 && (turn % 2 === 1) === isXla).map(([, own]) => own.milliseconds / own.steps);
    return took.length > TURNS / 2 ? took.sort((one, other) => one - other)[took.length >> 1] : undefined;
  };
  return {
    add(turn, steps, milliseconds) {
      if (turn % 2 === 0) last = [milliseconds / steps, ...last.slice(0, LAST_CALLS - 1)];
      const before = all.get(turn) ?? { steps: 0, milliseconds: 0 };
      all.set(turn, { steps: before.steps + steps, milliseconds: before.milliseconds + milliseconds });
    },
    get plain() {
      return last.length === 0 ? undefined : Math.min(...last);
    },
    get faster() {
      const [plain, compiled] = [middle(false), middle(true)];
      return plain === undefined || compiled === undefined ? undefined : compiled < plain ? 'compiled' : 'plain';
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
