// npm run bench -- NAME [ROUNDS]: netspec and its peers in turn, compared round by round.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compareBackends } from './backends/compare.mjs';
import { measureMemory } from './memory/measure.mjs';
import { comparePredict } from './predict/compare.mjs';
import { compareReading } from './reading/compare.mjs';
import { compareTables } from './tables/compare.mjs';
import { compareTraining } from './training/compare.mjs';
import { compareXor } from './xor/compare.mjs';

const comparisons = {
  backends: compareBackends,
  xor: compareXor,
  predict: comparePredict,
  training: compareTraining,
  reading: compareReading,
  memory: measureMemory,
  tables: compareTables,
};

const [name = '', rounds] = process.argv.slice(2);
const comparison = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
if (comparison === undefined || (rounds !== undefined && !(Number(rounds) >= 1))) {
  console.error(`npm run bench -- NAME [ROUNDS], where NAME is one of ${Object.keys(comparisons).join(', ')}`);
  process.exit(1);
}
installPeers();
comparison(rounds === undefined ? undefined : Number(rounds));

/** Peers are no dependencies of the package: they are fetched when a benchmark needs them. */
function installPeers() {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
