import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { InTurns } from '../turns/inTurns.ts';
import { peek } from '../backend/handedOut.ts';
import type { Values } from '../backend/kernels/planned.ts';
import { isAudited } from './audit.ts';
import { findDifference, sayWrong, whyDifferent } from './compare.ts';
import { countChanges } from './countChanges.ts';
import { keepKinds } from './kindsKept.ts';
import { machineNow } from './machineNow.ts';
import { createProgram, type Program } from './program.ts';
import { record } from './record.ts';
import type { Recording } from './recording.ts';
import { simplify } from './simplify.ts';
import { createTurnShare } from './turnShare.ts';

/** Has programs take over what TF.js's operations compute again and again, one program for each kind of batches. */
export interface Replayer<Result> {
  /**
   * Computes by a program.
   * @param shapes Tells batches apart whose tensors have other shapes.
   * @param fill Writes the inputs.
   * @returns The program, whose results are there; undefined where there is none for such batches, it does not do such values, or TF.js's
   * operations are to judge what it computed: then `learn` is to be called.
   */
  run(shapes: string | number, fill: (program: Program) => void): Program | undefined;
  /** Whether there is a program for such batches that takes long, as far as is known. */
  isLong(shapes: string | number): boolean;
  /** As `run` does it, in turns. What the program answers counts until the next one. */
  runInTurns(shapes: string | number, fill: (program: Program) => void): InTurns<Program | undefined>;
  /** Whether a program for such batches runs in turns, which can do nothing else meanwhile. */
  isBusy(shapes: string | number): boolean;
  /** Computes by TF.js's operations, and learns from it. */
  learn(shapes: string | number, inputs: readonly Tensor[], compute: () => Result): Result;
  /** Frees programs that take more memory than so many bytes. */
  freeLarger(bytes: number): void;
  dispose(): void;
}

/** What is replayed. */
export interface Replayed<Result> {
  /** The tensors that are wanted of what is computed. */
  readonly tensorsOf: (result: Result) => readonly (Tensor | undefined)[];
  /** Watches what is being computed at a moment, for the reason why something cannot be recorded. */
  readonly watchPlace: () => { readonly now: string | undefined; readonly stop: () => void };
  /** What else than tensors decides what is computed, and may be changed from outside. */
  readonly settings: {
    keep(): void;
    /** What has changed since: the field of a layer, `layer "noise"`. */
    changed(): { readonly layer: string; readonly name: string } | undefined;
  };
  /**
   * How often code outside has had its turn, where what is computed may read anything that it changes: the next run of each program is
   * judged then, unless turns come so often that operations alone take less time. Default: it reads nothing but inputs, variables and
   * settings.
   */
  readonly turns?: (() => number) | undefined;
  /** What may read anything, of which one computes something else where a program is found to be wrong: `layer "mine"`. Default: none. */
  readonly suspects?: (() => readonly string[]) | undefined;
  /** Told of the first program, and where programs go on after turns came often. */
  readonly onProgram?: (program: Program) => void;
  /** Told where programs rest, as turns come often: of what may read anything. */
  readonly onRest?: (suspects: readonly string[]) => void;
  /** Told in a few words why there is to be none. */
  readonly onRefusal?: (reason: string) => void;
}

/** What is known of batches whose tensors have the same shapes. */
interface Kind {
  /** What was computed, to which later recordings are compared. */
  recording?: Recording;
  program?: Program;
  /** When it came last. */
  usedAt: number;
  /** Whether its program takes long, which it is thought to until it has run in turns. */
  isLong: boolean;
  /** Whether it runs in turns. */
  isRunning?: boolean;
  /** How often it has computed. */
  runs: number;
  /** The turn of code outside after which it was judged last, or recorded. */
  turn?: number;
  /** The one before which it came last. */
  seen?: number;
  /** What it has computed, where it is being judged. */
  judged?: Judged;
}

interface Judged {
  readonly results: readonly (Values | undefined)[];
  readonly assigned: readonly (readonly [Variable, Values])[];
}

/** A program that stopped more often for other work, about every millisecond, takes long. */
const FEW_TURNS = 1;

/**
 * The first call is left alone, since layers make things in it. The next two of each kind are recorded; where both are the same but for
 * what was read and drawn, a program takes over, else TF.js's operations go on. From time to time, and after each turn of code outside
 * that may have a say, they judge it: what it computed, to the bit, and what they do, which values that came this time may not show.
 * Where turns come before almost half of the runs or more, operations go on alone until they come more seldom.
 */
export function createReplayer<Result>(replayed: Replayed<Result>): Replayer<Result> {
  const { tensorsOf, watchPlace, settings, turns = () => 0, suspects = () => [], onProgram, onRest, onRefusal } = replayed;
  const kinds = new Map<string | number, Kind>();
  const kept = keepKinds(kinds);
  const share = createTurnShare();
  const changes = countChanges();
  let backend: object | undefined;
  let isFirst = true;
  let isRefused = false;
  let told: 'program' | 'rest' | undefined;

  const forget = () => {
    for (const { program } of kinds.values()) program?.dispose();
    kinds.clear();
  };
  const refuse = (reason: string) => {
    isRefused = true;
    forget();
    onRefusal?.(reason);
  };
  /** Forgets what holds no longer. */
  const follow = () => {
    if (backend !== tf.backend()) forget();
    else {
      const changed = settings.changed();
      if (changed === undefined) return;
      forget();
      const why = changes.add(changed);
      if (why !== undefined) refuse(why);
    }
  };
  /** A program that cannot go on is no reason to end: TF.js's operations can, or say themselves why not. */
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      refuse(`what was recorded does not run: ${String(error instanceof Error ? error.message : error).split('\n', 1)[0]}`);
      return undefined;
    }
  };
  const begin = (known: Kind, recording: Recording) => {
    const machine = machineNow();
    if (machine === undefined) return refuse('the kernels of netspec do not run here');
    const program = attempt(() => createProgram(simplify(recording), machine));
    if (program === undefined) return;
    Object.assign(known, { program, isLong: true, runs: 0, turn: turns(), seen: turns() });
    if (told === undefined) tellProgram(program);
  };
  const tellProgram = (program: Program) => {
    if (told === 'program') return;
    told = 'program';
    onProgram?.(program);
  };
  /** Whether operations are to go on alone, as judging programs so often takes longer. */
  const rests = (known: Kind): boolean => {
    const turn = turns();
    share.tell(turn !== known.seen);
    known.seen = turn;
    if (share.isTooLarge && told === 'program') {
      told = 'rest';
      onRest?.(suspects());
    }
    return share.isTooLarge;
  };
  const learnMore = (shapes: string | number, inputs: readonly Tensor[], compute: () => Result): Result => {
    let known = kinds.get(shapes);
    if (known === undefined) {
      if (!kept.admits(shapes)) return compute();
      kinds.set(shapes, (known = { usedAt: 0, isLong: true, runs: 0 }));
    }
    kept.use(known);
    const { program, judged } = known;
    delete known.judged;
    if (program !== undefined && judged === undefined) return compute();
    const { result, recording } = recordNow(inputs, compute);
    if (typeof recording === 'string') {
      refuse(recording);
      return result;
    }
    const before = known.recording;
    known.recording = recording;
    const why =
      judged === undefined
        ? before && (whyChanged() ?? whyDifferent(before, recording))
        : (whyChanged() ?? whyWrong(judged, before!, tensorsOf(result), recording));
    if (why !== undefined) refuse(why);
    else if (judged === undefined && before !== undefined) begin(known, recording);
    return result;
  };
  /** In the first of a kind, too, a layer may make something. */
  const whyChanged = (): string | undefined => {
    const changed = settings.changed();
    return changed && `${changed.layer} changes its "${changed.name}" from step to step`;
  };
  const whyWrong = (judged: Judged, before: Recording, tensors: readonly (Tensor | undefined)[], recording: Recording) => {
    const difference = findDifference(before, recording);
    const isRight =
      difference === undefined &&
      areSame(judged.results, tensors) &&
      judged.assigned.every(([variable, values]) => areSame([values], [variable]));
    if (isRight) return undefined;
    return sayWrong(difference?.place, suspects());
  };
  const recordNow = (inputs: readonly Tensor[], compute: () => Result) => {
    settings.keep();
    const place = watchPlace();
    try {
      return record(compute, { inputs, tensorsOf, place: () => place.now });
    } finally {
      place.stop();
    }
  };
  /** The kind of such batches, where a program is to compute them now. */
  const findProgram = (shapes: string | number): (Kind & { program: Program }) | undefined => {
    if (kinds.get(shapes)?.program === undefined) return undefined;
    follow();
    const known = kinds.get(shapes);
    if (known?.program === undefined || known.isRunning === true) return undefined;
    kept.use(known);
    return rests(known) ? undefined : (known as Kind & { program: Program });
  };
  /** What a program has computed counts, unless it is to be judged. */
  const settle = (known: Kind & { program: Program }): Program | undefined => {
    const { program } = known;
    changes.reset();
    const turn = turns();
    if (isAudited(++known.runs) || known.turn !== turn) {
      known.turn = turn;
      known.judged = {
        results: Array.from({ length: program.results }, (_, i) => program.result(i)?.slice()),
        assigned: [...program.assigned()].map(([variable, values]) => [variable, values.slice()]),
      };
      return undefined;
    }
    program.assign();
    tellProgram(program);
    return program;
  };
  function* runInTurns(shapes: string | number, fill: (program: Program) => void): InTurns<Program | undefined> {
    const known = findProgram(shapes);
    if (known === undefined) return undefined;
    const { program } = known;
    const work = attempt(() => {
      fill(program);
      return program.runInTurns();
    });
    known.isRunning = true;
    try {
      for (let waits = 0; work !== undefined; waits++) {
        const place = attempt(() => work.next());
        if (place?.done === false) yield;
        else {
          known.isLong = waits > FEW_TURNS;
          return place?.value === true ? settle(known) : undefined;
        }
      }
      return undefined;
    } finally {
      known.isRunning = false;
    }
  }
  return {
    run(shapes, fill) {
      const known = findProgram(shapes);
      if (known === undefined) return undefined;
      const { program } = known;
      const isDone = attempt(() => {
        fill(program);
        return program.run();
      });
      return isDone === true ? settle(known) : undefined;
    },
    isLong(shapes) {
      const known = kinds.get(shapes);
      return known?.program !== undefined && known.isLong;
    },
    runInTurns,
    isBusy: (shapes) => kinds.get(shapes)?.isRunning === true,
    learn(shapes, inputs, compute) {
      if (isRefused) return compute();
      if (isFirst) {
        isFirst = false;
        return compute();
      }
      follow();
      if (isRefused) return compute();
      backend = tf.backend();
      try {
        return learnMore(shapes, inputs, compute);
      } finally {
        settings.keep(); // what layers change by themselves is no change
      }
    },
    freeLarger(bytes) {
      for (const [shapes, { program, isRunning }] of kinds) {
        if (program === undefined || program.bytes <= bytes || isRunning === true) continue;
        program.dispose();
        kinds.delete(shapes);
      }
    },
    dispose: forget,
  };
}

function areSame(judged: readonly (Values | undefined)[], tensors: readonly (Tensor | undefined)[]): boolean {
  return tensors.every((tensor, i) => {
    const values = judged[i];
    if (tensor === undefined || values === undefined) return tensor === undefined && values === undefined;
    const others = peek(tensor);
    return values.every((value: number, q: number) => value === others[q] || Object.is(value, others[q]));
  });
}
