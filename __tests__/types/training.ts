import type { Diverged, EndReason } from 'netspec';
// Checked by tsc: the options, callbacks and results of training.
import { expectTypeOf } from 'expect-type';
import { sub, type Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  checkpointFolder,
  createTrainer,
  crossValidate,
  dense,
  evaluate,
  findLearningRate,
  overfitBatch,
  train,
  type Callback,
  type Control,
  type EpochEvent,
  type FoldSummary,
  type Model,
  type OwnStep,
  type Report,
  type Snapshot,
  type Trainer,
  type Warning,
} from 'netspec';

const spec = {
  features: { size: 'number' },
  target: { kind: { type: 'category', classes: ['small', 'large'] } },
  network: { layers: [dense({ units: 4 })] },
} as const;
const rows = [{ size: 3, kind: 'small' }];
declare const layersModel: LayersModel;
declare const signal: AbortSignal;
declare const model: Model;

export async function options(): Promise<void> {
  await train(spec, rows, { epochs: 3, batchSize: 8, optimizer: 'adam', schedule: 'reduceOnPlateau', keepBest: 'val_accuracy', signal });
  await train(spec, rows, { loss: (yTrue, yPred) => sub(yTrue, yPred), metrics: ['accuracy', (yTrue: Tensor) => yTrue] });
  await train(spec, rows, { run: { name: 'night', resume: true, onOpen: ({ path }) => expectTypeOf(path).toEqualTypeOf<string>() } });
  await train(spec, rows, { resumeFrom: await checkpointFolder('night').latest() });
  // @ts-expect-error there is no such option
  await train(spec, rows, { epocs: 3 });
  // @ts-expect-error a number is wanted
  await train(spec, rows, { epochs: 'three' });
  // @ts-expect-error there is no such optimizer
  await train(spec, rows, { optimizer: 'adamant' });
  // @ts-expect-error there is no such option of an optimizer
  await train(spec, rows, { optimizer: { type: 'adam', learnRate: 0.1 } });
  // @ts-expect-error there is no such loss
  await train(spec, rows, { loss: 'meanSquareError' });
  // @ts-expect-error a function is wanted
  await train(spec, rows, { onEpoch: 5 });
  // @ts-expect-error there is no such callback
  await train(spec, rows, { callbacks: [{ onEpoch: () => undefined }] });
  // @ts-expect-error there is no such option of a run
  await train(spec, rows, { run: { nmae: 'night' } });
  // @ts-expect-error a signal is wanted, not what makes one
  await train(spec, rows, { signal: new AbortController() });
  // @ts-expect-error data are wanted
  await train(spec);
  // @ts-expect-error models are by name
  await train(spec, rows, { models: [layersModel] });
  // @ts-expect-error a step is not async
  await train(spec, rows, { trainStep: () => Promise.resolve({ loss: 1 }) });
  // @ts-expect-error a step tells its loss
  await train(spec, rows, { trainStep: () => ({ critic: 1 }) });
}

// What functions among the options are given follows without a word of types.
export const callback: Callback = {
  onTrainBegin: (control) => void expectTypeOf(control).toEqualTypeOf<Control>(),
  onEpochBegin: ({ epoch }) => void expectTypeOf(epoch).toEqualTypeOf<number>(),
  onBatchEnd({ loss, batch, batches }, control) {
    expectTypeOf([loss, batch, batches]).toEqualTypeOf<number[]>();
    control.learningRate /= 2;
    // @ts-expect-error an event is not to be changed
    loss.toFixed = 5;
  },
  onEpochEnd: async (event) => void expectTypeOf(event).toEqualTypeOf<EpochEvent>(),
  onWarning: (warning) => void expectTypeOf(warning).toEqualTypeOf<Warning>(),
};
export const step: OwnStep = ({ layersModel: own, models, inputs, targets, weights, rows: count, minimize }) => {
  expectTypeOf(own).toEqualTypeOf<LayersModel>();
  expectTypeOf(models['critic']).toEqualTypeOf<LayersModel | undefined>();
  expectTypeOf(inputs).toEqualTypeOf<readonly Tensor[]>();
  expectTypeOf(weights).toEqualTypeOf<Tensor | undefined>();
  const loss = minimize(() => sub(targets[0]!, own.apply(inputs[0]!) as Tensor), own);
  expectTypeOf(loss).toEqualTypeOf<number>();
  return { loss, count };
};
expectTypeOf<EpochEvent>().toEqualTypeOf<{
  readonly epoch: number;
  readonly epochs: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly rows: number;
  readonly milliseconds: number;
  readonly best: boolean;
}>();

export async function results(): Promise<void> {
  const trainer = await createTrainer(spec, rows, { onEpoch: ({ metrics }) => void expectTypeOf(metrics['loss']).toEqualTypeOf<number | undefined>() }); // prettier-ignore
  expectTypeOf(trainer).toEqualTypeOf<Trainer<typeof spec>>();
  for await (const event of trainer) expectTypeOf(event).toEqualTypeOf<EpochEvent>();
  expectTypeOf(trainer.snapshot()).toEqualTypeOf<Snapshot>();
  expectTypeOf(trainer.ended).toEqualTypeOf<'completed' | 'earlyStopping' | 'stopped' | 'diverged' | undefined>();
  expectTypeOf(trainer.ended).toEqualTypeOf<EndReason | undefined>();
  expectTypeOf(trainer.divergence).toEqualTypeOf<Diverged | undefined>();
  const trained = await trainer.finish();
  const [answer] = await trained.predict([{ size: 3 }], { signal });
  expectTypeOf(answer!.kind).toEqualTypeOf<'small' | 'large'>();
  // @ts-expect-error there is no such option
  await trained.predict([{ size: 3 }], { batchSize: 3 });
  expectTypeOf(await evaluate(model, rows, { signal })).toEqualTypeOf<Report>();

  const { summary, reports, ensemble, seed } = await crossValidate(spec, 'rows.csv', { folds: 5, group: 'size', ensemble: true });
  expectTypeOf(summary).toEqualTypeOf<FoldSummary>();
  expectTypeOf(reports).toEqualTypeOf<readonly Report[]>();
  expectTypeOf(seed).toEqualTypeOf<number>();
  expectTypeOf((await ensemble!.predict([{ size: 3 }]))[0]!.kind).toEqualTypeOf<'small' | 'large'>();
  // @ts-expect-error folds have no checkpoints
  await crossValidate(spec, rows, { run: { name: 'night' } });
  // @ts-expect-error each fold begins with a network of its own
  await crossValidate(layersModel, rows);

  const { suggestion, note } = await findLearningRate(spec, rows, { sweep: { from: 1e-5, to: 1, steps: 50 }, backend: 'cpu' });
  expectTypeOf(suggestion).toEqualTypeOf<number>();
  expectTypeOf(note).toEqualTypeOf<string | undefined>();
  // @ts-expect-error there is no such option of a sweep
  await findLearningRate(spec, rows, { sweep: { until: 1 } });
  const { learned, message } = await overfitBatch(layersModel, { xs: [[1]], ys: [1] });
  expectTypeOf(learned).toEqualTypeOf<boolean>();
  expectTypeOf(message).toEqualTypeOf<string>();
}
