import { median, run, spread } from '../measure.mjs';
import { tasks } from './tasks.mjs';

/** What we hold ourselves to where a task says nothing: for a stock step of less than 5 ms, and for one of more. */
const wantedOf = (millisecondsPerStep) => (millisecondsPerStep < 5 ? 1.3 : 1);
const WANTED_OF_PREDICT = 25;

/** Samples a second of our training loop beside stock fit, on each backend, round by round; and rows answered beside predict. */
export function compareTraining(rounds = 5) {
  console.log(`training: samples/s, ${rounds} rounds in turn, ratios to stock fit as medians (extremes)`);
  console.log("eager: our loop over TensorFlow.js's own operations; auto: the step that train takes by itself\n");
  for (const [name, task] of Object.entries(tasks)) {
    for (const backend of ['cpu', 'wasm']) compareOne(name, task, backend, rounds);
  }
  comparePredict(rounds);
}

const pace = (program) => Number(run(program).stdout.trim().split('\n').at(-1));

function compareOne(name, { batchSize, wanted }, backend, rounds) {
  // What stock cannot train on a backend is held against stock in plain JavaScript.
  let stockBackend = backend;
  try {
    if (backend !== 'cpu') pace(['training/stock.mjs', name, backend]);
  } catch {
    stockBackend = 'cpu';
  }
  const paces = inTurn(rounds, {
    stock: ['training/stock.mjs', name, stockBackend],
    eager: ['training/ours.mjs', name, backend, 'eager'],
    auto: ['training/ours.mjs', name, backend, 'auto'],
  });
  const stock = median(paces.map((round) => round.stock));
  const ratios = (key) => paces.map((round) => round[key] / round.stock);
  const perStep = (batchSize * 1000) / stock;
  const least = wanted?.[backend] ?? wantedOf(perStep);
  const where = stockBackend === backend ? 'stock' : `stock (on ${stockBackend}, for it fails on ${backend})`;
  console.log(`${`${name} on ${backend}`.padEnd(17)} ${where} ${stock.toFixed(0)} samples/s, ${perStep.toFixed(2)} ms a step`);
  const is = median(ratios('eager')) >= least ? 'held' : 'NOT held';
  console.log(`    eager ${spread(ratios('eager'), 2)}, auto ${spread(ratios('auto'), 2)}; at least ${least} is wanted: ${is}`);
}

function comparePredict(rounds) {
  const paces = inTurn(rounds, {
    stock: ['training/predict.mjs', 'stock', 'wasm'],
    ours: ['training/predict.mjs', 'ours', 'wasm'],
  });
  const ratios = paces.map(({ stock, ours }) => ours / stock);
  const is = median(ratios) >= WANTED_OF_PREDICT ? 'held' : 'NOT held';
  console.log(`predict on wasm   ${spread(ratios, 2)} times the rows/s of stock; at least ${WANTED_OF_PREDICT} is wanted: ${is}`);
}

/** What each program prints, round by round. */
const inTurn = (rounds, programs) =>
  Array.from({ length: rounds }, () => Object.fromEntries(Object.entries(programs).map(([key, program]) => [key, pace(program)])));
