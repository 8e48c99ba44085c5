// Milliseconds that a training step takes on a backend, and what auto takes: prints JSON. measure.mjs NAME BATCH BACKEND
import { train } from '../../dist/index.js';
import { networks } from './networks.mjs';

const SECONDS = 1;
const STEPS = 2;
const [name, batch, backend] = process.argv.slice(2);
const [{ input, below, layers }] = networks[name];
const batchSize = Number(batch);
const numbers = (count, seed) => {
  let state = seed;
  return Float32Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
};
const rows = STEPS * batchSize;
const size = input.reduce((all, n) => all * n, rows);
const xs = numbers(size, 7).map((value) => (below === undefined ? value : Math.floor(value * below)));
let start;
let steps = 0;
let used;
const options = { loss: 'meanSquaredError', optimizer: { type: 'adam', learningRate: 1e-5 }, validationSplit: 0, step: 'eager' };
const model = await train(
  { network: { input, layers } },
  { xs, ys: numbers(rows * layers.at(-1).units, 3) },
  {
    ...options,
    batchSize,
    backend,
    epochs: 1_000_000,
    seed: 1,
    onBackend: ({ name: taken }) => (used = taken),
    stopWhen: () => {
      if (start !== undefined) steps += STEPS;
      start ??= performance.now();
      return steps > 0 && performance.now() - start > SECONDS * 1000;
    },
  },
);
console.log(JSON.stringify({ used, milliseconds: (performance.now() - start) / steps }));
model.dispose();
