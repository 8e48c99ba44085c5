// Seconds from the beginning of netspec's train on native bindings to a result of a step that is not TF.js's eager one,
// in epochs of so many steps: firstStep.mjs TASK STEPS
import { train, useBackend } from '../../dist/index.js';
import { dataOf, specOf, tasks } from '../training/tasks.mjs';

const SECONDS = 20;
const [name, steps] = process.argv.slice(2);
const task = tasks[name];
// Short epochs: the result of a step is seen at the end of its epoch, since a callback for each batch would have each step run alone.
const data = dataOf({ ...task, rows: steps * task.batchSize });
await useBackend('native'); // Keras has loaded TensorFlow before its fit, too
const begun = performance.now();
const passed = () => (performance.now() - begun) / 1000;
let step;
let seconds;
const model = await train(specOf(task), data, {
  loss: task.loss,
  optimizer: { type: 'adam', learningRate: 0.001 },
  batchSize: task.batchSize,
  epochs: 1_000_000_000,
  seed: 1,
  backend: 'native',
  onStep: (info) => (step = info),
  stopWhen() {
    if (step !== undefined && step.step !== 'eager') seconds = passed();
    return seconds !== undefined || passed() > SECONDS;
  },
});
model.dispose();
if (seconds === undefined) throw new Error(`no step ran compiled within ${SECONDS} seconds (${step?.reason})`);
console.log(JSON.stringify({ seconds, peak: process.resourceUsage().maxRSS * 1024 }));
