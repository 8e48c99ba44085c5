// A denoising autoencoder: the network is given digits with noise upon them, and learns to answer them without. A step of its own
// draws fresh noise each time; batches, their order, the optimizer and the history are those of any other training.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { dense, network, train, type OwnStep } from 'netspec';

const [, ...lines] = readFileSync('examples/data/digits.csv', 'utf8').trim().split('\n');
const images = lines.map((line) => line.split(',').slice(0, 64).map((pixel) => Number(pixel) / 16)); // prettier-ignore
const [seen, unseen] = [images.slice(0, 1000), images.slice(-100)];

const spec = network({
  input: [64],
  layers: [
    dense({ units: 48, activation: 'relu' }),
    dense({ units: 20, activation: 'relu', id: 'code' }),
    dense({ units: 48, activation: 'relu' }),
    dense({ units: 64, activation: 'sigmoid' }),
  ],
});

const addNoise = (clean: tf.Tensor, seed?: number) => tf.add(clean, tf.randomNormal(clean.shape, 0, 0.3, 'float32', seed));

// The random numbers of TF.js follow the seed of the run within a step.
const denoise: OwnStep = ({ layersModel, inputs: [clean], minimize }) => {
  const noisy = addNoise(clean!);
  return { loss: minimize(() => tf.losses.meanSquaredError(clean!, layersModel.apply(noisy) as tf.Tensor)) };
};

const model = await train(spec, { xs: seen, ys: seen }, { trainStep: denoise, optimizer: { type: 'adam', learningRate: 0.005 }, epochs: 15, seed: 1 }); // prettier-ignore
console.log(`loss ${model.history['loss']![0]!.toFixed(2)} -> ${model.history['loss']!.at(-1)!.toFixed(2)}`);

const noisy = tf.tidy(() => addNoise(tf.tensor2d(unseen), 2).arraySync()) as number[][];
const cleaned = (await model.predict(noisy)) as number[][];
const distance = (answers: number[][]) => {
  const errors = answers.flatMap((image, i) => image.map((pixel, j) => Math.abs(pixel - unseen[i]![j]!)));
  return (errors.reduce((sum, error) => sum + error) / errors.length).toFixed(2);
};
console.log(`digits that it has not seen: ${distance(noisy)} from the truth with noise, ${distance(cleaned)} once cleaned`);
model.dispose();
