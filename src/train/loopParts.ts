import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Schedule } from '../schedules/schedule.ts';
import type { Stateful } from '../snapshot.ts';
import type { Best } from './best.ts';
import type { Feed } from './feed/feed.ts';
import type { Hooks } from './hooks.ts';
import type { Metrics } from './measures.ts';
import type { Shown } from './shown.ts';
import type { TrainingSet, TrainStep } from './step/trainStep.ts';

/** What a loop is told. */
export interface LoopOptions {
  readonly epochs: number;
  readonly batchSize: number;
  /** Before any schedule. */
  readonly learningRate: number;
  /** Steps to one change of the weights, which is what schedules count. */
  readonly accumulation: number;
  /** Asked between steps. */
  readonly signal?: Pick<AbortSignal, 'throwIfAborted'>;
}

/** What a loop works with. */
export interface LoopParts {
  readonly layersModel: LayersModel;
  readonly step: TrainStep;
  /** Which weights are in the model. */
  readonly shown: Shown;
  /** What the step reads. */
  readonly set: TrainingSet;
  readonly feed: Feed;
  readonly schedule: Schedule;
  readonly best: Best;
  /** What the run began with: part of each snapshot, and refuses one of another run. */
  readonly origin: Stateful;
  /** New metrics for the answers given while training; undefined where none are asked for. */
  readonly createMetrics: () => Metrics | undefined;
  /** Loss and metrics on the held-out rows, by the weights that are visible in the model. */
  readonly validate?: () => Promise<Readonly<Record<string, number>>>;
  readonly hooks: Hooks;
  /** To be called before other work has its turn, which may look at the model. */
  readonly beforeTurn: () => void;
  /** Whether the weights of the best epoch are to be kept. */
  readonly keepsBest: boolean;
  /** Whether the optimizer keeps running means of the weights, by which they are evaluated. */
  readonly averages: boolean;
}
