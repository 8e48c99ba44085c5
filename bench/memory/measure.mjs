import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, run, spread } from '../measure.mjs';
import { categories, numbers } from '../reading/table.mjs';
import { writeTable } from '../reading/writeTable.mjs';

const SIZES = [200_000, 1_000_000, 2_000_000];
const MOST = 400;
const GROWTH = 1.1;
const main = fileURLToPath(new URL('../../dist/bin/main.js', import.meta.url));
const peakModule = new URL('peak.mjs', import.meta.url).href;

const [target, ...others] = [...numbers].reverse();
const spec = {
  features: {
    ...Object.fromEntries(others.map((name) => [name, 'number'])),
    ...Object.fromEntries(categories.map((name) => [name, 'category'])),
  },
  target: { [target]: 'number' },
  network: { layers: [{ type: 'dense', units: 32, activation: 'relu' }] },
  training: { epochs: 1 },
};

/** The most memory of `netspec train`, `evaluate`, `predict`, `describe` and `init`, each a process of its own, that stream tables of more and more rows. */
export function measureMemory(rounds = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    const tables = SIZES.map((rows) => writeTable(folder, rows).path);
    writeFileSync(join(folder, 'spec.json'), JSON.stringify(spec));
    console.log(`memory: the most of a process in MB, tables of 20 columns, one epoch; rounds in turn: ${rounds}, medians (extremes)\n`);
    const peaks = Array.from({ length: rounds }, () => tables.map((table) => peaksOf(folder, table)));
    console.log(`${''.padEnd(10)}${SIZES.map((rows) => `${rows} rows`.padStart(22)).join('')}  ${'growth'.padStart(22)}  wanted`);
    for (const command of ['train', 'evaluate', 'predict', 'describe', 'init']) {
      const at = SIZES.map((_, size) => peaks.map((round) => round[size][command]));
      const growth = peaks.map((round) => round.at(-1)[command] / round[0][command]);
      const isHeld = median(growth) <= GROWTH && Math.max(...at.flat()) < MOST;
      const cells = [...at.map((values) => spread(values, 0).padStart(22)), '  ', spread(growth, 2).padStart(22)];
      console.log(`${command.padEnd(10)}${cells.join('')}  at most ${GROWTH} and less than ${MOST} MB: ${isHeld ? 'held' : 'NOT held'}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function peaksOf(folder, table) {
  const at = (name) => join(folder, name);
  process.env.PEAK = at('peak');
  const peakOf = (...args) => {
    run(['--import', peakModule, main, ...args]);
    return Number(readFileSync(at('peak'), 'utf8')) / 1e6;
  };
  const from = ['--data', table];
  return {
    train: peakOf('train', at('spec.json'), ...from, '--stream', '--seed', '1', '--out', at('model'), '--runs', at('runs'), '--quiet'),
    evaluate: peakOf('evaluate', at('model'), ...from, '--stream'),
    predict: peakOf('predict', at('model'), ...from, '--out', at('answers.csv')),
    describe: peakOf('describe', table),
    init: peakOf('init', ...from, '--target', target, '--stream'),
  };
}
