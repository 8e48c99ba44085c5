import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { createTrainer, load, train, type Model, type ModelSpec, type OwnStep, type Trainer, type TrainOptions } from 'netspec';
import { readRun } from '../../src/node/runs/listRuns.ts';
import { temporaryFolder } from '../cli/temporary.ts';
import { spread } from '../long/spread.ts';

const place = temporaryFolder();
let folder: string;
let count = 0;
let before: number;
beforeEach(() => {
  folder = place(`runs-${++count}`);
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

const rows = Array.from({ length: 48 }, (_, i) => ({ a: Math.sin(i), b: Math.cos(3 * i), kind: Math.sin(i) > 0.2 ? 'high' : 'low' }));
const flowers = {
  name: 'flowers',
  features: { a: 'number', b: 'number' },
  target: { kind: 'category' },
  network: { layers: [{ type: 'dense', units: 6, activation: 'tanh' }, { type: 'dropout', rate: 0.3 }] }, // prettier-ignore
  training: { epochs: 6, batchSize: 8, metrics: ['accuracy'], validationSplit: 0.25 },
} as const satisfies ModelSpec;
const bare = {
  network: { input: [2], layers: [{ type: 'dense', units: 5, activation: 'tanh' }, { type: 'dense', units: 1 }] }, // prettier-ignore
  training: { loss: 'meanSquaredError', epochs: 6, batchSize: 8 },
} as const satisfies ModelSpec;
const arrays = { xs: rows.map(({ a, b }) => [a, b]), ys: rows.map(({ a, b }) => a - b) };
const freshModel = (): LayersModel =>
  tfl.sequential({
    layers: [
      tfl.layers.dense({ units: 4, activation: 'tanh', inputShape: [2], kernelInitializer: tfl.initializers.glorotUniform({ seed: 3 }) }),
      tfl.layers.dropout({ rate: 0.2 }),
      tfl.layers.dense({ units: 1, kernelInitializer: tfl.initializers.glorotUniform({ seed: 4 }) }),
    ],
  });

const weightsOf = (layersModel: LayersModel) => layersModel.getWeights().map((weight) => [...weight.dataSync()]);

/** The weights that a training ends with, and its losses. */
async function endOf(work: () => Promise<Model>) {
  const model = await work();
  const end = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut };
  model.dispose();
  return end;
}
const told = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error) => String(error).replaceAll(folder, 'runs'),
  );

/** Breaks a training off in the middle of its fourth epoch. */
const broken = { 'a signal': 'abort', stop: 'stop' } as const;
type Way = (typeof broken)[keyof typeof broken];
function inTheMiddle(way: Way): TrainOptions {
  const controller = new AbortController();
  let steps = 0;
  return {
    signal: controller.signal,
    callbacks: [
      {
        async onBatchEnd(_, control) {
          if (++steps !== 14) return;
          if (way === 'stop') control.stop();
          else controller.abort(new Error('enough'));
          await new Promise((resolve) => setTimeout(resolve, 20)); // long enough for the loop to look at the signal
        },
      },
    ],
  };
}

const subjects = {
  rows: (options: TrainOptions) => train(flowers, rows, options),
  columns: (options: TrainOptions) => train(flowers, { a: rows.map(({ a }) => a), b: rows.map(({ b }) => b), kind: rows.map(({ kind }) => kind) }, options),
  arrays: (options: TrainOptions) => train(bare, arrays, options),
  'a tf.LayersModel': async (options: TrainOptions) => {
    const layersModel = freshModel();
    try {
      return await train(layersModel, arrays, { ...bare.training, ...options });
    } catch (error) {
      layersModel.dispose(); // it stays the caller's where training fails
      throw error;
    }
  },
}; // prettier-ignore
const cases = Object.keys(subjects).flatMap((what) => Object.keys(broken).map((how) => [what, how] as const)) as [
  keyof typeof subjects,
  keyof typeof broken,
][];

describe('a run that was broken off', () => {
  test.each(spread(cases, 3))('goes on bit for bit as if it had not been: %s, by %s', async (what, how) => {
    const make = subjects[what];
    const options = { seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => make(options));
    const first = make({ ...options, ...inTheMiddle(broken[how]), run: { folder, name: 'one' } });
    if (how === 'stop') (await first).dispose();
    else await expect(first).rejects.toThrow('enough');
    const between = await readRun(join(folder, 'one'));
    expect(between.state).toBe('stopped');
    expect(between.epochs.length).toBeLessThan(6);
    expect(await readdir(join(folder, 'one/checkpoints'))).toContainEqual(expect.stringMatching(/^00000\d-00000[1-9]\.ckpt$/));

    const opened: unknown[] = [];
    const run = { folder, name: 'one', resume: true, onOpen: (info: unknown) => opened.push(info) } as const;
    const rest = await endOf(() => make({ ...options, run }));
    expect(rest).toEqual(whole);
    expect(opened).toEqual([{ path: join(folder, 'one'), resumedFrom: { epoch: between.epochs.length, batch: expect.any(Number) } }]);
    const after = await readRun(join(folder, 'one'));
    expect(after.state).toBe('complete');
    expect(after.epochs.map(({ metrics }) => metrics['loss'])).toEqual(whole.history['loss']);
  });

  test('by nothing but two epochs asked for at once goes on: the second call is refused', async () => {
    const trainer = await createTrainer(flowers, rows, { seed: 5, backend: 'cpu', run: { folder, name: 'one' } });
    const first = trainer.next();
    expect(await told(trainer.next())).toMatch('the epoch before has not ended: await next()');
    expect(await told(trainer.finish())).toMatch('the epoch before has not ended: await next()');
    expect((await first)!.epoch).toBe(1);
    expect((await trainer.next())!.epoch).toBe(2);
    (await trainer.finish()).dispose();
    expect((await readRun(join(folder, 'one'))).state).toBe('stopped');
  });

  test('at its first checkpoint by a kill needs the weights that a tf.LayersModel began with, and has them', async () => {
    const options = { ...bare.training, seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => train(freshModel(), arrays, options));
    const [lost, another] = [freshModel(), freshModel()];
    tf.tidy(() => another.setWeights(another.getWeights().map((weight) => tf.mul(weight, 2))));
    const trainer = await createTrainer(lost, arrays, { ...options, run: { folder, name: 'one' } });
    trainer.dispose(); // as a kill leaves it
    lost.dispose();
    expect(await endOf(() => train(another, arrays, { ...options, run: { folder, name: 'one', resume: true } }))).toEqual(whole);
  });

  test('by leaving the loop and finishing has a model, and goes on from there', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => train(flowers, rows, options));
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    for await (const { epoch } of trainer) if (epoch === 2) break;
    (await trainer.finish()).dispose();
    expect(await endOf(() => train(flowers, rows, { ...options, run: { folder, name: 'one', resume: true } }))).toEqual(whole);
  });

  test('by dispose alone, between two epochs, goes on from there', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => train(flowers, rows, options));
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    for await (const { epoch } of trainer) if (epoch === 2) break;
    trainer.dispose();
    trainer.dispose();
    expect(await readdir(join(folder, 'one/checkpoints'))).toEqual(['000002-000000.ckpt']);
    const opened: unknown[] = [];
    const run = { folder, name: 'one', resume: true, onOpen: (info: unknown) => opened.push(info) };
    expect(await endOf(() => train(flowers, rows, { ...options, run }))).toEqual(whole);
    expect(opened).toMatchObject([{ resumedFrom: { epoch: 2, batch: 0 } }]);
  });

  test('by dispose keeps what the program has set since the last checkpoint: the learning rate, weights', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const change = (trainer: Trainer) => {
      trainer.learningRate /= 2;
      const { layersModel } = trainer;
      tf.tidy(() => layersModel.setWeights(layersModel.getWeights().map((weight) => tf.mul(weight, 0.5))));
    };
    const rest = async (trainer: Trainer) => {
      while ((await trainer.next()) !== undefined);
      return await trainer.finish();
    };
    for (const epochs of [0, 2]) {
      const whole = await endOf(async () => {
        const trainer = await createTrainer(flowers, rows, options);
        for (let i = 0; i < epochs; i++) await trainer.next();
        change(trainer);
        return await rest(trainer);
      });
      const run = { folder, name: `after${epochs}`, checkpointSeconds: 0 };
      const trainer = await createTrainer(flowers, rows, { ...options, run });
      for (let i = 0; i < epochs; i++) await trainer.next();
      change(trainer);
      trainer.dispose();
      expect(await endOf(() => train(flowers, rows, { ...options, run: { ...run, resume: true } }))).toEqual(whole);
    }
  });

  test('by dispose before anything was done has no checkpoint, and begins anew', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    (await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } })).dispose();
    expect(await readdir(join(folder, 'one'))).not.toContain('checkpoints');
    const whole = await endOf(() => train(flowers, rows, options));
    expect(await endOf(() => train(flowers, rows, { ...options, run: { folder, name: 'one', resume: true } }))).toEqual(whole);
  });

  test('is not given up by a dispose while it is finished: what it ends with is written', async () => {
    const out = join(folder, 'model');
    const trainer = await createTrainer(flowers, rows, { seed: 5, backend: 'cpu', run: { folder, name: 'one', out } });
    for await (const _ of trainer);
    const finishing = trainer.finish();
    expect(await told(trainer.finish())).toContain('received one that is being finished');
    trainer.dispose();
    const model = await finishing;
    const loaded = await load(out);
    expect(weightsOf(loaded.layersModel)).toEqual(weightsOf(model.layersModel));
    expect((await readRun(join(folder, 'one'))).state).toBe('complete');
    loaded.dispose();
    model.dispose();
  });

  test('by dispose in the middle of an epoch goes on from that step, though what ran then fails', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => train(flowers, rows, options));
    const leave = {
      onBatchEnd({ epoch, batch }: { epoch: number; batch: number }) {
        if (epoch === 3 && batch === 2) trainer.dispose();
      },
    };
    const trainer = await createTrainer(flowers, rows, { ...options, callbacks: [leave], run: { folder, name: 'one' } });
    const all = async () => {
      for await (const _ of trainer);
    };
    await expect(all()).rejects.toThrow();
    expect(await readdir(join(folder, 'one/checkpoints'))).toEqual(['000002-000002.ckpt']);
    expect((await readRun(join(folder, 'one'))).state).toBe('interrupted');
    expect(await endOf(() => train(flowers, rows, { ...options, run: { folder, name: 'one', resume: true } }))).toEqual(whole);
  });

  test('by dispose where nothing can be written says so, and leaves nothing behind', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    await trainer.next();
    await writeFile(join(folder, 'one/checkpoints'), 'in the way');
    const end = new Promise((resolve) => resolve(trainer.dispose()));
    expect(await told(end)).toMatchInlineSnapshot(`
     "UsageError: what was to be written has a problem
       runs/one/checkpoints: expected a place that can be written, received a file where a folder is needed"
    `);
    await rm(join(folder, 'one/checkpoints'));
    (await train(flowers, rows, { ...options, run: { folder, name: 'one', resume: true } })).dispose(); // nobody holds it
  });

  test('by an error of the program says so, and goes on from the last checkpoint', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const whole = await endOf(() => train(flowers, rows, options));
    const onEpoch = ({ epoch }: { epoch: number }) => {
      if (epoch === 3) throw new Error('mine');
    };
    const run = { folder, name: 'one', checkpointSeconds: 0 };
    await expect(train(flowers, rows, { ...options, onEpoch, run })).rejects.toThrow('mine');
    expect((await readRun(join(folder, 'one'))).record).toMatchObject({
      state: 'failed',
      message: 'mine',
      functions: { onEpoch: 'onEpoch' },
    });
    expect(await endOf(() => train(flowers, rows, { ...options, run: { ...run, resume: true } }))).toEqual(whole);
  });

  test('by what goes wrong at its very end says so, leaves nothing behind, and can be ended then', async () => {
    const out = join(folder, 'out');
    const options = { seed: 5, backend: 'cpu' } as const;
    const run = { folder, name: 'one', out };
    const onEpoch = async ({ epoch, epochs }: { epoch: number; epochs: number }) => {
      if (epoch < epochs) return;
      await rm(out, { recursive: true });
      await writeFile(out, 'in the way');
    };
    await expect(train(flowers, rows, { ...options, onEpoch, run })).rejects.toThrow('an empty folder');
    expect((await readRun(join(folder, 'one'))).state).toBe('failed');
    await rm(out);
    const end = await endOf(() => train(flowers, rows, { ...options, run: { ...run, resume: true } }));
    expect(end).toEqual(await endOf(() => train(flowers, rows, options)));
    expect((await readRun(join(folder, 'one'))).state).toBe('complete');
  });

  test.each([
    ['a signal that is aborted', { signal: AbortSignal.abort(new Error('not now')) }, 'not now'],
    ['a callback that is misspelt', { callbacks: [{ onEpochEnds: () => undefined }] }, 'onEpochEnds'],
    ['a place of the model that is taken', {}, 'an empty folder'],
  ])('by an error keeps its record where %s refuses to go on', async (what, wrong, message) => {
    const out = place(`model-${count}`);
    const options = { seed: 5, backend: 'cpu' } as const;
    const onEpoch = ({ epoch }: { epoch: number }) => {
      if (epoch === 5) throw new Error('boom at 5');
    };
    const run = { folder, name: 'one', out };
    await expect(train(flowers, rows, { ...options, onEpoch, run })).rejects.toThrow('boom at 5');
    const before = await readRun(join(folder, 'one'));
    expect([before.state, before.record.message, before.record.epochs, before.epochs.length]).toEqual(['failed', 'boom at 5', 5, 5]);
    if (what.includes('place')) await writeFile(join(out, 'mine.txt'), '');
    await expect(train(flowers, rows, { ...options, ...(wrong as object), run: { ...run, resume: true } })).rejects.toThrow(message);
    expect(await readRun(join(folder, 'one'))).toEqual(before);
  });

  test('tells where it goes on which epochs its record lacks', async () => {
    const options = { seed: 5, backend: 'cpu' } as const;
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    for await (const { epoch } of trainer) if (epoch === 4) break;
    trainer.dispose();
    const metrics = join(folder, 'one/metrics.jsonl');
    const lines = (await readFile(metrics, 'utf8')).split('\n');
    await writeFile(metrics, `${lines[0]}\n${lines[2]}\n`);
    const notes: unknown[] = [];
    const run = { folder, name: 'one', resume: true, onOpen: ({ note }: { readonly note?: string }) => notes.push(note) };
    (await train(flowers, rows, { ...options, run })).dispose();
    expect(notes).toEqual([`${metrics}: expected a line for each of 4 epochs, received none for 2, 4; the checkpoint has them`]);
    expect((await readRun(join(folder, 'one'))).epochs.map(({ epoch }) => epoch)).toEqual([1, 3, 5, 6]);
  });

  test('carries the other models of its own step along', async () => {
    const half = () => tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] });
    const step: OwnStep = ({ layersModel, models, inputs, targets, minimize }) => {
      const other = models['other']!;
      const answer = () => other.apply(layersModel.apply(inputs[0]!)) as tf.Tensor;
      const loss = minimize(() => tf.losses.meanSquaredError(targets[0]!, answer()));
      return { loss, other: minimize(() => tf.losses.meanSquaredError(targets[0]!, answer()), other) };
    };
    const run = async (options: TrainOptions) => {
      const other = half();
      try {
        const model = await train(bare, arrays, { seed: 5, backend: 'cpu', trainStep: step, models: { other }, ...options });
        const end = [weightsOf(model.layersModel), weightsOf(other), model.history];
        model.dispose();
        return end;
      } finally {
        other.dispose();
      }
    };
    const whole = await run({});
    await run({ ...inTheMiddle('stop'), run: { folder, name: 'one' } });
    const record = JSON.parse(await readFile(join(folder, 'one/run.json'), 'utf8'));
    expect(record).toMatchObject({
      options: { seed: 5, trainStep: 'function step', models: ['other'] },
      functions: { trainStep: 'step', 'callbacks[0].onBatchEnd': 'onBatchEnd' },
    });
    expect(await run({ run: { folder, name: 'one', resume: true } })).toEqual(whole);
  });
});

describe('the folder of a run that a program asks for', () => {
  const options = { seed: 5, backend: 'cpu', epochs: 2 } as const;

  test('has epochs, checkpoints, the best model, and what it takes to repeat it', async () => {
    const out = place(`model-${count}`);
    const closeness = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.sub(1, tf.abs(tf.sub(yTrue, yPred)));
    const model = await train(flowers, rows, { ...options, metrics: [closeness], run: { folder, out, checkpointSeconds: 0 } });
    const path = join(folder, `model-${count}`);
    expect((await readdir(path)).map((name) => name.replace(/-.*/, '')).sort()).toMatchInlineSnapshot(`
     [
       "best",
       "best",
       "checkpoints",
       "metrics.jsonl",
       "run.json",
       "sessions",
       "spec.json",
     ]
    `);
    expect(JSON.parse(await readFile(join(path, 'run.json'), 'utf8'))).toMatchObject({
      state: 'complete',
      epochs: 2,
      out: { given: out, path: out },
      data: [{ given: 'rows', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      options: { seed: 5, epochs: 2, metrics: ['function closeness'] },
      functions: { 'metrics[0]': 'closeness' },
      scores: { accuracy: expect.any(Number) },
    });
    const saved = await load(out);
    expect(await saved.predict(rows)).toEqual(await model.predict(rows));
    saved.dispose();
    model.dispose();
    (await load(join(path, 'best'))).dispose();
  });

  test('is called as the spec, with a number where that is taken', async () => {
    const paths: string[] = [];
    for (let i = 0; i < 2; i++) (await train(flowers, rows, { ...options, run: { folder, onOpen: ({ path }) => paths.push(path) } })).dispose(); // prettier-ignore
    expect(paths).toEqual([join(folder, 'flowers'), join(folder, 'flowers-2')]);
  });

  test('names a file of rows as it was given, by its bytes', async () => {
    const spec = { features: { sepal_length: 'number' }, target: { species: 'category' }, network: { layers: [] } } as const;
    (await train(spec, 'examples/data/iris.csv', { ...options, run: { folder } })).dispose();
    const { record } = await readRun(join(folder, 'run'));
    expect(record.data).toMatchObject([{ given: 'examples/data/iris.csv', path: join(process.cwd(), 'examples/data/iris.csv') }]);
  });

  test('knows the same numbers in lists, typed arrays and tensors, and others apart', async () => {
    const tensors = { xs: tf.tensor2d(arrays.xs), ys: tf.tensor1d(arrays.ys) };
    const forms = [arrays, { xs: Float32Array.from(arrays.xs.flat()), ys: Float64Array.from(arrays.ys) }, tensors, { ...arrays, ys: arrays.ys.map((y) => y + 1) }]; // prettier-ignore
    for (const data of forms) (await train(bare, data, { ...options, run: { folder } })).dispose();
    const sums = await Promise.all(
      ['run', 'run-2', 'run-3', 'run-4'].map(async (name) => (await readRun(join(folder, name))).record.data[0]!.sha256),
    );
    expect(new Set(sums.slice(0, 3)).size).toBe(1);
    expect(sums[3]).not.toBe(sums[0]);
    tf.dispose(Object.values(tensors));
  });

  test('says that a loss was no number', async () => {
    const sgd = { type: 'sgd', learningRate: 1e30 } as const;
    await expect(train(bare, arrays, { ...options, optimizer: sgd, run: { folder } })).rejects.toThrow('expected a finite loss');
    expect((await readRun(join(folder, 'run'))).record).toMatchObject({ state: 'diverged', message: expect.any(String) });
  });

  test('is not made where the spec, the data or the place of the model are wrong', async () => {
    await told(train({ ...flowers, training: { batchSize: -1 } }, rows, { ...options, run: { folder } }));
    await told(train(flowers, [{ a: 1 }], { ...options, run: { folder } }));
    expect(await told(train(flowers, rows, { ...options, run: { folder, out: 'src' } }))).toMatch(/^BundleError: "src" has a problem/);
    expect(await readdir(folder).catch(() => [])).toEqual([]);
  });
});

describe('a run cannot go on', () => {
  const options = { seed: 5, backend: 'cpu', epochs: 2 } as const;
  const resume = { name: 'one', resume: true };
  const start = async () => {
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    await trainer.next();
    (await trainer.finish()).dispose();
  };

  test('where none has begun yet: a new one begins, which it tells', async () => {
    const notes: (string | undefined)[] = [];
    await mkdir(join(folder, 'one', 'sessions'), { recursive: true }); // as one that was killed in beginning leaves it
    const onOpen = ({ path, resumedFrom, note }: { readonly path: string; readonly resumedFrom?: object; readonly note?: string }) =>
      void notes.push(path, resumedFrom && 'resumed', note);
    const run = { folder, ...resume, onOpen };
    (await train(flowers, rows, { ...options, run })).dispose();
    (await train(flowers, rows, { ...options, run: { folder, out: join(folder, '..', 'model'), resume: true, onOpen } })).dispose();
    expect(notes.map((note) => note?.replaceAll(folder, 'runs'))).toEqual([
      'runs/one',
      undefined,
      'there is no run runs/one to resume yet: a new one begins',
      'runs/model',
      undefined,
      'there is no run of runs/../model in runs to resume yet: a new one begins'.replace('runs/../model', join(folder, '..', 'model')),
    ]);
  });

  test('where it is complete', async () => {
    (await train(flowers, rows, { ...options, run: { folder, name: 'one' } })).dispose();
    expect(await told(train(flowers, rows, { ...options, run: { folder, ...resume } }))).toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/one: expected a run that has not come to its end, received one that is complete: there is nothing to resume
         fix: to train on, say more epochs than it has"
    `);
  });

  test('with other data, another spec or other options', async () => {
    await start();
    const run = { folder, ...resume };
    const others = [
      () => train(flowers, rows.slice(1), { ...options, run }),
      () => train({ ...flowers, training: { epochs: 6, batchSize: 4 } }, rows, { ...options, epochs: 3, run }),
      () => train(flowers, rows, { ...options, loss: function mine(_, yPred) { return yPred; }, run }),
    ]; // prettier-ignore
    const texts: string[] = [];
    for (const other of others) texts.push(await told(other()));
    expect(texts.join('\n').replace(/[0-9a-f]{12}…, \d+/g, 'SUM…, N')).toMatchInlineSnapshot(`
     "UsageError: the run in runs/one has a problem
       rows: expected the data that the run began with (SHA-256 SUM…, N bytes), received others (SHA-256 SUM…, N bytes)
         fix: make the same call again, or leave resume out to begin a new run
     UsageError: the run in runs/one has 3 problems
       spec training.batchSize: expected 8, as in runs/one/spec.json, received 4
       spec training.metrics[0]: expected "accuracy", as in runs/one/spec.json, received nothing
       spec training.validationSplit: expected 0.25, as in runs/one/spec.json, received nothing
         fix: make the same call again, or leave resume out to begin a new run
     UsageError: the run in runs/one has a problem
       loss: expected nothing, as the run began, received "function mine"
         fix: make the same call again, or leave resume out to begin a new run"
    `);
  });

  test('while another trainer holds it; once that is disposed, it can', async () => {
    const trainer = await createTrainer(flowers, rows, { ...options, run: { folder, name: 'one' } });
    expect((await told(train(flowers, rows, { ...options, run: { folder, ...resume } }))).replace(/since .*/, 'since ...'))
      .toMatchInlineSnapshot(`
     "UsageError: the run has a problem
       runs/one: expected a run that nobody works on, received one that this process itself has worked on since ...
         fix: finish() or dispose() the trainer that holds it"
    `);
    trainer.dispose();
    (await train(flowers, rows, { ...options, run: { folder, ...resume } })).dispose();
  });
});

test.each(['finish', 'dispose'] as const)('a run that diverged says so at once, and is held until %s', async (end) => {
  const options = { seed: 5, backend: 'cpu', epochs: 2 } as const;
  const wild = { ...options, optimizer: { type: 'sgd', learningRate: 1e30 } } as const;
  const trainer = await createTrainer(bare, arrays, { ...wild, run: { folder, name: 'one' } });
  while ((await trainer.next()) !== undefined);
  expect(await trainer.next()).toBeUndefined();
  const path = join(folder, 'one');
  expect((await readRun(path)).record).toMatchObject({ state: 'diverged', message: expect.stringContaining('learning rate') });
  const again = () => createTrainer(bare, arrays, { ...wild, run: { folder, name: 'one', resume: true } });
  expect(await told(again())).toContain('fix: finish() or dispose() the trainer that holds it');
  if (end === 'finish') (await trainer.finish()).dispose();
  else trainer.dispose();
  expect((await readRun(path)).state).toBe('diverged');
  (await again()).dispose();
});

test('wrong options of a run are told at once, before anything is done', async () => {
  const run = { folder: 5, nmae: 'one', keepCheckpoints: 0, resume: true, onOpen: 'x' } as never;
  const checkpoints = { save: () => undefined };
  expect(await told(train(flowers, rows, { backend: 'cpu', run, checkpoints }))).toMatchInlineSnapshot(`
   "UsageError: the options of the call has 6 problems
     run.folder: expected a text that is not empty, received 5
     run.keepCheckpoints: expected a positive integer, received 0
     run.nmae: expected an option of run, received "nmae"
       fix: did you mean "name"?
     run.onOpen: expected a function, received "x"
     run: expected the name or the out of the run to resume, received {"folder":5,"nmae":"one","keepCheckpoints":0,"resume":true,"onOpen":"x"}
     checkpoints: expected nothing beside run, which keeps checkpoints itself, received {"save":"a function"}"
  `);
  expect(await told(train(flowers, rows, { backend: 'cpu', run: 'night' as never }))).toMatchInlineSnapshot(`
   "UsageError: the options of the call has a problem
     run: expected an object, received "night""
  `);
});
