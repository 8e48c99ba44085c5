import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '../measure.mjs';
import { tables } from './tables.mjs';

/** scikit-learn's scores on the same tables, as scikitLearn.py wrote them. */
const peers = JSON.parse(readFileSync(new URL('scikitLearn.json', import.meta.url), 'utf8'));
const here = fileURLToPath(new URL('..', import.meta.url));
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Five folds of each table by `netspec train --target` without a spec, for so many seeds (0, 1, ...), beside scikit-learn's best network. */
export function compareTables(seeds = 3) {
  console.log(
    `tables: netspec train --target without a spec, 5 folds, mean of ${seeds} seeds; no less than scikit-learn - margin is wanted\n`,
  );
  const absent = [];
  for (const [name, table] of Object.entries(tables)) {
    if (existsSync(`${here}/${table.path}`)) compareOne(name, table, seeds);
    else absent.push(name);
  }
  if (absent.length > 0) console.log(`\nnot here: ${absent.join(', ')}; python3 bench/tables/scikitLearn.py writes them`);
}

function compareOne(name, { path, target, score, margin }, seeds) {
  const runs = Array.from({ length: seeds }, (_, seed) =>
    run(['../dist/bin/main.js', 'train', '--data', path, '--target', target, '--folds', '5', '--seed', String(seed), '--quiet', '--json']),
  );
  const found = mean(runs.map(({ stdout }) => resultOf(stdout).metrics[score].mean));
  const seconds = mean(runs.map(({ milliseconds }) => milliseconds)) / 1000;
  const { line, networks } = peers[name];
  const [best, value] = Object.entries(networks).reduce((a, b) => (b[1] > a[1] ? b : a));
  const held = found >= value - margin ? 'held' : 'NOT held';
  console.log(`${name.padEnd(14)} ${score.padEnd(8)} netspec ${found.toFixed(3)}, ${best} ${value.toFixed(3)}, line ${line.toFixed(3)}`);
  console.log(`${''.padEnd(14)} ${seconds.toFixed(1)} s for five folds; margin ${margin}: ${held}`);
}

/** The last line with a result of all folds. */
const resultOf = (stdout) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .findLast(({ event }) => event === 'folds');
