import { median, run, spread } from '../measure.mjs';
import { tasks } from './tasks.mjs';

/** What we hold ourselves to, where a stock step takes less than 5 ms and where it takes more. */
const wantedOf = (millisecondsPerStep) => (millisecondsPerStep < 5 ? 1.3 : 1);

/** Samples a second of our training loop beside stock fit, on each backend, round by round. */
export function compareTraining(rounds = 5) {
  console.log(`training: samples/s, ${rounds} rounds in turn, ratios to stock fit as medians (extremes)`);
  console.log("eager: our loop over TensorFlow.js's own operations; auto: the step that train takes by itself\n");
  for (const [name, { batchSize }] of Object.entries(tasks)) {
    for (const backend of ['cpu', 'wasm']) compareOne(name, backend, batchSize, rounds);
  }
}

function compareOne(name, backend, batchSize, rounds) {
  const pace = (program) => Number(run(program).stdout.trim().split('\n').at(-1));
  const programs = {
    stock: ['training/stock.mjs', name, backend],
    eager: ['training/ours.mjs', name, backend, 'eager'],
    auto: ['training/ours.mjs', name, backend, 'auto'],
  };
  const title = `${name} on ${backend}`.padEnd(13);
  let stockFails;
  const paces = Array.from({ length: rounds }, () =>
    Object.fromEntries(
      Object.entries(programs).map(([key, program]) => {
        try {
          return [key, key === 'stock' && stockFails !== undefined ? NaN : pace(program)];
        } catch (error) {
          if (key !== 'stock') throw error;
          stockFails = /Error: (.*)/.exec(error.message)?.[1] ?? 'fails';
          return [key, NaN];
        }
      }),
    ),
  );
  const of = (key) => paces.map((round) => round[key]);
  if (stockFails !== undefined) {
    console.log(
      `${title} stock: ${stockFails}\n              eager ${median(of('eager')).toFixed(0)}, auto ${median(of('auto')).toFixed(0)} samples/s`,
    );
    return;
  }
  const ratios = (key) => paces.map((round) => round[key] / round.stock);
  const perStep = (batchSize * 1000) / median(of('stock'));
  const wanted = wantedOf(perStep);
  const held = median(ratios('eager')) >= wanted ? 'held' : 'NOT held';
  console.log(`${title} stock ${median(of('stock')).toFixed(0)} samples/s, ${perStep.toFixed(2)} ms a step`);
  console.log(
    `              eager ${spread(ratios('eager'), 2)}, auto ${spread(ratios('auto'), 2)}; at least ${wanted} is wanted: ${held}`,
  );
}
