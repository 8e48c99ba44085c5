import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, run, spread } from '../measure.mjs';

/** The ratio that we hold ourselves to. */
const AT_MOST = 0.4;
const data = '../examples/data/iris.csv';

/** Whole processes, in turn, with a small model that is trained first. */
export function comparePredict(rounds = 20) {
  const place = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  const folder = join(place, 'iris');
  try {
    run([
      '../dist/bin/main.js',
      'train',
      '../models/iris.json',
      '--data',
      data,
      '--seed',
      '1',
      '--epochs',
      '20',
      '--out',
      folder,
      '--runs',
      join(place, 'runs'),
      '--quiet',
    ]);
    const programs = {
      ours: ['../dist/bin/main.js', 'predict', folder, '--data', data],
      peer: ['predict/stock.mjs', folder, data],
      bare: ['--eval', ''],
    };
    for (const program of Object.values(programs)) run(program); // what the disk must give once is not measured
    const times = Array.from({ length: rounds }, () =>
      Object.fromEntries(Object.entries(programs).map(([key, program]) => [key, run(program).milliseconds])),
    );
    const of = (key) => times.map((round) => round[key]);
    const ratios = times.map(({ ours, peer }) => ours / peer);
    console.log(`predict: 150 rows, ${rounds} rounds in turn, medians (extremes), whole processes in ms`);
    console.log(`netspec predict           ${spread(of('ours'), 0)}`);
    console.log(`@tensorflow/tfjs 4.22     ${spread(of('peer'), 0)}`);
    console.log(`Node alone                ${spread(of('bare'), 0)}`);
    console.log(`netspec / peer            ${spread(ratios, 2)}`);
    console.log(`at most ${AT_MOST} is wanted: ${median(ratios) <= AT_MOST ? 'held' : 'NOT held'}`);
  } finally {
    rmSync(place, { recursive: true });
  }
}
