// Samples a second of stock TF.js's fit: stock.mjs TASK BACKEND
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { dataOf, SECONDS, tasks } from './tasks.mjs';

const [name, backend] = process.argv.slice(2);
const task = tasks[name];

await tf.setBackend(backend);
const model = tf.sequential();
task.layers.forEach(([type, options], i) => model.add(tf.layers[type]({ ...options, ...(i === 0 ? { inputShape: task.input } : {}) })));
model.compile({ optimizer: tf.train.adam(0.001), loss: task.loss });
const data = dataOf(task);
const xs = tf.tensor(data.xs, [task.rows, ...task.input]);
const ys = tf.tensor(data.ys, [task.rows, ...task.output]);
let start;
let rows = 0;
await model.fit(xs, ys, {
  epochs: 1_000_000,
  batchSize: task.batchSize,
  verbose: 0,
  yieldEvery: 'never',
  callbacks: {
    onEpochEnd: () => {
      if (start !== undefined) rows += task.rows;
      start ??= performance.now();
      if (performance.now() - start > SECONDS * 1000) model.stopTraining = true;
    },
  },
});
console.log((rows * 1000) / (performance.now() - start));
