import { tf } from '#tf';
import type { InTurns } from '../../turns/inTurns.ts';
import { layerStates } from '../../model/layerStates.ts';
import { freeMasks } from '../../model/masks.ts';
import { readWeights } from '../../model/weights.ts';
import type { Random } from '../../random.ts';
import type { Snapshot } from '../../snapshot.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { holdVariables } from './holdVariables.ts';
import { batchOf, compute, type ComputationParts, type Computed } from './computation.ts';
import { createMinimizer } from './minimizer.ts';
import { ownDraws, type OwnDraws } from './ownDraws.ts';
import type { ModelWeight } from './parameters.ts';
import type { Replayed, Replays } from './replays.ts';
import type { StepResult, TrainStep } from './trainStep.ts';

export interface EagerParts extends ComputationParts {
  /** What each output is called. */
  readonly names: readonly string[];
  readonly optimizer: NamedValue;
  /** What it trains. Default: what is trainable now. */
  readonly weights?: readonly ModelWeight[] | undefined;
  /** Decides masks and noise. */
  readonly random: Random;
  /** Programs that take over from TF.js's operations once they are recorded. Default: none ever do. */
  readonly replays?: Replays | undefined;
}

/** Of which another step may draw what its layers do. */
export interface EagerStep extends TrainStep {
  /** Does work in which what layers draw, and what was recorded of that, is drawn for a step of the run. */
  readonly during: OwnDraws['during'];
  /** Computes what a step of the run would begin with, before weights move, and leaves all as it was. */
  rehearse(rows: Uint32Array, step: number): void;
}

/**
 * The step as TF.js runs it, operation by operation: works for every model on every backend, and judges the faster ones. Where it may be
 * recorded, what it computes is replayed from some step on, to the same bits.
 */
export function eagerStep({ names, optimizer, weights, random, replays, ...computation }: EagerParts): EagerStep {
  const { layersModel, set } = computation;
  const minimizer = createMinimizer(layersModel, optimizer, weights);
  const draws = ownDraws([layersModel], random);
  const states = layerStates(layersModel);
  let steps = 0;

  const computeEagerly = (rows: Uint32Array, step: number): Computed => {
    const batch = batchOf(set, rows);
    const computeStep = () => compute(computation, batch, minimizer.variables);
    return draws.during(step, () => (replays === undefined ? computeStep() : replays.learn(batch, computeStep)));
  };
  const runEagerly = (rows: Uint32Array, step: number, learningRate: number, wantOutputs: boolean): StepResult => {
    let result: StepResult | undefined;
    tf.tidy(() => {
      const { loss, parts, answers, gradients } = computeEagerly(rows, step);
      try {
        const value = loss.dataSync()[0]!;
        if (Number.isFinite(value)) minimizer.moveBy(gradients, learningRate, loss);
        const outputs = wantOutputs ? answers.map((tensor) => tensor.dataSync() as Float32Array) : [];
        result = resultOf(
          value,
          parts.map((part) => part.dataSync()[0]!),
          outputs,
        );
      } finally {
        tf.dispose([...parts, ...answers]);
        states.freeKept();
      }
    });
    return result!;
  };
  const resultOf = (loss: number, parts: readonly number[], outputs: StepResult['outputs']): StepResult => {
    const numbers = Object.fromEntries(parts.map((part, i) => [`${names[i]!}_loss`, part]));
    return { loss, outputs, ...(parts.length > 0 ? { numbers } : {}) };
  };
  const moveBy = (replayed: Replayed, learningRate: number, wantOutputs: boolean): StepResult => {
    const { loss, parts } = replayed;
    if (Number.isFinite(loss)) minimizer.move(replayed.gradients(), learningRate);
    return resultOf(loss, parts, wantOutputs ? replayed.answers() : []);
  };
  /** Counts a step, but for one that is not made, such as of a loss that throws: it is made anew where the run goes on. */
  const counted = (make: (step: number) => StepResult): StepResult => {
    const [step, before] = [steps++, random.state];
    try {
      return make(step);
    } catch (error) {
      [steps, random.state] = [step, before];
      throw error;
    }
  };
  const run = (rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult =>
    counted((step) => {
      const before = random.state;
      if (replays !== undefined) {
        // Takes what memory it needs before the program looks where variables are.
        minimizer.prepare();
        const replayed = draws.during(step, () => replays.run(rows));
        if (replayed !== undefined) return moveBy(replayed, learningRate, wantOutputs);
        random.state = before;
      }
      return runEagerly(rows, step, learningRate, wantOutputs);
    });
  function* inTurns(
    work: InTurns<Replayed | undefined>,
    rows: Uint32Array,
    learningRate: number,
    wantOutputs: boolean,
  ): InTurns<StepResult> {
    const before = random.state;
    minimizer.prepare();
    try {
      let place = draws.during(steps, () => work.next());
      const drawn = random.state;
      // Whoever asks meanwhile finds a step that is not made.
      random.state = before;
      while (place.done !== true) {
        yield;
        place = work.next();
      }
      const replayed = place.value;
      return counted((step) => {
        if (replayed === undefined) return runEagerly(rows, step, learningRate, wantOutputs);
        random.state = drawn;
        minimizer.prepare(); // in its turns the program may have set weights, or kept what they were
        return moveBy(replayed, learningRate, wantOutputs);
      });
    } finally {
      work.return(undefined);
    }
  }
  return {
    name: 'eager',
    runInTurns(rows, learningRate, wantOutputs) {
      const work = replays?.runInTurns(rows);
      return work && inTurns(work, rows, learningRate, wantOutputs);
    },
    during: draws.during,
    rehearse(rows, step) {
      const before = random.state;
      const putBack = [states.hold(), holdVariables()];
      try {
        tf.tidy(() => {
          const { parts, answers } = computeEagerly(rows, step);
          tf.dispose([...parts, ...answers]);
        });
      } finally {
        states.freeKept();
        for (const put of putBack) put();
        random.state = before;
      }
    },
    beginEpoch: () => states.reset(),
    run,
    weights: (into) => readWeights(layersModel, into),
    writeWeights: (averaged = false) => minimizer.show(averaged),
    save: () => ({ steps, random: random.state, optimizer: minimizer.save(), states: states.save() }),
    restore(saved) {
      const { steps: count, random: state, optimizer: slots, states: kept } = saved as unknown as EagerState;
      steps = count;
      random.state = state;
      minimizer.restore(slots);
      states.restore(kept);
    },
    dispose: () => {
      draws.dispose();
      freeMasks(layersModel);
      minimizer.dispose();
      replays?.dispose();
    },
  };
}

interface EagerState {
  readonly steps: number;
  readonly random: number;
  readonly optimizer: Snapshot;
  readonly states: Snapshot;
}
