// Milliseconds that a training step takes on a backend, of time and of processor time, and what auto takes: prints JSON.
// measure.mjs NAME BATCH BACKEND [auto|eager]
import { train } from '../../dist/index.js';
import { networks } from './networks.mjs';

/** Of processor time, which is what it takes to be compiled. */
const WARM_SECONDS = 1;
const SECONDS = 1;
/** Steps before it counts: by then they are recorded. */
const FIRST_STEPS = 4;
const [name, batch, backend, step = 'auto'] = process.argv.slice(2);
const [{ input, below, layers }] = networks[name];
const batchSize = Number(batch);
const numbers = (count, seed) => {
  let state = seed;
  return Float32Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
};
const ofOne = input.reduce((all, n) => all * n, batchSize);
/** An epoch of several where they are small, since it takes some time itself. */
const steps = Math.max(2, Math.min(16, Math.floor(1e6 / ofOne)));
const rows = steps * batchSize;
const xs = numbers(ofOne * steps, 7).map((value) => (below === undefined ? value : Math.floor(value * below)));
const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};
const began = processorSeconds();
let start;
let done = 0;
let used;
let way;
const model = await train(
  { network: { input, layers } },
  { xs, ys: numbers(rows * layers.at(-1).units, 3) },
  {
    loss: 'meanSquaredError',
    optimizer: { type: 'adam', learningRate: 1e-5 },
    validationSplit: 0,
    step,
    batchSize,
    backend,
    epochs: 1_000_000,
    seed: 1,
    onBackend: ({ name: taken }) => (used = taken),
    onStep: (info) => (way = info.step),
    stopWhen: () => {
      done += steps;
      const now = processorSeconds();
      if (start !== undefined) return now - start.processor > SECONDS;
      if (done < FIRST_STEPS || now - began < WARM_SECONDS) return false;
      start = { time: performance.now(), processor: now };
      done = 0;
      return false;
    },
  },
);
const milliseconds = (performance.now() - start.time) / done;
console.log(JSON.stringify({ used, way, milliseconds, cpu: ((processorSeconds() - start.processor) * 1000) / done }));
model.dispose();
