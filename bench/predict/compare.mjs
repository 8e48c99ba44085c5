import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, run, spread } from '../measure.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const main = at('../../dist/bin/main.js');
/** Models to answer with, and the ratio that we hold ourselves to. */
const models = [
  { name: 'iris', network: 'dense', data: at('../../examples/data/iris.csv'), rows: 150, epochs: 20, atMost: 0.4 },
  { name: 'digits', network: 'convolutional', data: at('../../examples/data/digits.csv'), rows: 150, epochs: 1, atMost: 0.6 },
];

/** Whole processes, in turn, with small models that are trained first. */
export function comparePredict(rounds = 20) {
  const place = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    for (const model of models) compareModel(model, place, rounds);
  } finally {
    rmSync(place, { recursive: true });
  }
}

function compareModel({ name, network, data, rows, epochs, atMost }, place, rounds) {
  const folder = join(place, name);
  const training = ['--data', data, '--seed', '1', '--epochs', `${epochs}`, '--out', folder, '--runs', join(place, 'runs'), '--quiet'];
  run([main, 'train', `../models/${name}.json`, ...training]);
  const asked = join(place, `${name}.csv`);
  writeFileSync(asked, readFileSync(data, 'utf8').split('\n').slice(0, rows + 1).join('\n')); // prettier-ignore
  const predict = [main, 'predict', folder, '--data', asked];
  // Native bindings are found in the cache: in another one are none.
  const withoutNative = { ...process.env, NETSPEC_CACHE: join(place, 'cache') };
  const programs = {
    ours: [predict],
    without: [predict, withoutNative],
    peer: [['predict/stock.mjs', folder, asked]],
    bare: [['--eval', '']],
  };
  for (const program of Object.values(programs)) run(...program); // what the disk must give once is not measured
  const times = Array.from({ length: rounds }, () =>
    Object.fromEntries(Object.entries(programs).map(([key, program]) => [key, run(...program).milliseconds])),
  );
  const of = (key) => times.map((round) => round[key]);
  const ratios = (key) => times.map((round) => round[key] / round.peer);
  console.log(`predict: ${name} (${network}), ${rows} rows, ${rounds} rounds in turn, medians (extremes), whole processes in ms`);
  console.log(`netspec predict           ${spread(of('ours'), 0)}`);
  console.log(`  no native bindings      ${spread(of('without'), 0)}`);
  console.log(`@tensorflow/tfjs 4.22     ${spread(of('peer'), 0)}`);
  console.log(`Node alone                ${spread(of('bare'), 0)}`);
  console.log(`netspec / peer            ${spread(ratios('ours'), 2)}`);
  console.log(`  no native bindings      ${spread(ratios('without'), 2)}`);
  const isHeld = ['ours', 'without'].every((key) => median(ratios(key)) <= atMost);
  console.log(`at most ${atMost} is wanted: ${isHeld ? 'held' : 'NOT held'}\n`);
}
