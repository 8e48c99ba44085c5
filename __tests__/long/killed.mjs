// Kills real trainings with SIGKILL at random moments, gives the same command again with --resume until each is complete, and holds
// what comes of it against runs that nobody disturbed: bit for bit, on each backend.
//
//   node __tests__/long/killed.mjs [--kills 50] [--backends cpu,wasm] [--seed 1] [--epochs 24] [--specs streamed,dense,recurrent]

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from '../../dist/random.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    backends: { type: 'string', default: 'cpu,wasm' },
    seed: { type: 'string', default: '1' },
    epochs: { type: 'string', default: '24' },
    specs: { type: 'string', default: 'streamed,dense,recurrent' },
  },
});
const wanted = Number(values.kills);
const folder = await mkdtemp(join(tmpdir(), 'netspec-killed-'));
const place = (name) => join(folder, name);

/** Everything that a run carries from step to step: masks, moving means, slots of an optimizer, a schedule, the best weights. */
const specs = {
  dense: {
    features: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, 'number'])),
    target: { y: 'category' },
    network: {
      layers: [
        { type: 'dense', units: 24, activation: 'relu' },
        { type: 'batchNormalization' },
        { type: 'dropout', rate: 0.3 },
        { type: 'dense', units: 12, activation: 'tanh' },
      ],
    },
    training: {
      ...{
        batchSize: 16,
        optimizer: { type: 'adam', learningRate: 0.01, useEma: true, emaMomentum: 0.9 },
        metrics: ['accuracy', 'rocAuc'],
      },
      ...{ schedule: { type: 'cosineDecay', warmupEpochs: 2 }, keepBest: 'val_accuracy', earlyStopping: { patience: 12 } },
    },
  },
  recurrent: {
    features: Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, 'number'])),
    target: { y: 'category' },
    network: {
      layers: [
        { type: 'reshape', targetShape: [4, 2] },
        { type: 'lstm', units: 8, dropout: 0.2, recurrentDropout: 0.2 },
        { type: 'gaussianNoise', stddev: 0.1 },
      ],
    },
    training: {
      ...{ batchSize: 64, optimizer: { type: 'rmsprop', learningRate: 0.01, momentum: 0.5 }, metrics: ['accuracy'] },
      ...{ schedule: { type: 'reduceOnPlateau', patience: 2 }, keepBest: true, earlyStopping: { patience: 8 } },
    },
  },
};

/** The same network on rows that are read anew for each epoch, from two files. */
specs.streamed = specs.dense;
const dataOf = (name) => (name === 'streamed' ? ['--data', 'part-*.csv', '--stream'] : ['--data', 'data.csv']);

const order = values.specs.split(',');

/** Numbers in [0, 1). */
function randomOf(seed) {
  const random = createRandom(seed);
  return () => random.next();
}

function rows(random) {
  const line = () => {
    const xs = Array.from({ length: 8 }, () => random() * 2 - 1);
    const score = xs[0] * xs[1] + Math.sin(3 * xs[2]) + (random() - 0.5) / 2;
    return [...xs.map((x) => x.toFixed(4)), score > 0.4 ? 'high' : score < -0.4 ? 'low' : 'middle'].join();
  };
  return [`${Array.from({ length: 8 }, (_, i) => `x${i}`).join()},y`, ...Array.from({ length: 600 }, line), ''].join('\n');
}

const all = rows(randomOf(7));
await writeFile(place('data.csv'), all);
const [header, ...lines] = all.trimEnd().split('\n');
for (const [i, part] of [lines.slice(0, 250), lines.slice(250)].entries()) {
  await writeFile(place(`part-${i}.csv`), [header, ...part, ''].join('\n'));
}
for (const [name, spec] of Object.entries(specs)) await writeFile(place(`${name}.json`), JSON.stringify(spec));

/** Starts a training; `onEpoch` is called after each epoch that it tells of. */
function start(words, onEpoch = () => undefined) {
  const child = spawn(process.execPath, [resolve('dist/bin/main.js'), 'train', ...words], { cwd: folder });
  const [out, err] = [[], []];
  let rest = '';
  child.stdout.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    out.push(...lines.map((line) => JSON.parse(line)));
    for (const line of lines) if (JSON.parse(line).event === 'epoch') onEpoch();
  });
  child.stderr.on('data', (chunk) => err.push(chunk));
  const end = new Promise((done) =>
    child.once('close', (code, signal) => done({ code, signal, events: out, stderr: Buffer.concat(err).toString() })),
  );
  return { child, end };
}

const isComplete = (stderr) => stderr.includes('there is nothing to resume');

/** What is left of a run: the files that must not depend on how often it was interrupted. */
async function remains(out, run) {
  const bundle = JSON.parse(await readFile(join(out, 'netspec.json'), 'utf8'));
  const lines = (await readFile(join(run, 'metrics.jsonl'), 'utf8')).trimEnd().split('\n');
  return {
    'weights.bin': (await readFile(join(out, 'weights.bin'))).toString('base64'),
    'best/weights.bin': (await readFile(join(run, 'best', 'weights.bin'))).toString('base64'),
    history: JSON.stringify(bundle.history),
    report: JSON.stringify(bundle.heldOut ?? null),
    'metrics.jsonl': lines.map((line) => JSON.stringify({ ...JSON.parse(line), milliseconds: 0 })).join('\n'),
  };
}

async function disturb(backend, random) {
  const totals = { kills: 0, runs: 0, anew: 0 };
  const problems = [];
  const undisturbed = {};
  const command = (name, out) => [
    ...[`${name}.json`, ...dataOf(name), '--out', out, '--seed', '3', '--epochs', values.epochs, '--backend', backend],
    ...['--checkpoint-seconds', '0.05', '--json'],
  ];
  for (const name of order) {
    const out = `${backend}-${name}`;
    const begun = performance.now();
    let startedAt;
    const { events, code, stderr } = await start(command(name, out), () => (startedAt ??= performance.now())).end;
    if (code !== 0) throw new Error(`${backend} ${name}: the undisturbed run ended with ${code}: ${stderr}`);
    undisturbed[name] = {
      ...(await remains(place(out), place(`runs/${out}`))),
      epochs: events.filter(({ event }) => event === 'epoch').length,
    };
    undisturbed[name].startMs = startedAt - begun;
    undisturbed[name].epochMs = (performance.now() - startedAt) / undisturbed[name].epochs;
  }

  for (let number = 0; totals.kills < wanted; number++) {
    const name = order[number % order.length];
    const { startMs, epochMs } = undisturbed[name];
    const out = `${backend}-${number}`;
    let mayResume = false;
    let run;
    for (;;) {
      // Half of the kills come at any time from the start of the process on, half of them shortly after an epoch, as it is written.
      const byClock = random() < 0.5;
      const epochs = 1 + Math.floor(random() * 4);
      const pause = byClock ? random() * (startMs + 5 * epochMs) : random() ** 2 * Math.min(epochMs, 50);
      let seen = 0;
      const { child, end } = start([...command(name, out), ...(mayResume ? ['--resume'] : [])], () => {
        if (++seen === epochs && !byClock && totals.kills < wanted) setTimeout(() => child.kill('SIGKILL'), pause);
      });
      if (byClock && totals.kills < wanted) setTimeout(() => child.kill('SIGKILL'), pause);
      const { code, signal, events, stderr } = await end;
      run = events.find(({ event }) => event === 'start')?.run ?? run;
      if (signal === 'SIGKILL') {
        totals.kills++;
        mayResume = true;
        continue;
      }
      if (code === 1 && stderr.includes(`expected a run of ${out} in runs, received none`)) {
        mayResume = false; // it was killed before there was a run
        totals.anew++;
        continue;
      }
      // It may have been killed when all was done.
      if (code !== 0 && !(code === 1 && mayResume && isComplete(stderr))) {
        problems.push(`${backend} ${out}: ended with ${code}: ${stderr}`);
        break;
      }
      totals.runs++;
      const now = await remains(place(out), place(run));
      for (const [what, value] of Object.entries(now)) {
        if (value !== undisturbed[name][what]) problems.push(`${backend} ${name} ${out}: ${what} is not that of the undisturbed run`);
      }
      const after = await start([...command(name, out), '--resume']).end;
      if (after.code !== 1 || !isComplete(after.stderr)) {
        problems.push(`${backend} ${out}: --resume after a complete run ended with ${after.code}: ${after.stderr}`);
      }
      break;
    }
    if (problems.length > 3) break;
  }
  return { backend, ...totals, problems };
}

try {
  const begun = performance.now();
  const results = await Promise.all(
    values.backends.split(',').map((backend, i) => disturb(backend, randomOf(Number(values.seed) * 1000 + i))),
  );
  const problems = results.flatMap((result) => result.problems);
  for (const problem of problems) console.error(problem);
  const told = results.map(
    ({ backend, kills, runs, anew }) =>
      `${backend}: ${kills} kills in ${runs} ${runs === 1 ? 'run' : 'runs'}, ${anew} before there was one`,
  );
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  console.log(`${problems.length === 0 ? 'bit for bit the same' : `${problems.length} differences`} (${told.join('; ')}; ${seconds} s)`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
