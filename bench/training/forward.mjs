// Batches of 256 rows a second that a network answers, arrays in and arrays out: forward.mjs ours|onnxruntime TASK
// Both sides have the same weights, and print the same answers: ours are nested arrays, onnxruntime's one flat array.
import { startStopwatch } from './stopwatch.mjs';
import { onnxOf, weightsOf } from './onnx.mjs';
import { dataOf, specOf, tasks } from './tasks.mjs';

const BATCH = 256;
const [side, name] = process.argv.slice(2);
const task = tasks[name];
const { xs } = dataOf({ ...task, rows: BATCH });
const answer = side === 'ours' ? await ours() : await onnxruntime();
const answers = Array.from(await answer()).flat();
const stopwatch = startStopwatch();
do await answer();
while (!stopwatch.tell(1));
stopwatch.print({ answers });

async function ours() {
  const { train } = await import('../../dist/index.js');
  const { tf } = await import('../../dist/node/tf.js');
  const few = dataOf({ ...task, rows: 32 });
  const model = await train(specOf(task), few, { loss: task.loss, epochs: 1, seed: 1, backend: 'wasm' });
  const weights = weightsOf(task).map(({ values, shape }) => tf.tensor(values, shape));
  model.layersModel.setWeights(weights);
  tf.dispose(weights);
  return () => model.predict(xs);
}

async function onnxruntime() {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(onnxOf(task), { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const [height, width, channels] = task.input;
  if (task.input.length === 3 && channels !== 1) throw new Error('rows of several channels would have to be turned round');
  const shape = task.input.length === 3 ? [BATCH, 1, height, width] : [BATCH, ...task.input];
  return async () => (await session.run({ x: new ort.Tensor('float32', xs, shape) })).y.data;
}
