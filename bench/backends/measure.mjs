// Milliseconds that a training step takes on a backend, of time and of processor time, and what auto takes: prints JSON.
// measure.mjs NAME BATCH BACKEND [auto|eager]
import { train } from '../../dist/index.js';
import { networks } from './networks.mjs';

const WARM_SECONDS = 0.6;
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
const began = performance.now();
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
      const now = performance.now();
      if (start === undefined) {
        if (done < FIRST_STEPS || now - began < WARM_SECONDS * 1000) return false;
        start = { time: now, cpu: process.cpuUsage() };
        done = 0;
      }
      return done > 0 && now - start.time > SECONDS * 1000;
    },
  },
);
const { user, system } = process.cpuUsage(start.cpu);
console.log(JSON.stringify({ used, way, milliseconds: (performance.now() - start.time) / done, cpu: (user + system) / 1000 / done }));
model.dispose();
