// Trains for many steps and tells what the process holds early on and at the end: train.mjs NAME BACKEND, with --expose-gc.
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { train } from '../../dist/index.js';
import { tf } from '../../dist/node/tf.js';
import { networks } from './networks.mjs';

const STEPS = 100_000;
/** From which on nothing may grow. */
const EARLY = STEPS / 10;
const STEPS_OF_EPOCH = 500;
const BATCH_SIZE = 4;
/** Whoever would need longer takes fewer steps. */
const MOST_SECONDS = 110;

const [name, backend] = process.argv.slice(2);
const { input, layers, loss } = networks[name];
const rows = STEPS_OF_EPOCH * BATCH_SIZE;
const size = input.reduce((all, n) => all * n, 1);
const xs = Float32Array.from({ length: rows * size }, (_, q) => Math.abs(Math.sin(q)));
const ys = Float32Array.from({ length: rows }, (_, q) => q % 2);

let steps = STEPS;
let early = EARLY;
let done = 0;
let start;
const samples = [];

const model = await train({ network: { input, layers } }, { xs, ys }, {
  loss,
  optimizer: 'adam',
  batchSize: BATCH_SIZE,
  epochs: STEPS / STEPS_OF_EPOCH,
  seed: 1,
  backend,
  stopWhen: async () => {
    done += STEPS_OF_EPOCH;
    // The first epoch prepares and compiles; the second tells how many steps there is time for.
    if (done === STEPS_OF_EPOCH) start = performance.now();
    if (done === 2 * STEPS_OF_EPOCH) planSteps((performance.now() - start) / 1000);
    if (done === early || done === steps) samples.push(await sample());
    return done >= steps;
  },
}); // prettier-ignore
model.dispose();
const [from, to] = samples;
console.log(JSON.stringify({ early, steps, from, to }));

function planSteps(secondsOfEpoch) {
  const epochs = Math.floor(MOST_SECONDS / secondsOfEpoch);
  steps = Math.min(STEPS, Math.max(10, Math.floor(epochs / 10) * 10) * STEPS_OF_EPOCH);
  early = Math.max(3 * STEPS_OF_EPOCH, steps / 10);
}

/** What is held once all that can go has gone. */
async function sample() {
  for (let round = 0; round < 5; round++) {
    await setImmediate();
    globalThis.gc();
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const { wasm, binding } = tf.backend();
  return {
    tensors: tf.memory().numTensors + (binding?.getNumOfTensors() ?? 0),
    graphs: binding?.getNumOfSavedModels() ?? 0,
    files: (await readdir(tmpdir())).filter((file) => file.startsWith('netspec-graph-')).length,
    handles: process.getActiveResourcesInfo().length,
    heap: heapUsed,
    buffers: arrayBuffers,
    wasm: wasm?.HEAPU8.byteLength ?? 0,
    resident: rss,
  };
}
