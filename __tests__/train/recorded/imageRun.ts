import type { LayersModel } from '@tensorflow/tfjs-layers';
import { compile, type ModelSpec } from 'netspec';
import { tf } from '#tf';
import { examplesFor } from './examples.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import type { Subject } from './runs.ts';

/** Layers whose weights XNNPACK keeps packed copies of (a dilated convolution, prelu, dense), and moving means. */
const network = chain(
  [5, 5, 1],
  { type: 'conv2d', id: 'first', filters: 2, kernelSize: 2, dilationRate: 2, activation: 'tanh' },
  { type: 'prelu', alphaInitializer: { type: 'constant', value: 0.3 } },
  { type: 'conv2d', filters: 2, kernelSize: 2 },
  { type: 'batchNormalization', momentum: 0.5 },
  { type: 'flatten' },
  dense(4, { id: 'wide' }),
  head(),
);
export const spec: ModelSpec = specOf(network, squares);
const sgd = { type: 'sgd', learningRate: 0.1 } as const;

/** 16 steps, of two batches that take turns. */
export const imageRun: Subject = {
  model: spec,
  data: examplesFor(spec, { rows: 4 }),
  options: { optimizer: sgd, shuffle: false, epochs: 8, batchSize: 2 },
};
/** What a program asks of the model between steps. */
export const questions = (examplesFor(spec, { rows: 3 }).xs as number[][][][]).map((rows) =>
  rows.map((row) => row.map(([x]) => [x! + 0.1])),
);

export const newModel = (): LayersModel => compile(spec as object as { network: { layers: [] } }, { seed: 3 });

/** Stock TF.js's answers. */
export const answers = (model: LayersModel): readonly number[] =>
  tf.tidy(() => [...(model.predict(tf.tensor4d(questions)) as ReturnType<typeof tf.scalar>).dataSync()]);
