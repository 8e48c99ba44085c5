import { addonNow, type Addon } from '../../../graph/library.ts';
import { createGraphOptimizer, type GraphOptimizer } from '../../../graph/optimizer/graphOptimizer.ts';
import type { StepPlan } from '../../../graph/optimizer/stepPlan.ts';
import type { Recording } from '../../../graph/recording.ts';
import { readWeights, writeWeights } from '../../../model/weights.ts';
import { isAudited, nextAudit } from '../../../program/audit.ts';
import { countChanges } from '../../../program/countChanges.ts';
import type { Snapshot } from '../../../snapshot.ts';
import { tf } from '#tf';
import type { Batch, Computed } from '../computation.ts';
import { eagerStep, type EagerParts } from '../eager.ts';
import { trainableWeights } from '../parameters.ts';
import type { StepInfo } from '../replays.ts';
import { turnsEachStep } from '../suspects.ts';
import type { StepResult, TrainStep } from '../trainStep.ts';
import { isSameLoss } from './sameLoss.ts';
import { createGraphKind, type GraphKind } from './graphKind.ts';
import { keepTables } from './keptTables.ts';
import { createTensorSlots } from './slotStore.ts';
import { createStepRecorder } from './stepRecorder.ts';
import { readStep } from './stepShape.ts';
import { mayCompile } from './ways.ts';
import { createWaysBook } from './waysBook.ts';

export interface GraphStepParts extends Omit<EagerParts, 'replays'> {
  /** Whether the program has written a loss. */
  readonly hasOwnLoss: boolean;
  /** How often the program has had its turn: what it has written may read what it changes then. */
  readonly turns: () => number;
  /** Whether it has one after each step. */
  readonly hasTurnEachStep: boolean;
  /** Whether places of the set get other rows meanwhile. */
  readonly isRefilled: boolean;
  readonly onStep: (info: StepInfo) => void;
}

/** What is known of batches of one size. */
interface Kind {
  /** What was recorded last, to which later recordings are compared. */
  recording?: Recording;
  graphs?: GraphKind;
  /** How many steps graphs have made. */
  runs: number;
  /** The turn of the program after which it was recorded, or judged last. */
  turn?: number;
}

/** So many sizes of batches may have graphs. */
const MOST_KINDS = 4;

/**
 * The step on native bindings: operation by operation until two steps have told what it is, then as graphs of TensorFlow, in which the
 * optimizer is, too, and which make many steps in one call. The first step may differ, since layers make things in it: then a third one
 * tells. What operations compute is recorded anew, and undone, from time to time and after each turn of the program where code of the
 * program is in it: where it is something else, they go on.
 */
export function graphStep(parts: GraphStepParts, addon: Addon): TrainStep {
  const { layersModel, set, weights = trainableWeights(layersModel), optimizer: optimizerValue, random, names } = parts;
  const { hasTurnEachStep, onStep } = parts;
  const recorder = createStepRecorder(parts);
  const { settings } = recorder;
  const kinds = new Map<number, Kind>();
  const slots = createTensorSlots();
  const tables = parts.isRefilled ? undefined : keepTables(set);
  const book = createWaysBook(addon.memory);
  const changes = countChanges();
  const told = 1 + (names.length > 1 ? names.length : 0);
  let optimizer: GraphOptimizer | undefined;
  /** Whether the graphs have what the optimizer remembers; else the eager step has. */
  let isInGraphs = false;
  let steps = 0;
  /** How many steps were recorded. */
  let recorded = 0;
  /** How many rows the largest batch had so far. */
  let largest = 0;
  /** Sizes of batches, and how often each is to be recorded again in a run that goes on here; undefined where none does. */
  let before: ReadonlyMap<number, number> | undefined;
  /** How many steps were recorded in it. */
  let recordedBefore = 0;
  /** What layers were set to when it was broken off: others are recorded as there, where they were set later. */
  let settingsBefore: number | undefined;
  /** How many steps graphs made in a run that goes on here, by sizes of batches. */
  let runsBefore: ReadonlyMap<number, number> = new Map();
  let refusal: string | undefined;
  let isTold = false;
  /** What is done in the place of learning. */
  let rehearsed: typeof learn | undefined;

  const forget = () => {
    for (const { graphs } of kinds.values()) graphs?.dispose();
    kinds.clear();
  };
  const refuse = (reason: string) => {
    refusal = reason;
    toEager();
    forget();
    tables?.free();
    onStep({ step: 'eager', reason: `eager: ${reason}` });
  };
  const inner = eagerStep({ ...parts, replays: { run: () => undefined, runInTurns: () => undefined, learn, dispose: () => undefined } });

  function learn(batch: Batch, compute: () => Computed): Computed {
    if (rehearsed !== undefined) return rehearsed(batch, compute);
    if (refusal !== undefined) return compute();
    if (recorded > 0) follow();
    if (refusal !== undefined) return compute();
    const rows = batch.inputs[0]!.shape[0]!;
    // The first step tells something of the one after it alone.
    if (recorded === 1 && !kinds.has(rows)) forget();
    const known = kinds.get(rows) ?? { runs: runsBefore.get(rows) ?? 0 };
    if (known.graphs !== undefined || (!kinds.has(rows) && kinds.size === MOST_KINDS)) return compute();
    kinds.set(rows, known);
    try {
      const { result, recording } = recorder.record(batch, compute);
      const suspects = recorded++ === 0 && hasTurnEachStep && before === undefined ? recorder.suspects() : [];
      if (suspects.length > 0) refuse(turnsEachStep(suspects));
      else study(known, recording, rows);
      return result;
    } finally {
      settings.keep(); // what layers change by themselves is no change
    }
  }
  function study(known: Kind, recording: Recording | string, rows: number): void {
    const { recording: earlier } = known;
    const isNone = typeof recording === 'string';
    Object.assign(known, { recording: isNone ? undefined : recording, turn: recorder.turn() });
    const why = isNone ? recording : earlier && recorder.whyUnsteady(earlier, recording);
    // Of the first step only what it has in common with the second counts.
    const isOfFirst = recorded === 1 || (recorded === 2 && earlier !== undefined);
    if (why !== undefined && !isOfFirst) return refuse(why);
    if (isNone || earlier === undefined || why !== undefined) return;
    const step = readStep(recording, weights);
    if (typeof step === 'string') return refuse(step);
    optimizer ??= createGraphOptimizer(optimizerValue, weights, slots);
    known.graphs = createGraphKind({
      addon,
      step,
      weights,
      optimizer,
      slots,
      set,
      tables,
      rows,
      ...(rows === largest && mayCompile(recording) ? { book } : {}),
      told,
      answers: names.length,
    });
  }

  /** Gives what the optimizer remembers to the graphs. */
  function toGraphs(): void {
    if (isInGraphs) return;
    const saved = inner.save() as unknown as { readonly steps: number; readonly optimizer: Snapshot };
    steps = saved.steps;
    optimizer!.restore(saved.optimizer);
    isInGraphs = true;
  }
  /** Gives it back. */
  function toEager(): void {
    if (!isInGraphs) return;
    isInGraphs = false;
    const { states } = inner.save() as { readonly states: Snapshot };
    inner.restore({ steps, random: random.state, optimizer: optimizer!.save(), states });
  }
  /** Forgets what holds no longer. */
  function follow(): void {
    const changed = settings.changed();
    if (changed === undefined) return;
    toEager();
    forget();
    before = before && new Map();
    const why = changes.add(changed);
    if (why !== undefined) refuse(why);
  }
  /** Gives what takes the eager step and the weights back to where they are. */
  function marked(): () => void {
    const [state, values] = [inner.save(), readWeights(layersModel)];
    return () => {
      writeWeights(layersModel, values);
      inner.restore(state);
    };
  }
  const graphsFor = (rows: number): GraphKind | undefined => {
    if (kinds.get(rows)?.graphs !== undefined) follow();
    return kinds.get(rows)?.graphs;
  };

  const isDue = (known: Kind): boolean => isAudited(known.runs + 1) || known.turn !== recorder.turn();
  /**
   * Records anew what operations make of these rows, and undoes it.
   * @returns The loss; undefined where it is something else than graphs make of them, which are gone then.
   */
  function judge(known: Kind, rows: Uint32Array): number | undefined {
    let why: string | undefined;
    let loss: number | undefined;
    known.turn = recorder.turn();
    rehearsed = (batch, compute) => {
      const { result, recording } = recorder.record(batch, compute);
      why = recorder.whyWrong(known.recording!, recording);
      loss = result.loss.dataSync()[0]!;
      return result;
    };
    toGraphs();
    try {
      inner.rehearse(rows, steps);
    } finally {
      rehearsed = undefined;
      settings.keep();
    }
    if (why === undefined) return loss;
    refuse(why);
    return undefined;
  }
  /** Has graphs make a step, and operations where these come to another loss. */
  function audit(rows: Uint32Array, learningRate: number, wantOutputs: boolean, loss: number): StepResult {
    toEager();
    const undo = marked();
    add(rows, learningRate, wantOutputs);
    const result = runWaiting(wantOutputs)[0]!;
    if (refusal !== undefined || isSameLoss(result.loss, loss)) return result;
    isInGraphs = false;
    undo();
    refuse(`its graph comes to a loss of ${result.loss} where operations come to ${loss}`);
    return inner.run(rows, learningRate, wantOutputs);
  }

  /** What a run that goes on is to know of the graphs. */
  interface Kept {
    /** How many steps were recorded, of all sizes. */
    readonly recorded: number;
    readonly largest: number;
    /** Sizes of batches, how often each was recorded, and how many steps graphs have made of it: of old runs unknown. */
    readonly sizes: readonly (readonly [size: number, times: number, runs?: number])[];
    /** What layers were set to. */
    readonly settings?: number;
    /** Why there are none. */
    readonly refused?: string;
  }
  const saveRecorded = (): Snapshot => {
    const waiting = [...(before ?? [])].map(([rows, times]) => [rows, times, runsBefore.get(rows) ?? 0] as const);
    const now = [...kinds].map(([rows, { graphs, recording, runs }]) => [rows, graphs ? 2 : recording ? 1 : 0, runs] as const);
    const sizes = [...new Map([...now, ...waiting].map((size) => [size[0], size])).values()];
    const mark = recorded === 0 ? settingsBefore : settings.mark();
    const refused = refusal === undefined ? {} : { refused: refusal };
    return { recorded: Math.max(recorded, recordedBefore), largest, sizes, ...(mark === undefined ? {} : { settings: mark }), ...refused };
  };
  /**
   * Where a run goes on, steps that it had recorded before are recorded again, of which nothing is left: from here on it is graphs again
   * that make the steps, to the same bits.
   */
  function recordAgain(rows: Uint32Array): void {
    if (before === undefined || refusal !== undefined) return;
    const times = before.get(rows.length) ?? 0;
    const isNew = recorded === 0;
    if (!isNew && times === 0) return;
    if (isNew) settings.keep();
    if (settings.mark() !== settingsBefore) {
      before = new Map();
      return;
    }
    if (isNew && (recordedBefore > 1 || times === 0)) {
      // The run's first step, in which layers make things, was another one.
      inner.rehearse(rows, steps);
      forget();
    }
    for (let k = 0; k < times && refusal === undefined; k++) inner.rehearse(rows, steps + k);
    before = new Map(recordedBefore === 1 ? [] : [...before].filter(([size]) => size !== rows.length));
  }

  const prepareIn = (graphs: GraphKind, learningRate: number, wantOutputs: boolean, isOver: () => boolean): Promise<void> | undefined => {
    toGraphs();
    return graphs.prepare(steps, () => nextPlan(learningRate, graphs), wantOutputs, isOver);
  };
  /** Looks ahead. */
  const nextPlan = (learningRate: number, { hasGradient }: GraphKind): StepPlan => {
    const mark = optimizer!.mark();
    const plan = optimizer!.step(learningRate, hasGradient);
    optimizer!.rewind(mark);
    return plan;
  };

  /** Steps that wait, and what is gone back to where TensorFlow does not make them. */
  interface Waiting {
    readonly graphs: GraphKind;
    readonly mark: Snapshot;
    readonly steps: { readonly rows: Uint32Array; readonly learningRate: number; readonly random: number }[];
  }
  let waiting: Waiting | undefined;
  const add = (rows: Uint32Array, learningRate: number, wantOutputs: boolean): void => {
    toGraphs();
    waiting ??= { graphs: kinds.get(rows.length)!.graphs!, mark: optimizer!.mark(), steps: [] };
    const { graphs } = waiting;
    const step = steps++;
    kinds.get(rows.length)!.runs++;
    waiting.steps.push({ rows, learningRate, random: random.state });
    const keys = inner.during(step, () => graphs.nextKeys());
    graphs.add(rows, { step, plan: optimizer!.step(learningRate, graphs.hasGradient), keys }, wantOutputs);
  };
  const runWaiting = (wantOutputs: boolean): readonly StepResult[] => {
    const { graphs, mark, steps: all } = waiting!;
    waiting = undefined;
    const made = graphs.run(wantOutputs);
    changes.reset();
    const results = made.steps.map(({ numbers, outputs }): StepResult => {
      const [loss, ...own] = numbers as [number, ...number[]];
      const byName = Object.fromEntries(own.map((part, i) => [`${names[i]!}_loss`, part]));
      return { loss, outputs, ...(own.length > 0 ? { numbers: byName } : {}) };
    });
    const left = all.slice(results.length);
    if (left.length > 0) {
      optimizer!.rewind(mark);
      for (const { learningRate } of all.slice(0, results.length)) optimizer!.step(learningRate, graphs.hasGradient);
      steps -= left.length;
      random.state = left[0]!.random;
      refuse(`TensorFlow refuses its graph: ${made.refusal}`);
      return [...results, ...left.map(({ rows, learningRate }) => inner.run(rows, learningRate, wantOutputs))];
    }
    if (!isTold) onStep({ step: 'recorded', reason: `recorded: ${graphs.told}` });
    isTold = true;
    return results;
  };

  return {
    name: 'eager',
    prepare(rows, learningRate, wantOutputs, isOver) {
      largest = Math.max(largest, rows.length);
      recordAgain(rows);
      const graphs = graphsFor(rows.length);
      return graphs && prepareIn(graphs, learningRate, wantOutputs, isOver);
    },
    run(rows, learningRate, wantOutputs) {
      largest = Math.max(largest, rows.length);
      recordAgain(rows);
      if (graphsFor(rows.length) === undefined) {
        toEager();
        return inner.run(rows, learningRate, wantOutputs);
      }
      const known = kinds.get(rows.length)!;
      if (isDue(known)) {
        const loss = judge(known, rows);
        if (loss === undefined) return inner.run(rows, learningRate, wantOutputs);
        if (isAudited(known.runs + 1)) return audit(rows, learningRate, wantOutputs, loss);
      }
      add(rows, learningRate, wantOutputs);
      return runWaiting(wantOutputs)[0]!;
    },
    together: {
      most(rows) {
        const graphs = graphsFor(rows);
        const known = kinds.get(rows);
        return graphs === undefined || isDue(known!) ? 1 : Math.min(graphs.most(), nextAudit(known!.runs) - known!.runs - 1);
      },
      prepare: (_, ...step) => prepareIn(waiting!.graphs, ...step),
      add,
      run: runWaiting,
    },
    weights: inner.weights,
    ...(inner.beginEpoch ? { beginEpoch: inner.beginEpoch } : {}),
    writeWeights(averaged = false) {
      if (averaged) toEager();
      inner.writeWeights(averaged);
    },
    save() {
      toEager();
      return { ...(inner.save() as object), graphs: saveRecorded(), courses: book.save() };
    },
    restore(saved) {
      isInGraphs = false;
      forget();
      const { graphs, courses, ...state } = saved as { readonly graphs?: Kept } & Readonly<Record<string, Snapshot>>;
      book.restore(courses);
      inner.restore(state);
      largest = graphs?.largest ?? 0;
      [recordedBefore, settingsBefore] = [graphs?.recorded ?? 0, graphs?.settings];
      before = recordedBefore > 0 ? new Map(graphs!.sizes.map(([rows, times]) => [rows, times])) : undefined;
      runsBefore = new Map(graphs?.sizes.map(([rows, , runs = 0]) => [rows, runs]));
      if (graphs?.refused !== undefined) refuse(graphs.refused);
    },
    dispose() {
      forget();
      tables?.free();
      optimizer?.dispose();
      slots.dispose();
      inner.dispose();
    },
  };
}

/** What runs graphs on the backend that computes now. */
export const graphsNow = (): Addon | undefined => (tf.getBackend() === 'tensorflow' ? addonNow() : undefined);
