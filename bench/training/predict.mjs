// Rows a second that the dense network answers, batch by batch: predict.mjs stock|ours BACKEND
import { startStopwatch } from './stopwatch.mjs';
import { dataOf, specOf, stockModel, tasks } from './tasks.mjs';

const ROWS = 10_000;
const [side, backend] = process.argv.slice(2);
const task = tasks.mlp;
const { xs } = dataOf({ ...task, rows: ROWS });
const answer = side === 'stock' ? await stock() : await ours();
const stopwatch = startStopwatch();
do await answer();
while (!stopwatch.tell(ROWS));
stopwatch.print();

async function stock() {
  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend(backend);
  const model = stockModel(tf, task);
  const inputs = tf.tensor(xs, [ROWS, ...task.input]);
  return async () => {
    const outputs = model.predict(inputs);
    await outputs.data();
    outputs.dispose();
  };
}

async function ours() {
  const { train } = await import('../../dist/index.js');
  const model = await train(specOf(task), dataOf({ ...task, rows: 32 }), { loss: task.loss, epochs: 1, seed: 1, backend });
  return () => model.predict(xs);
}
