import { tf, tfl } from '#tf';
import { loadInstalled } from './loadInstalled.ts';
import { loadTfjsNode } from './loadTfjsNode.ts';

// A program of its own (`node firstTraining.js TFJS_NODE`): what TensorFlow may do to a process on a machine that it was not made for
// is done to this one. Learns XOR with TensorFlow.js as a user would, and says how it went as JSON.
const [, , tfjsNode] = process.argv;
await loadTfjsNode(() => loadInstalled(tfjsNode!));

const model = tfl.sequential({
  layers: [
    tfl.layers.dense({ units: 8, activation: 'tanh', inputShape: [2], kernelInitializer: tfl.initializers.glorotUniform({ seed: 7 }) }),
    tfl.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: tfl.initializers.glorotUniform({ seed: 8 }) }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
const [xs, ys] = [tf.tensor2d([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]), tf.tensor2d([0, 1, 1, 0], [4, 1])];
const { history } = await model.fit(xs, ys, { epochs: 100, batchSize: 4, shuffle: false, verbose: 0 });
const answers = Array.from((model.predict(xs) as typeof xs).dataSync(), Math.round);
const { TF_Version: tensorflow } = (tf.backend() as unknown as { readonly binding: { readonly TF_Version: string } }).binding;

export interface FirstTraining {
  readonly backend: string;
  readonly tensorflow: string;
  readonly steps: number;
  /** Before the first step, and after the last. */
  readonly losses: readonly [number, number];
  /** For 00, 01, 10 and 11. */
  readonly answers: readonly number[];
}
const losses = history['loss'] as number[];
const told: FirstTraining = {
  backend: tf.getBackend(),
  tensorflow,
  steps: losses.length,
  losses: [losses[0]!, losses.at(-1)!],
  answers,
};
process.stdout.write(JSON.stringify(told));
