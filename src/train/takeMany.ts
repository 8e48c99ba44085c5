import type { StepResult, TrainStep } from './step/trainStep.ts';

/** What several steps in one call are made of. */
export interface ManyParts {
  readonly step: TrainStep;
  /** The rows of the next one, those that were kept first. */
  readonly nextRows: () => Uint32Array | Promise<Uint32Array>;
  /** Of the step after so many that wait. */
  readonly learningRate: (waiting: number) => number;
  readonly wantOutputs: boolean;
  /** Whether there is no next step to wait for. Throws the signal's reason. */
  readonly isOver: () => boolean;
  /** Counts a step that was made. False where its loss is no finite number: later ones do not count then. */
  readonly count: (rows: Uint32Array, learningRate: number, result: StepResult) => boolean;
  /** Told of rows that were read, and wait for a step. */
  readonly keep: (rows: Uint32Array) => void;
}

/**
 * Makes so many steps in one call; fewer where something is to be waited for: then those before it are made first, since the run may
 * be saved meanwhile, go wrong, or be told something else.
 * @returns False where a loss was no finite number.
 */
export async function takeMany(many: number, parts: ManyParts): Promise<boolean> {
  const { step, nextRows, wantOutputs, isOver, count, keep } = parts;
  const together = step.together!;
  const waiting: { rows: Uint32Array; learningRate: number }[] = [];
  const make = (): boolean =>
    waiting.length === 0 ||
    together.run(wantOutputs).every((result, k) => {
      const { rows, learningRate } = waiting[k]!;
      return count(rows, learningRate, result);
    });
  while (waiting.length < many) {
    let reading: Uint32Array | Promise<Uint32Array>;
    try {
      reading = nextRows();
    } catch (error) {
      if (!make()) return false;
      throw error;
    }
    if (!(reading instanceof Uint32Array)) {
      // What the steps come to is told before what reading comes to.
      reading.catch(() => undefined);
      if (!make()) return false;
      keep(await reading);
      return true;
    }
    const learningRate = parts.learningRate(waiting.length);
    const preparing = (waiting.length === 0 ? step : together).prepare?.(reading, learningRate, wantOutputs, isOver);
    if (preparing !== undefined) {
      preparing.catch(() => undefined);
      if (!make()) return false;
      keep(reading);
      await preparing;
      return true;
    }
    together.add(reading, learningRate, wantOutputs);
    waiting.push({ rows: reading, learningRate });
  }
  return make();
}
