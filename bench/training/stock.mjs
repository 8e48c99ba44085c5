// Steps a second of stock TF.js's fit: stock.mjs TASK cpu|wasm|tensorflow
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { loadTfjsNode } from './tfjsNode.mjs';
import { startStopwatch } from './stopwatch.mjs';
import { dataOf, stockModel, tasks } from './tasks.mjs';

const [name, backend] = process.argv.slice(2);
const task = tasks[name];

if (backend === 'tensorflow') loadTfjsNode(tf);
await tf.setBackend(backend);
if (tf.getBackend() !== backend) throw new Error(`${backend} does not start`);
const model = stockModel(tf, task);
model.compile({ optimizer: tf.train.adam(0.001), loss: task.loss });
const data = dataOf(task);
const xs = tf.tensor(data.xs, [task.rows, ...task.input]);
const ys = tf.tensor(data.ys, [task.rows, ...task.output]);
const stopwatch = startStopwatch();

/** Counts steps, for an epoch may take a minute. It reads no logs, which would make fit wait for the loss of each. */
class Count extends tf.Callback {
  async onBatchEnd() {
    this.model.stopTraining = stopwatch.tell(1);
  }
}
await model.fit(xs, ys, {
  epochs: 1_000_000,
  batchSize: task.batchSize,
  verbose: 0,
  yieldEvery: 'never',
  callbacks: [new Count()],
});
stopwatch.print();
