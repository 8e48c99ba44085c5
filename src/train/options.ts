import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Work } from '../backend/choose.ts';
import type { Source } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError, type Issue } from '../errors.ts';
import type { Arrays } from '../model/slots.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { NetworkSpec } from '../spec/network.ts';
import { didYouMean } from '../spec/option.ts';
import type { TrainingSpec } from '../spec/training.ts';
import type { Snapshot } from '../snapshot.ts';
import { checkpointSeconds } from './checkpointSeconds.ts';
import { hooks, type Callback, type EpochEvent, type Warning } from './events.ts';
import type { Checkpoints } from './hooks.ts';
import { isLayersModel } from './layersModelSpec.ts';
import type { LossOption, MetricOption } from './losses.ts';
import { hasTypedArrays, isSnapshot } from './origin.ts';
import type { OwnStep } from './step/ownStep.ts';
import type { StepInfo } from './step/replays.ts';

/** The training part of the spec, overridden for one run, and what watches over it. */
export interface TrainOptions extends Omit<TrainingSpec, 'loss' | 'metrics'> {
  /** By name, or a function of tensors; a list has one for each output. */
  readonly loss?: LossOption;
  /** By name, or functions of tensors, which are known by their own names and may weigh rows: see MetricFunction. */
  readonly metrics?: readonly MetricOption[];
  /**
   * Rows that watch the run, in place of those that `validationSplit` would hold out: rows or a source of them for a spec with
   * features, else `{ xs, ys }`. Encoders learn nothing of them.
   */
  readonly validationData?: RowData | Arrays | Source;
  /** The same for those that nothing but the last evaluation looks at, in place of `testSplit`. */
  readonly testData?: RowData | Arrays | Source;
  /** Functions that are called in the course of the run. */
  readonly callbacks?: readonly Callback[];
  /** Called after each epoch: short for a callback with `onEpochEnd`. */
  readonly onEpoch?: (event: EpochEvent) => void | Promise<void>;
  /** Told what looks wrong with the run: short for a callback with `onWarning`. */
  readonly onWarning?: (warning: Warning) => void | Promise<void>;
  /** Asked after each epoch; true ends the training there. A promise is waited for. */
  readonly stopWhen?: (event: EpochEvent) => boolean | Promise<boolean>;
  /** Ends the training when aborted; the promise is rejected by its reason. */
  readonly signal?: AbortSignal;
  /**
   * `eager` runs each operation by TF.js. `auto` (the default) takes loops of our own for small dense networks; on WebAssembly and in
   * plain JavaScript it records the step of any other, and runs what was recorded, as it runs graphs on native bindings. Losses and layers
   * of the program are then hardly called any more: what counts its calls is to do so in a field of the layer, or in `onBatchEnd`.
   */
  readonly step?: 'auto' | 'eager';
  /**
   * Told which way of running steps is taken, and why: as soon as it is known, which for a recorded step is after the second or third of a size;
   * and again where what was recorded is found not to be what TF.js computes.
   */
  readonly onStep?: (info: StepInfo) => void;
  /** A training step in place of the built-in one. */
  readonly trainStep?: OwnStep;
  /** Further models that `trainStep` trains along, by name: their weights are in the checkpoints. They stay the caller's. */
  readonly models?: Readonly<Record<string, LayersModel>>;
  /** Keeps checkpoints from which the run can go on. */
  readonly checkpoints?: Checkpoints;
  /**
   * A snapshot of such a checkpoint: the run goes on from there, bit for bit as if it had never stopped. It takes the same data and
   * spec; the seed is that of the snapshot. It holds typed arrays: structuredClone copies it, JSON does not. Without a schedule that asks how long the run is, there may be more epochs.
   */
  readonly resumeFrom?: Snapshot | undefined;
  /**
   * @internal Makes TF.js compute somewhere, once it is known what: called before a tensor is made.
   * Answers with what TF.js calls it.
   */
  readonly startBackend?: (work: Work) => Promise<string>;
}

const OWN_OPTIONS = [
  'loss',
  'metrics',
  'validationData',
  'testData',
  'callbacks',
  'onEpoch',
  'onStep',
  'onWarning',
  'stopWhen',
  'signal',
  'step',
  'trainStep',
  'models',
  'checkpoints',
  'resumeFrom',
  'startBackend',
] as const satisfies readonly (keyof TrainOptions)[];

/** What only a program can give, checked by type: what a spec can say is checked with it. */
const kinds: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  callbacks: (value) => (Array.isArray(value) && value.every(hasHooks) ? undefined : 'a list of objects with functions'),
  metrics: (value) => (Array.isArray(value) ? undefined : 'a list'),
  checkpoints: (value) => (isObject(value) && isFunction(value['save']) === undefined ? undefined : 'an object with a function save'),
  onEpoch: isFunction,
  onStep: isFunction,
  onWarning: isFunction,
  stopWhen: isFunction,
  trainStep: isFunction,
  signal: (value) => (value instanceof AbortSignal ? undefined : 'an AbortSignal'),
  step: (value) => (value === 'auto' || value === 'eager' ? undefined : '"auto" or "eager"'),
  models: (value) => (isObject(value) && Object.values(value).every(isLayersModel) ? undefined : 'tf.LayersModels by name'),
  resumeFrom: (value) => (isSnapshot(value) ? undefined : 'a snapshot that a trainer gave'),
};

const WITHOUT_ARRAYS: Issue = {
  path: 'resumeFrom',
  expected: 'a snapshot with its typed arrays',
  received: 'one without, as JSON leaves it',
  fix: 'copy it by structuredClone, or keep it in a file by checkpointFolder',
};

function isFunction(value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'a function';
}
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const hasHooks = (callback: unknown) =>
  isObject(callback) &&
  !Array.isArray(callback) &&
  hooks.every((name) => callback[name] === undefined || isFunction(callback[name]) === undefined);

/** Functions of a callback that look like hooks and are none: a slip, or one of another library. */
function unknownHooks(callback: unknown, i: number): readonly Issue[] {
  if (!isObject(callback)) return [];
  const isForeign = (name: string) => /^on[A-Z]/.test(name) && !hooks.some((hook) => hook === name);
  return Object.keys(callback)
    .filter((name) => isForeign(name) && isFunction(callback[name]) === undefined)
    .map((name) => ({
      path: `callbacks[${i}]`,
      expected: `functions of ${hooks.join(', ')}`,
      received: show(name),
      ...didYouMean(name, hooks),
    }));
}

/** @throws UsageError with everything that is wrong with the options that a spec does not have. */
export function checkTrainOptions(options: TrainOptions): void {
  const issues = Object.entries(kinds).flatMap(([name, check]): Issue[] => {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    const expected = value === undefined ? undefined : check(value);
    return expected === undefined ? [] : [{ path: name, expected, received: show(value) }];
  });
  const everySeconds: unknown = options.checkpoints?.everySeconds;
  if (everySeconds !== undefined) issues.push(...checkpointSeconds.check(everySeconds, 'checkpoints.everySeconds'));
  if (isSnapshot(options.resumeFrom) && !hasTypedArrays(options.resumeFrom)) issues.push(WITHOUT_ARRAYS);
  if (Array.isArray(options.callbacks)) issues.push(...options.callbacks.flatMap(unknownHooks));
  if (issues.length > 0) throw new UsageError('the call', issues);
}

/** The spec with the options of one run put over its training part; `measures` are the losses and metrics that have names. */
export function withOptions(
  spec: ModelSpec | NetworkSpec,
  options: TrainOptions,
  measures: Pick<TrainingSpec, 'loss' | 'metrics'>,
): ModelSpec {
  const model: ModelSpec = 'layers' in spec ? { network: spec } : spec;
  const overrides = Object.entries(options).filter(([name, value]) => value !== undefined && !OWN_OPTIONS.some((own) => own === name));
  return { ...model, training: { ...model.training, ...Object.fromEntries(overrides), ...measures } };
}

/** The callbacks of a call, with what it has short words for as the last one. */
export function callbacksOf({ callbacks = [], onEpoch, onWarning, stopWhen }: TrainOptions): readonly Callback[] {
  const short: Callback = {
    ...(onWarning ? { onWarning } : {}),
    ...(onEpoch || stopWhen
      ? {
          async onEpochEnd(event, control) {
            await onEpoch?.(event);
            if (stopWhen !== undefined && isYes(await stopWhen(event))) control.stop();
          },
        }
      : {}),
  };
  return [...callbacks, short];
}

/** What only seems to say yes is refused rather than taken for no. */
function isYes(answer: unknown): boolean {
  if (typeof answer === 'boolean' || answer === undefined) return answer === true;
  throw new UsageError('the call', [{ path: 'stopWhen', expected: 'a function that returns true or false', received: show(answer) }]);
}
