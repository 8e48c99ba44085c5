// Samples a second of netspec's train: ours.mjs TASK BACKEND [auto|eager]
import { train } from '../../dist/index.js';
import { dataOf, SECONDS, tasks } from './tasks.mjs';

const [name, backend, step = 'auto'] = process.argv.slice(2);
const task = tasks[name];
const spec = { network: { input: task.input, layers: task.layers.map(([type, options]) => ({ type, ...options })) } };
let start;
let rows = 0;
const model = await train(spec, dataOf(task), {
  loss: task.loss,
  optimizer: { type: 'adam', learningRate: 0.001 },
  batchSize: task.batchSize,
  epochs: 1_000_000,
  seed: 1,
  backend,
  step,
  stopWhen: () => {
    if (start !== undefined) rows += task.rows;
    start ??= performance.now();
    return performance.now() - start > SECONDS * 1000;
  },
});
console.log((rows * 1000) / (performance.now() - start));
model.dispose();
