// Rows a second that the dense network answers, batch by batch: predict.mjs stock|ours BACKEND
import { dataOf, PREDICTED_ROWS, SECONDS, tasks } from './tasks.mjs';

const [side, backend] = process.argv.slice(2);
const task = tasks.mlp;
const { xs } = dataOf({ ...task, rows: PREDICTED_ROWS });
const answer = side === 'stock' ? await stock() : await ours();
await answer();
const start = performance.now();
let rows = 0;
while (performance.now() - start < SECONDS * 1000) {
  await answer();
  rows += PREDICTED_ROWS;
}
console.log((rows * 1000) / (performance.now() - start));

async function stock() {
  const tf = await import('@tensorflow/tfjs');
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend(backend);
  const model = tf.sequential();
  task.layers.forEach(([type, options], i) => model.add(tf.layers[type]({ ...options, ...(i === 0 ? { inputShape: task.input } : {}) })));
  const inputs = tf.tensor(xs, [PREDICTED_ROWS, ...task.input]);
  return async () => {
    const outputs = model.predict(inputs);
    await outputs.data();
    outputs.dispose();
  };
}

async function ours() {
  const { train } = await import('../../dist/index.js');
  const spec = { network: { input: task.input, layers: task.layers.map(([type, options]) => ({ type, ...options })) } };
  const model = await train(spec, dataOf({ ...task, rows: 32 }), { loss: task.loss, epochs: 1, seed: 1, backend });
  return () => model.predict(xs);
}
