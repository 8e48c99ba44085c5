// Steps a second of netspec's train: ours.mjs TASK BACKEND [auto|eager]
import { train } from '../../dist/index.js';
import { startStopwatch } from './stopwatch.mjs';
import { dataOf, specOf, tasks } from './tasks.mjs';

const [name, backend, step = 'auto'] = process.argv.slice(2);
const task = tasks[name];
const data = dataOf(task);
/** Where XLA compiles beside the training, of the same processor time, and both ways are tried: until one is chosen. */
const CHOSEN_SECONDS = 12;
const stopwatch = startStopwatch(backend === 'native' ? CHOSEN_SECONDS : undefined);
const model = await train(specOf(task), data, {
  loss: task.loss,
  optimizer: { type: 'adam', learningRate: 0.001 },
  batchSize: task.batchSize,
  epochs: 1_000_000_000,
  seed: 1,
  backend,
  step,
  stopWhen: () => stopwatch.tell(task.rows / task.batchSize),
});
stopwatch.print();
model.dispose();
