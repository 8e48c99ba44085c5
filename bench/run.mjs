// npm run bench -- NAME [ROUNDS]: whole processes, ours and a peer's in turn, compared round by round.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Each is run by Node in this folder. `atMost` is the ratio that we hold ourselves to. */
const comparisons = {
  xor: {
    ours: ['../dist/bin/main.js', 'xor'],
    peer: ['xor/brain.cjs'],
    peerName: 'brain.js 1.6.1, defaults',
    atMost: 2,
  },
};

const here = fileURLToPath(new URL('.', import.meta.url));
const [name = '', rounds = '20'] = process.argv.slice(2);
const comparison = comparisons[name];
if (comparison === undefined || !(Number(rounds) >= 1)) {
  console.error(`npm run bench -- NAME [ROUNDS], where NAME is one of ${Object.keys(comparisons).join(', ')}`);
  process.exit(1);
}
installPeers();
compare(comparison, Number(rounds));

/** Peers are no dependencies of the package: they are fetched when a benchmark first needs them. */
function installPeers() {
  if (existsSync(`${here}node_modules`)) return;
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

function compare({ ours, peer, peerName, atMost }, count) {
  const programs = { ours, peer, bare: ['--eval', ''] };
  for (const program of Object.values(programs)) run(program); // what the disk must give once is not measured
  const times = Array.from({ length: count }, () => {
    const round = {};
    for (const [key, program] of Object.entries(programs)) round[key] = run(program);
    return round;
  });
  const ratios = times.map((round) => round.ours / round.peer);
  const line = (label, values, unit, digits) =>
    console.log(
      `${label.padEnd(28)} ${median(values).toFixed(digits)}${unit}  (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`,
    );
  console.log(`${name}: ${count} rounds in turn, medians (extremes)`);
  line(
    'netspec',
    times.map((round) => round.ours),
    ' ms',
    0,
  );
  line(
    peerName,
    times.map((round) => round.peer),
    ' ms',
    0,
  );
  line(
    'Node alone',
    times.map((round) => round.bare),
    ' ms',
    0,
  );
  line('netspec / peer', ratios, '', 2);
  console.log(`at most ${atMost} is wanted: ${median(ratios) <= atMost ? 'held' : 'NOT held'}`);
}

/** Milliseconds from start to exit. */
function run(program) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, program, { cwd: here, stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`${program.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
