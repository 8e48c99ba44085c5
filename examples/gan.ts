// A small GAN: a generator learns to make numbers that a critic cannot tell from real ones. The step trains two models by turns;
// the optimizer keeps what it knows of each apart, and checkpoints hold both.
import * as tf from '@tensorflow/tfjs-core';
import { compile, dense, network, train, type OwnStep, type Snapshot, type TrainOptions, useBackend } from 'netspec';

await useBackend('cpu'); // the same numbers on every machine: a game of two goes another way by the last digit of one

const generator = network({ input: [4], layers: [dense({ units: 16, activation: 'tanh' }), dense({ units: 2 })] });
const critic = network({
  input: [2],
  layers: [dense({ units: 32, activation: 'relu' }), dense({ units: 16, activation: 'relu' }), dense({ units: 1 })],
});

// Real points, [512, 2]: their means are 2 and -1, their deviations 0.5 and 1.5.
const real = tf.tidy(() => tf.add([2, -1], tf.mul(tf.randomNormal([512, 2], 0, 1, 'float32', 7), [0.5, 1.5])).arraySync()) as number[][]; // prettier-ignore
const noise = (rows: number, seed?: number) => tf.randomNormal([rows, 4], 0, 1, 'float32', seed);

// The least-squares GAN (Mao et al. 2017): the critic is to say 1 of real points and 0 of made ones.
const play: OwnStep = ({ layersModel, models, targets: [points], rows, minimize }) => {
  const judge = (input: tf.Tensor) => models['critic']!.apply(input) as tf.Tensor;
  const made = () => layersModel.apply(noise(rows)) as tf.Tensor;
  const off = (answer: tf.Tensor, wanted: number) => tf.mean(tf.square(tf.sub(answer, wanted)));
  const critic = minimize(() => tf.add(off(judge(points!), 1), off(judge(made()), 0)), models['critic']);
  return { loss: minimize(() => off(judge(made()), 1)), critic };
};

async function run(options: TrainOptions): Promise<string> {
  const models = { critic: compile(critic, { seed: 2 }) };
  const data = { xs: real.map(() => [0, 0, 0, 0]), ys: real }; // the generator reads noise, which the step draws
  const optimizer = { type: 'adam', learningRate: 0.003, beta1: 0.5 } as const;
  const model = await train(generator, data, { trainStep: play, models, optimizer, epochs: 60, batchSize: 64, seed: 2, ...options });
  const points = (await model.predict(tf.tidy(() => noise(2000, 5).arraySync()) as number[][])) as number[][];
  models.critic.dispose();
  model.dispose();
  return describe(points);
}

const describe = (points: number[][]) =>
  [0, 1].map((axis) => {
    const mean = points.reduce((sum, point) => sum + point[axis]!, 0) / points.length;
    const variance = points.reduce((sum, point) => sum + (point[axis]! - mean) ** 2, 0) / points.length;
    return `${mean.toFixed(2)} ± ${Math.sqrt(variance).toFixed(2)}`;
  }).join(', '); // prettier-ignore

console.log(`real points: ${describe(real)}`);

// Stopped early, and gone on with from the checkpoint, as if it had never stopped.
let latest: Snapshot | undefined;
const checkpoints = { save: (snapshot: Snapshot) => void (latest = snapshot) };
console.log(`made after 2 epochs: ${await run({ checkpoints, stopWhen: ({ epoch }) => epoch === 2 })}`);
console.log(`made after 60: ${await run({ resumeFrom: latest })}`);
