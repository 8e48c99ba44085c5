import type { Addon } from '../../../graph/library.ts';
import type { GraphOptimizer } from '../../../graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../../graph/optimizer/stepPlan.ts';
import { hasFastPooling } from '../../../graph/poolingKernels.ts';
import { rewrite } from '../../../graph/rewrites/rewrite.ts';
import type { ModelWeight } from '../parameters.ts';
import type { TrainingSet } from '../trainStep.ts';
import { drawingConstants } from '../../../backend/drawn.ts';
import { loadLoop, type LoadedLoop } from './graphRun.ts';
import type { TensorSlots } from './slotStore.ts';
import { createStage } from './stage.ts';
import { createWays, mayCompile } from './ways.ts';
import { shapeOf, type RecordedStep } from './stepShape.ts';

/** Graphs for batches of one size. */
export interface GraphKind {
  /** How many steps it would make in one call now. */
  most(): number;
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
  /** Of a batch. */
  readonly rows: number;
  /** Whether it is the size of all batches but the last of an epoch. */
  readonly isWhole: boolean;
  /** How many numbers a step tells, and how many tensors it answers. */
  readonly told: number;
  readonly answers: number;
}

/** Calls are to last about so long, in milliseconds. */
const CALL_MS = 40;
/** What the batches of a call may take, in bytes. */
const MOST_BYTES = 2 ** 25;
const FIRST_STEPS = 8;

export function createGraphKind({ addon, step, weights, optimizer, slots, set, rows, isWhole, told, answers }: KindParts): GraphKind {
  const bytes = step.inputs.reduce((sum, { slot }) => sum + 4 * slot.shape.reduce((all, size) => all * size, 1), 0);
  const room = Math.max(1, Math.floor(MOST_BYTES / Math.max(bytes, 1)));
  const ways = createWays(isWhole && mayCompile(step.recording));
  const isPooling = step.recording.operations.some(({ op }) => op === 'MaxPoolGrad');
  let most = Math.min(FIRST_STEPS, room);
  let stage = createStage(set, step.inputs, most);
  const loops = new Map<string, LoadedLoop>();
  let waiting: {
    readonly plan: StepPlan;
    readonly numbers: Float32Array;
    readonly keys: readonly number[];
    readonly isCompiled: boolean;
  }[] = [];
  let hasCompiled = false;
  let done: Told[] = [];
  let refusal: string | undefined;

  const forget = () => {
    for (const loop of loops.values()) loop.dispose();
    loops.clear();
  };
  const loopFor = (plan: StepPlan, isCompiled: boolean, wantOutputs: boolean): LoadedLoop => {
    const key = `${plan.key} ${isCompiled} ${wantOutputs}`;
    let loop = loops.get(key);
    if (loop === undefined) {
      const rewritten = {
        ...step,
        recording: rewrite(step.recording, { hasFastPooling: !isCompiled && isPooling && hasFastPooling(addon), mayRound: false }),
      };
      const shape = shapeOf(rewritten, { weights, optimizer, plan, told, answers, wantOutputs });
      loop = loadLoop(addon, shape, step, { optimizer, slots }, { most, isCompiled });
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
    const start = performance.now();
    const makeBy = (isCompiled: boolean) =>
      unlessRefused(() => loopFor(first.plan, isCompiled, wantOutputs).run(steps, { numbers, keys, batches: stage.tensors() }));
    const made = makeBy(first.isCompiled) ?? (first.isCompiled && ways.giveUpCompiling() ? makeBy(false) : undefined);
    if (made === undefined) return;
    refusal = undefined;
    hasCompiled = first.isCompiled;
    for (let k = 0; k < steps; k++) {
      done.push({
        numbers: Array.from(made.told.subarray(k * told, (k + 1) * told)),
        outputs: made.answers.map((all) => {
          const size = all.length / most;
          return all.slice(k * size, (k + 1) * size);
        }),
      });
    }
    const milliseconds = ways.took((performance.now() - start) / steps);
    if (milliseconds === undefined) return;
    forget();
    most = Math.max(1, Math.min(room, Math.ceil(CALL_MS / milliseconds)));
    stage = createStage(set, step.inputs, most);
  };
  return {
    hasGradient: step.recording.results.slice(told + answers).map((place) => place !== undefined),
    most: () => most,
    nextKeys: () => step.drawn.map(({ drawing }) => drawing.nextKey()),
    add(batch, { step: number, plan, keys }, wantOutputs) {
      const isCompiled = ways.isCompiled(number);
      const [first] = waiting;
      // Calls may have room for fewer steps since a flush.
      const isAlike = first?.plan.key === plan.key && first.isCompiled === isCompiled && waiting.length < most;
      if (first !== undefined && !isAlike) flush(wantOutputs);
      stage.put(waiting.length, batch);
      waiting.push({ plan, numbers: plan.numbers.slice(), keys, isCompiled });
    },
    run(wantOutputs) {
      flush(wantOutputs);
      const steps = done;
      done = [];
      return refusal === undefined ? { steps } : { steps, refusal };
    },
    get told() {
      return `a graph of ${step.recording.operations.length} operations for batches of ${rows} rows${hasCompiled ? ', compiled by XLA' : ''}`;
    },
    dispose: forget,
  };
}
