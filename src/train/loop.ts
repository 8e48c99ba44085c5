import { show, UsageError } from '../errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { isBetter } from './best.ts';
import { areFinite } from '../backend/finite.ts';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import { createBreather } from '../turns/breathe.ts';
import type { EpochEvent } from './events.ts';
import { fromListed, readWeights, WEIGHT_ORDER, writeWeights } from '../model/weights.ts';
import type { History } from '../model/model.ts';
import { createGoodWeights, type KeptWeights } from './goodWeights.ts';
import { answeredBy, targetsOf, type Metrics } from './measures.ts';
import type { LoopOptions, LoopParts } from './loopParts.ts';
import type { LoopState } from './loopState.ts';
import type { StepResult } from './step/trainStep.ts';
import { addTo, emptySums, means } from './sums.ts';
import { takeMany, type ManyParts } from './takeMany.ts';

type Numbers = Readonly<Record<string, number>>;

/** Why a run is over. */
export type EndReason = 'completed' | 'earlyStopping' | 'stopped' | 'diverged';

/** A run from the inside: goes forward epoch by epoch, and tells where it is. */
export interface Loop {
  /** Runs the next epoch; undefined where the run is over. */
  next(): Promise<EpochEvent | undefined>;
  /** Ends the run after the step that is running. */
  stop(): void;
  /** Ends the run where it is, between two epochs, if it is not over. */
  close(): Promise<void>;
  /** Of the next step. Where the factor of the schedule is 0 now, setting it sets what later factors multiply. */
  learningRate: number;
  readonly ended: EndReason | undefined;
  readonly history: History;
  /** The weights of the best epoch; undefined before one. */
  readonly bestWeights: readonly Float32Array[] | undefined;
  /** What is left where the loss becomes no finite number; undefined before the first step. */
  readonly goodWeights: KeptWeights | undefined;
  /** Where the loss was no finite number. */
  readonly divergence: DivergedAt | undefined;
  /** All that decides how the run goes on, weights included. */
  save(): Snapshot;
  /** @throws UsageError, DataError where it is not the same run. */
  restore(saved: Snapshot): void;
}

export interface DivergedAt {
  readonly epoch: number;
  readonly batch: number;
  readonly loss: number;
  readonly rows: Uint32Array;
  readonly learningRate: number;
  /** Of the steps before it, the last at the end. */
  readonly recentLosses: readonly number[];
  /** Made since the weights were found finite, or the run began: where there are none, no step wrote what is wrong in them. */
  readonly stepsSince: number;
}

/** So many losses are remembered for saying what came before a loss that is no number. */
const RECENT = 20;

/**
 * Epoch after epoch, batch after batch, whose rows follow from the seed and the epoch alone.
 * @throws from `next`: the signal's reason when it is aborted, whatever a callback throws; the model then holds the weights of
 * the last step.
 */
export function createLoop(parts: LoopParts, options: LoopOptions): Loop {
  const { layersModel, step, shown, set, feed, schedule, best, origin, hooks } = parts;
  const { epochs, batchSize, signal } = options;
  const batches = Math.ceil(feed.rows / batchSize);
  const breathe = createBreather(signal);

  const good = createGoodWeights();
  const history: Record<string, number[]> = {};
  let base = options.learningRate;
  let epoch = 1;
  let batch = 0;
  let steps = 0;
  let sums = emptySums();
  let metrics: Metrics | undefined;
  let ended: EndReason | undefined;
  let stopping = false;
  let isResumed = false;
  let bestWeights: readonly Float32Array[] | undefined;
  let divergence: DivergedAt | undefined;
  let recentLosses: number[] = [];
  let lastRows: Uint32Array = new Uint32Array();
  /** That were read, and wait for a step. */
  let kept: Uint32Array | undefined;
  /** Weights that nobody needs any more: an epoch that makes no garbage makes memory no larger. */
  let spare: readonly Float32Array[] | undefined;
  /** Of the last step that was made by itself. */
  let learningRate = 0;

  const factorAt = (step: number) => schedule.factor(Math.floor(step / options.accumulation));

  const loop: Loop = {
    next,
    stop: () => {
      stopping = true;
    },
    async close() {
      if (ended === undefined) await end('stopped');
    },
    get learningRate() {
      return base * factorAt(steps);
    },
    set learningRate(rate) {
      if (!Number.isFinite(rate) || rate < 0) throw notARate(rate);
      const factor = factorAt(steps);
      base = factor > 0 ? rate / factor : rate;
    },
    get ended() {
      return ended;
    },
    history,
    get bestWeights() {
      return bestWeights;
    },
    get goodWeights() {
      return good.kept;
    },
    get divergence() {
      return divergence;
    },
    save,
    restore,
  };

  async function next(): Promise<EpochEvent | undefined> {
    if (ended !== undefined) return undefined;
    if (epoch > epochs) return end('completed');
    if (best.isOver) return end('earlyStopping'); // as a checkpoint of the end says
    if (stopping) return end('stopped');
    const start = performance.now() - sums.milliseconds;
    if (batch === 0) {
      if (epoch === 1) good.propose({ epoch: 0, weights: step.weights() });
      else if (isResumed && isWorthKeeping(epoch - 1))
        good.propose({ epoch: epoch - 1, weights: evaluatedWeights() }, history['loss']!.at(-1));
      isResumed = false;
      await hooks.epochBegin({ epoch, epochs });
      metrics = parts.createMetrics();
      step.beginEpoch?.();
    }
    kept = undefined;
    const beginning = feed.begin(epoch, batch);
    if (beginning !== undefined) await beginning;
    while (batch < batches) {
      if (stopping) return end('stopped');
      const many = stepsAtOnce();
      if (many > 1) {
        if (!(await takeMany(many, together()))) return end('diverged');
      } else {
        let rows = nextRows();
        if (!(rows instanceof Uint32Array)) {
          parts.beforeTurn();
          rows = await rows;
        }
        learningRate = base * factorAt(steps);
        const preparing = step.prepare?.(rows, learningRate, metrics !== undefined, isOver);
        if (preparing !== undefined) {
          kept = rows;
          await preparing;
          continue;
        }
        const work = step.runInTurns?.(rows, learningRate, metrics !== undefined);
        const isFinite = work
          ? await takeTurns(countedAtOnce(work, rows), breathe)
          : count(rows, learningRate, step.run(rows, learningRate, metrics !== undefined));
        if (!isFinite) return end('diverged');
      }
      sums.milliseconds = performance.now() - start;
      if (hooks.watchesBatches) {
        await hooks.batchEnd({ epoch, epochs, batch, batches, rows: lastRows.length, loss: recentLosses.at(-1)!, learningRate });
        signal?.throwIfAborted();
      }
      const pause = breathe();
      if (pause !== undefined) {
        parts.beforeTurn();
        await pause;
      }
      if (!stopping && batch < batches && hooks.isCheckpointDue()) await hooks.checkpoint(save, { epoch: epoch - 1, batch });
    }
    return await endEpoch(start);
  }

  /** How many of the steps that are left in this epoch are best made in one call, while nobody looks in between. */
  function stepsAtOnce(): number {
    if (step.together === undefined || hooks.watchesBatches) return 1;
    const whole = Math.floor(feed.rows / batchSize) - batch;
    return whole > 1 ? Math.min(step.together.most(batchSize), whole, feed.ahead) : 1;
  }

  /** Whether there is no next step to wait for. @throws the signal's reason. */
  function isOver(): boolean {
    signal?.throwIfAborted();
    return stopping;
  }

  function nextRows(): Uint32Array | Promise<Uint32Array> {
    const rows = kept ?? feed.next();
    kept = undefined;
    return rows;
  }

  const together = (): ManyParts => ({
    step,
    nextRows,
    learningRate: (waiting) => base * factorAt(steps + waiting),
    wantOutputs: metrics !== undefined,
    isOver,
    count,
    keep: (rows) => void (kept = rows),
  });

  /** A step in turns, which counts as soon as it is made: the run may be saved before anybody hears of it. */
  function* countedAtOnce(work: InTurns<StepResult>, rows: Uint32Array): InTurns<boolean> {
    return count(rows, learningRate, yield* work);
  }

  /** Counts a step, and gives its rows back. @returns False, and nothing is counted, where its loss is no finite number. */
  function count(rows: Uint32Array, learningRate: number, { loss, numbers, outputs }: StepResult): boolean {
    lastRows = rows;
    if (!Number.isFinite(loss)) {
      divergence = { epoch, batch: batch + 1, loss, rows: rows.slice(), learningRate, recentLosses, stepsSince: batch };
      return false;
    }
    const dropped = good.judge(loss);
    if (dropped !== undefined && dropped !== bestWeights) spare = dropped;
    batch++;
    steps++;
    recentLosses.push(loss);
    if (recentLosses.length > RECENT) recentLosses = recentLosses.slice(-RECENT / 2);
    addTo(sums, loss, rows.length, numbers);
    metrics?.update(answeredBy(targetsOf(set, rows), outputs));
    feed.giveBack?.();
    return true;
  }

  async function endEpoch(start: number): Promise<EpochEvent | undefined> {
    const learningRate = base * factorAt(steps - 1);
    const weights = step.weights(spare);
    spare = undefined;
    if (!weights.every(areFinite)) {
      divergence = { epoch, batch: batches, loss: NaN, rows: lastRows.slice(), learningRate, recentLosses, stepsSince: batches };
      return end('diverged');
    }
    let numbers: Numbers = { loss: sums.loss / feed.rows, ...means(sums), ...metrics?.result() };
    if (parts.validate !== undefined) {
      shown.show(weights);
      try {
        numbers = { ...numbers, ...prefixed(await parts.validate()) };
      } finally {
        shown.hide();
      }
    }
    // What an own step measures may lack what is watched: then nothing has changed.
    const before = best.save();
    const isBest = best.observe(epoch, numbers);
    try {
      schedule.observe(numbers, isBetter);
    } catch (error) {
      best.restore(before);
      throw error;
    }
    for (const [name, value] of Object.entries(numbers)) (history[name] ??= []).push(value);
    if (isWorthKeeping(epoch)) {
      const evaluated = parts.averages ? evaluatedWeights() : weights;
      if (isBest && parts.keepsBest) bestWeights = evaluated;
      good.propose({ epoch, weights: evaluated }, numbers['loss']);
      if (evaluated !== weights) spare = weights;
    } else spare = weights;
    const milliseconds = performance.now() - start;
    const event: EpochEvent = { epoch, epochs, metrics: numbers, learningRate, rows: feed.rows, milliseconds, best: isBest };
    epoch++;
    batch = 0;
    sums = emptySums();
    metrics = undefined;
    await hooks.epochEnd(event);
    signal?.throwIfAborted();
    if (best.isOver) ended = 'earlyStopping';
    else if (epoch > epochs) ended = 'completed';
    else if (stopping) ended = 'stopped';
    if (ended !== undefined) await end(ended);
    else if (hooks.isCheckpointDue()) await hooks.checkpoint(save, { epoch: epoch - 1, batch });
    return event;
  }

  /** Whether a loss that becomes no number should find the weights after this epoch, the last one. */
  function isWorthKeeping(last: number): boolean {
    return best.epoch === undefined || best.epoch === last;
  }

  /** The weights as they are evaluated: their running means where the optimizer keeps them. */
  function evaluatedWeights(): readonly Float32Array[] {
    shown.show();
    const weights = readWeights(layersModel);
    shown.hide();
    return weights;
  }

  async function end(reason: EndReason): Promise<undefined> {
    ended = reason;
    await feed.close?.();
    if (reason !== 'diverged') await hooks.checkpoint(save, { epoch: epoch - 1, batch });
    await hooks.trainEnd();
    return undefined;
  }

  function save(): Snapshot {
    return {
      origin: origin.save(),
      base,
      epoch,
      batch,
      steps,
      sums: { ...sums, numbers: { ...sums.numbers }, counts: { ...sums.counts } },
      metrics: metrics?.save() ?? null,
      history: Object.fromEntries(Object.entries(history).map(([name, values]) => [name, Float64Array.from(values)])),
      recentLosses: [...recentLosses],
      weightOrder: WEIGHT_ORDER,
      weights: shown.last(),
      step: step.save(),
      schedule: schedule.save(),
      best: best.save(),
      bestWeights: bestWeights?.map((values) => values.slice()) ?? null,
      goodWeights: good.save(),
      hooks: hooks.save(),
    };
  }

  function restore(saved: Snapshot): void {
    const state = saved as unknown as LoopState;
    const inOrder = (weights: readonly Float32Array[]) => (state.weightOrder === undefined ? fromListed(layersModel, weights) : weights);
    origin.restore(state.origin);
    ({ base, epoch, batch, steps } = state);
    sums = { ...state.sums, numbers: { ...state.sums.numbers }, counts: { ...state.sums.counts } };
    metrics = state.metrics === null ? undefined : parts.createMetrics();
    metrics?.restore(state.metrics!);
    for (const [name, values] of Object.entries(state.history)) history[name] = Array.from(values);
    recentLosses = [...state.recentLosses];
    bestWeights = state.bestWeights === null ? undefined : inOrder(state.bestWeights);
    good.restore(state.goodWeights && { ...state.goodWeights, weights: inOrder(state.goodWeights.weights) });
    isResumed = batch === 0;
    writeWeights(layersModel, inOrder(state.weights));
    step.restore(state.step);
    schedule.restore(state.schedule);
    best.restore(state.best);
    hooks.restore(state.hooks);
  }
  return loop;
}

const prefixed = (numbers: Numbers): Numbers => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [`val_${name}`, value]));

const notARate = (rate: unknown) =>
  new UsageError('the training', [{ path: 'learningRate', expected: 'a number that is 0 or more', received: show(rate) }]);
