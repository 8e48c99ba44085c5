import type { Addon } from '../../../graph/library.ts';
import type { GraphOptimizer } from '../../../graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../../graph/optimizer/stepPlan.ts';
import { hasFastPooling } from '../../../graph/poolingKernels.ts';
import { rewrite } from '../../../graph/rewrites/rewrite.ts';
import type { ModelWeight } from '../parameters.ts';
import type { TrainingSet } from '../trainStep.ts';
import { crc32 } from '../../../crc.ts';
import { buildLoop, type StepShape } from '../../../graph/loop.ts';
import { allOperations } from '../../../graph/recording.ts';
import { drawingConstants } from '../../../backend/drawn.ts';
import { loadLoop, type LoadedLoop } from './graphRun.ts';
import type { TensorSlots } from './slotStore.ts';
import type { KeptTables } from './keptTables.ts';
import { createPace } from './pace.ts';
import { createStage } from './stage.ts';
import type { Ways } from './ways.ts';
import type { WaysBook } from './waysBook.ts';
import { shapeOf, type RecordedStep } from './stepShape.ts';
import { sizeOf } from '../../../graph/value.ts';

/** Graphs for batches of one size. */
export interface GraphKind {
  /** How many steps it would make in one call now. */
  most(): number;
  /** Waits for XLA where a step cannot do without; `plan` is asked for only where it is not known to be so. */
  prepare(step: number, plan: () => StepPlan, wantOutputs: boolean, isOver: () => boolean): Promise<void> | undefined;
  /** Has a step wait: its number in the run, what it is fed, and what `nextKeys` drew for it. */
  add(
    rows: Uint32Array,
    waiting: { readonly step: number; readonly plan: StepPlan; readonly keys: readonly number[] },
    wantOutputs: boolean,
  ): void;
  /** One key for each tensor that a step draws. */
  nextKeys(): readonly number[];
  /** Makes the steps that wait: fewer than those where TensorFlow refuses a graph, which leaves weights and slots as the last made them. */
  run(wantOutputs: boolean): Made;
  /** Whether each weight has a gradient. */
  readonly hasGradient: readonly boolean[];
  /** What it runs, in a few words. */
  readonly told: string;
  dispose(): void;
}

export interface Made {
  readonly steps: readonly Told[];
  /** What TensorFlow said, where it refused to make the others. */
  readonly refusal?: string;
}

export interface Told {
  readonly numbers: readonly number[];
  readonly outputs: readonly Float32Array[];
}

interface KindParts {
  readonly addon: Addon;
  readonly step: RecordedStep;
  readonly weights: readonly ModelWeight[];
  readonly optimizer: GraphOptimizer;
  readonly slots: TensorSlots;
  readonly set: TrainingSet;
  /** From which the graphs gather batches: otherwise these are copied. */
  readonly tables: KeptTables | undefined;
  /** Of a batch. */
  readonly rows: number;
  /** Undefined where XLA is not worth its time. */
  readonly book?: WaysBook;
  /** How many numbers a step tells, and how many tensors it answers. */
  readonly told: number;
  readonly answers: number;
}

/** Calls are to last about so long, in milliseconds. */
const CALL_MS = 40;
/** Graphs have room for so many times as many steps as plain ones make in a call, since XLA's may be faster. */
const ROOM = 2;
/** What the batches of a call may take, in bytes. */
const MOST_BYTES = 2 ** 25;
const FIRST_STEPS = 8;
const WAIT_MS = 5;

export function createGraphKind(parts: KindParts): GraphKind {
  const { addon, step, weights, optimizer, slots, set, rows, book, told, answers } = parts;
  // Without anything to gather there are no rows to tell.
  const tables = step.inputs.length > 0 ? parts.tables : undefined;
  const bytes = step.inputs.reduce((sum, { slot }) => sum + 4 * sizeOf(slot), 0);
  const room = Math.max(1, Math.floor(MOST_BYTES / Math.max(bytes, 1)));
  const isPooling = step.recording.operations.some(({ op }) => op === 'MaxPoolGrad');
  let most = Math.min(FIRST_STEPS, room);
  /** How many steps a call is to make now: one where a graph runs first, since that call takes long enough to prepare it. */
  let limit = 1;
  const pace = createPace();
  let stage = createStage(set, step.inputs, most, tables);
  const loops = new Map<string, LoadedLoop>();
  const ways = new Map<string, Ways>();
  let waiting: {
    readonly step: number;
    readonly plan: StepPlan;
    readonly numbers: Float32Array;
    readonly keys: readonly number[];
    readonly isCompiled: boolean;
  }[] = [];
  let hasCompiled = false;
  let done: Told[] = [];
  let refusal: string | undefined;
  let isDisposed = false;

  const forget = () => {
    for (const loop of loops.values()) loop.dispose();
    loops.clear();
    for (const one of ways.values()) one.xla(false);
  };
  const shapeFor = (plan: StepPlan, isCompiled: boolean, wantOutputs: boolean, tableRows = tables?.rows): StepShape => {
    const options = { hasFastPooling: !isCompiled && isPooling && hasFastPooling(addon) };
    const rewritten = { ...step, recording: rewrite(step.recording, options) };
    return { ...shapeOf(rewritten, { weights, optimizer, plan, told, answers, wantOutputs }), tableRows };
  };
  const settle = (steps: number) => {
    forget();
    most = Math.max(1, Math.min(room, steps));
    limit = 1;
    stage = createStage(set, step.inputs, most, tables);
  };
  const waysFor = (plan: StepPlan, wantOutputs: boolean): Ways | undefined => {
    if (book === undefined) return undefined;
    const key = `${plan.key} ${wantOutputs}`;
    let one = ways.get(key);
    if (one === undefined) {
      // How many rows there are changes no bit.
      const shapes = [false, true].map((isCompiled) => [shapeFor(plan, isCompiled, wantOutputs, tables && 1), isCompiled] as const);
      const files = shapes.map(([shape, isCompiled]) => buildLoop(shape, { most: 1, isCompiled }).file);
      one = book.of(files.map((file) => `${file.length}-${crc32(file)}`).join('-'));
      ways.set(key, one);
    }
    return one;
  };
  const loopFor = (plan: StepPlan, isCompiled: boolean, wantOutputs: boolean): LoadedLoop => {
    const key = `${plan.key} ${isCompiled} ${wantOutputs}`;
    let loop = loops.get(key);
    if (loop === undefined) {
      loop = loadLoop(addon, shapeFor(plan, isCompiled, wantOutputs), step, { optimizer, slots }, { most, isCompiled, tables });
      loops.set(key, loop);
    }
    return loop;
  };
  /** What TensorFlow refuses, of which it then has made nothing, is told by `refusal`. */
  const unlessRefused = <Result>(make: () => Result): Result | undefined => {
    try {
      return make();
    } catch (error) {
      forget();
      refusal = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
      return undefined;
    }
  };
  /** Makes those that wait, which are all of one plan. */
  const flush = (wantOutputs: boolean): void => {
    const [first] = waiting;
    if (first === undefined || refusal !== undefined) return;
    const steps = waiting.length;
    const width = first.numbers.length;
    const numbers = new Float32Array(most * width);
    const keys = new Int32Array(most * 2 * step.drawn.length);
    waiting.forEach((one, k) => {
      numbers.set(one.numbers, k * width);
      one.keys.forEach((key, d) => {
        const at = 2 * (k * step.drawn.length + d);
        keys[at] = key;
        keys[at + 1] = drawingConstants.secondKey(key);
      });
    });
    waiting = [];
    const own = waysFor(first.plan, wantOutputs);
    let start = performance.now();
    const makeBy = (isCompiled: boolean) =>
      unlessRefused(() => {
        const loop = loopFor(first.plan, isCompiled, wantOutputs);
        while (!loop.isReady(true)) pause(WAIT_MS);
        if (isCompiled) own!.xla(true);
        start = performance.now();
        return loop.run(steps, { numbers, keys, batches: stage.tensors(), tables: stage.tables() });
      });
    let made = makeBy(first.isCompiled);
    if (made === undefined && first.isCompiled) {
      own!.giveUp(first.step);
      made = makeBy(false);
    }
    if (made === undefined) return;
    const milliseconds = performance.now() - start;
    refusal = undefined;
    hasCompiled = first.isCompiled && own?.isCompiled(first.step) === true;
    for (let k = 0; k < steps; k++) {
      done.push({
        numbers: Array.from(made.told.subarray(k * told, (k + 1) * told)),
        outputs: made.answers.map((all) => {
          const size = all.length / most;
          return all.slice(k * size, (k + 1) * size);
        }),
      });
    }
    own?.made({ step: first.step, steps, isCompiled: hasCompiled, milliseconds });
    const settled = pace.settles(milliseconds / steps);
    if (settled !== undefined) settle(Math.ceil((ROOM * CALL_MS) / settled));
    else limit = pace.isSettled ? Math.max(1, Math.min(most, Math.ceil(CALL_MS / pace.step))) : most;
    if (pace.isSettled && own?.wantsXla(first.step + steps) === true) {
      own.most = most;
      tendXla(own, first.step + steps, first.plan, wantOutputs, false);
    }
  };
  const tendXla = (own: Ways, next: number, plan: StepPlan, wantOutputs: boolean, isAwaited: boolean): void => {
    const isReady = unlessRefused(() => loopFor(plan, true, wantOutputs).isReady(isAwaited));
    refusal = undefined;
    if (isReady === undefined) own.giveUp(next);
    else own.xla(isReady);
  };
  /** A course that is known goes on with as much room, so that XLA compiles once. */
  const adopt = (own: Ways | undefined, wantOutputs: boolean): void => {
    if (own === undefined || pace.isSettled || own.course.turns.length === 0) return;
    flush(wantOutputs);
    pace.isSettled = true;
    settle(own.most);
  };
  const anyWaits = (number: number): boolean => {
    for (const one of ways.values()) if (one.waits(number)) return true;
    return false;
  };
  const waitFor = async (own: Ways, number: number, plan: StepPlan, wantOutputs: boolean, isOver: () => boolean): Promise<void> => {
    while (own.waits(number)) {
      tendXla(own, number, plan, wantOutputs, true);
      if (own.waits(number)) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
      if (isDisposed || isOver()) return;
    }
  };
  return {
    hasGradient: step.recording.results.slice(told + answers).map((place) => place !== undefined),
    most: () => limit,
    nextKeys: () => step.drawn.map(({ drawing }) => drawing.nextKey()),
    prepare(number, planOf, wantOutputs, isOver) {
      if (book === undefined || !(ways.size === 0 || book.isExpecting || anyWaits(number))) return undefined;
      const plan = planOf();
      const own = waysFor(plan, wantOutputs)!;
      adopt(own, wantOutputs);
      return own.waits(number) ? waitFor(own, number, plan, wantOutputs, isOver) : undefined;
    },
    add(batch, { step: number, plan, keys }, wantOutputs) {
      const own = waysFor(plan, wantOutputs);
      adopt(own, wantOutputs);
      const isCompiled = own?.isCompiled(number) === true;
      const [first] = waiting;
      // Calls may have room for fewer steps since a flush.
      const isAlike = first?.plan.key === plan.key && first.isCompiled === isCompiled && waiting.length < most;
      if (first !== undefined && !isAlike) flush(wantOutputs);
      stage.put(waiting.length, batch);
      waiting.push({ step: number, plan, numbers: plan.numbers.slice(), keys, isCompiled });
    },
    run(wantOutputs) {
      flush(wantOutputs);
      const steps = done;
      done = [];
      return refusal === undefined ? { steps } : { steps, refusal };
    },
    get told() {
      return `a graph of ${allOperations(step.recording).length} operations for batches of ${rows} rows${hasCompiled ? ', compiled by XLA' : ''}`;
    },
    dispose() {
      isDisposed = true;
      forget();
    },
  };
}

/** Nothing else can be done meanwhile. */
const pause = (milliseconds: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
