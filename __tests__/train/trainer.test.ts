import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createTrainer, type Snapshot, type TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = {
  input: [2],
  layers: [{ type: 'dense', units: 3, activation: 'tanh' }, { type: 'dropout', rate: 0.2 }, { type: 'dense', units: 1 }], // prettier-ignore
} as const;
const data = { xs: wave(20, 2), ys: wave(20, 1) };
const base = { loss: 'meanSquaredError', batchSize: 4, epochs: 4, seed: 1, validationSplit: 0.2, backend: 'cpu' } as const;

describe.each(['auto', 'eager'] as const)('a trainer (step: %s)', (step) => {
  const make = (options: TrainOptions = {}) => createTrainer(network, data, { ...base, step, ...options } as TrainOptions);

  async function finish(trainer: Awaited<ReturnType<typeof make>>) {
    const model = await trainer.finish();
    const end = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut };
    model.dispose();
    return end;
  }
  async function whole(options: TrainOptions = {}) {
    const trainer = await make(options);
    while ((await trainer.next()) !== undefined);
    return await finish(trainer);
  }

  test('may be left and taken up again, which changes nothing', async () => {
    const expected = await whole();
    const trainer = await make();
    const epochs: number[] = [];
    for await (const { epoch } of trainer) {
      epochs.push(epoch);
      if (epoch === 2) break;
    }
    epochs.push((await trainer.next())!.epoch);
    expect(trainer.ended).toBeUndefined();
    for await (const { epoch } of trainer) epochs.push(epoch);
    expect(epochs).toEqual([1, 2, 3, 4]);
    expect(trainer.ended).toBe('completed');
    expect(await trainer.next()).toBeUndefined();
    expect(await finish(trainer)).toEqual(expected);
  });

  test('may be finished at any time: before the first epoch, and after some', async () => {
    const unborn = await make();
    const start = weightsOf(unborn.layersModel);
    const end = await finish(unborn);
    expect([end.weights, end.history, unborn.ended]).toEqual([start, {}, 'stopped']);
    const trainer = await make();
    await trainer.next();
    const weights = weightsOf(trainer.layersModel);
    expect((await finish(trainer)).weights).toEqual(weights);
    expect(trainer.ended).toBe('stopped');
  });

  test('tells where it is', async () => {
    const trainer = await make({ optimizer: { type: 'adam', learningRate: 0.02 }, keepBest: true });
    expect([trainer.seed, trainer.rows, trainer.monitor, trainer.bestEpoch, trainer.ended]).toEqual([
      1,
      { training: 16, heldOut: 4 },
      'val_loss',
      undefined,
      undefined,
    ]);
    expect([trainer.history, trainer.learningRate, trainer.divergence]).toEqual([{}, 0.02, undefined]);
    expect(trainer.spec.training).toMatchObject({ batchSize: 4, keepBest: true });
    const losses: number[] = [];
    for await (const { metrics, best, epoch, rows, epochs } of trainer) {
      losses.push(metrics['val_loss']!);
      expect(trainer.history['val_loss']).toEqual(losses);
      expect(trainer.bestEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
      expect([best, rows, epochs]).toEqual([trainer.bestEpoch === epoch, 16, 4]);
    }
    trainer.dispose();
  });

  test('without a seed or rows held out tells the seed that it drew, and watches the loss', async () => {
    const trainer = await createTrainer(network, data, { loss: 'meanSquaredError', epochs: 1, backend: 'cpu' });
    expect(Number.isInteger(trainer.seed)).toBe(true);
    expect([trainer.rows, trainer.monitor]).toEqual([{ training: 20, heldOut: 0 }, 'loss']);
    trainer.dispose();
  });

  test('is stopped from outside after the step that runs', async () => {
    const trainer = await make({
      callbacks: [{ onBatchEnd: ({ epoch, batch }) => (epoch === 2 && batch === 3 ? later(() => trainer.stop()) : undefined) }],
    });
    const epochs: number[] = [];
    for await (const { epoch } of trainer) epochs.push(epoch);
    expect([epochs, trainer.ended]).toEqual([[1], 'stopped']);
    const weights = weightsOf(trainer.layersModel);
    const end = await finish(trainer);
    expect(end.weights).toEqual(weights);
    expect(end.history['loss']).toHaveLength(1);
  });

  test('that is stopped between two epochs does no further step', async () => {
    const trainer = await make();
    for await (const _ of trainer) trainer.stop();
    expect([trainer.history['loss']!.length, trainer.ended]).toEqual([1, 'stopped']);
    expect((await finish(trainer)).weights).toEqual((await whole({ epochs: 1 })).weights);
  });

  test('takes another learning rate from outside', async () => {
    const trainer = await make({ optimizer: { type: 'sgd', learningRate: 0.4 } });
    trainer.learningRate = 0.1;
    const rates: number[] = [];
    for await (const { learningRate } of trainer) rates.push(learningRate);
    expect(rates).toEqual([0.1, 0.1, 0.1, 0.1]);
    expect(await finish(trainer)).toEqual(await whole({ optimizer: { type: 'sgd', learningRate: 0.1 } }));
  });

  test('takes nothing for a learning rate that is none', async () => {
    const trainer = await make();
    for (const rate of [NaN, -0.1, Infinity, '0.1' as never]) {
      expect(() => (trainer.learningRate = rate)).toThrow('learningRate: expected a number that is 0 or more');
    }
    trainer.dispose();
  });

  test('keeps a learning rate that is set where the factor of the schedule is 0, for the factors after it', async () => {
    const schedule = { type: 'piecewiseConstant', boundaries: [1, 2], factors: [0, 1, 0.5] } as const;
    const trainer = await make({ optimizer: { type: 'sgd', learningRate: 0.4 }, schedule });
    trainer.learningRate = 0.1;
    expect(trainer.learningRate).toBe(0);
    const rates: number[] = [];
    for await (const { learningRate } of trainer) rates.push(learningRate);
    expect(rates).toEqual([0, 0.1, 0.05, 0.05]);
    trainer.dispose();
  });

  test('runs one epoch after the other: a call while one runs is refused, from callbacks too, and changes nothing', async () => {
    const expected = await whole();
    const refused: string[] = [];
    const tell = async (call: Promise<unknown>) => void refused.push(await call.then(() => 'no error', String));
    const trainer = await make({
      callbacks: [
        {
          async onBatchEnd({ epoch, batch }) {
            if (epoch !== 2 || batch !== 2) return;
            await tell(trainer.next());
            await tell(trainer.finish());
          },
        },
      ],
    });
    const first = trainer.next();
    await tell(trainer.next());
    expect((await first)!.epoch).toBe(1);
    for await (const _ of trainer);
    expect(refused).toHaveLength(3);
    expect(new Set(refused).size).toBe(1);
    expect(refused[0]).toBe(
      [
        'UsageError: the trainer has a problem',
        '  trainer: expected one epoch after the other, received a call while one runs',
        '    fix: the epoch before has not ended: await next()',
      ].join('\n'),
    );
    expect(await finish(trainer)).toEqual(expected);
  });

  test('gives a snapshot with the weights of the last step while their means are evaluated', async () => {
    const snapshots: Snapshot[] = [];
    const optimizer = { type: 'adam', learningRate: 0.1, useEma: true } as const;
    const peek = (yTrue: Tensor, yPred: Tensor): Tensor => {
      if (yTrue.shape[0] === 4) snapshots.push(trainer.snapshot()); // the rows held out
      return tf.mean(yPred);
    };
    const trainer = await make({ optimizer, metrics: [peek] });
    await trainer.next();
    const { weights } = trainer.snapshot() as { weights: unknown };
    expect(snapshots.map((snapshot) => (snapshot as { weights: unknown }).weights)).toEqual([weights]);
    trainer.dispose();
  });

  test('whose signal is aborted while it is finished rejects, and leaves nothing behind', async () => {
    const abort = new AbortController();
    const trainer = await make({ signal: abort.signal, callbacks: [{ onTrainEnd: () => abort.abort(new Error('enough')) }] });
    await trainer.next();
    await expect(trainer.finish()).rejects.toThrow('enough');
    trainer.dispose();
  });

  test('whose signal is aborted within an epoch rejects at once; it may then be finished', async () => {
    const abort = new AbortController();
    let batches = 0;
    const trainer = await make({
      signal: abort.signal,
      callbacks: [{ onBatchEnd: ({ epoch }) => void (++batches, epoch === 2 && abort.abort(new Error('enough'))) }],
    });
    await trainer.next();
    await expect(trainer.next()).rejects.toThrow('enough');
    expect(batches).toBe(5);
    const weights = weightsOf(trainer.layersModel);
    const end = await finish(trainer);
    expect(end.weights).toEqual(weights);
    expect(end.history['loss']).toHaveLength(1);
  });

  test('whose signal is aborted while it waits for its turn rejects too', async () => {
    const abort = new AbortController();
    const trainer = await make({ signal: abort.signal, epochs: 1_000_000 });
    setImmediate(() => abort.abort(new Error('enough')));
    const all = async () => {
      while ((await trainer.next()) !== undefined);
    };
    await expect(all()).rejects.toThrow('enough');
    trainer.dispose();
  });

  test('goes on after an error in a callback, which it has passed on', async () => {
    let isFirst = true;
    const onBatchEnd = ({ batch }: { readonly batch: number }) => {
      if (batch !== 2 || !isFirst) return;
      isFirst = false;
      throw new Error('mine');
    };
    const trainer = await make({ callbacks: [{ onBatchEnd }] });
    await expect(trainer.next()).rejects.toThrow('mine');
    for await (const _ of trainer);
    expect(await finish(trainer)).toEqual(await whole());
  });

  test('lets a model be looked at, the last and the best, without a change to the run', async () => {
    const options = { optimizer: { type: 'sgd', learningRate: 0.9, useEma: true, emaMomentum: 0.5 }, keepBest: 'loss', epochs: 6 } as const;
    const expected = await whole(options);
    const trainer = await make(options);
    const answer = async (which: 'last' | 'best') =>
      trainer.look(which, async (model) => ({ weights: weightsOf(model.layersModel), answers: await model.predict(data.xs) }));
    const ends: Awaited<ReturnType<typeof answer>>[] = [await answer('last')];
    for await (const { epoch } of trainer) {
      ends.push(await answer('last'));
      expect(await answer('best')).toEqual(ends[trainer.bestEpoch!]);
      expect(ends).toHaveLength(epoch + 1);
    }
    expect(trainer.bestEpoch).toBeLessThan(6);
    await expect(trainer.look('last', () => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    expect(await finish(trainer)).toEqual(expected);
    expect(expected.weights).toEqual(ends[trainer.bestEpoch!]!.weights);
  });

  test('gives the snapshot of the run while other weights are looked at, and runs no epoch meanwhile', async () => {
    const options = { optimizer: { type: 'sgd', learningRate: 0.9, useEma: true }, keepBest: 'loss', epochs: 6 } as const;
    const expected = await whole(options);
    const trainer = await make(options);
    for await (const { epoch, best } of trainer) if (epoch > 1 && !best) break;
    const outside = trainer.snapshot();
    const inside = await trainer.look('best', async (model) => {
      expect(weightsOf(model.layersModel)).not.toEqual((outside as { weights: Float32Array[] }).weights.map((values) => [...values]));
      for (const call of [() => trainer.next(), () => trainer.finish()]) {
        await expect(call()).rejects.toThrow(
          'the trainer has a problem\n  trainer: expected a run that waits while its model is looked at, received a call from within look\n    fix: the look has not ended: await look()',
        );
      }
      return trainer.snapshot();
    });
    expect(inside).toEqual(outside);
    expect(trainer.snapshot()).toEqual(outside);
    expect(await whole({ ...options, resumeFrom: inside })).toEqual(expected);
    for await (const _ of trainer);
    expect(await finish(trainer)).toEqual(expected);
  });

  test('is asked for the best in vain where it keeps none', async () => {
    const trainer = await make();
    await trainer.next();
    await expect(trainer.look('best', () => Promise.resolve())).rejects.toThrow(
      'look has a problem\n  which: expected a run that keeps the weights of its best epoch, received "best"\n    fix: train with { keepBest: true }, or with checkpoints',
    );
    trainer.dispose();
  });

  test('gives a snapshot of a run that is over, from which nothing is left to do', async () => {
    const expected = await whole();
    const trainer = await make();
    for await (const _ of trainer);
    const resumeFrom = trainer.snapshot();
    expect(await finish(trainer)).toEqual(expected);
    const again = await make({ resumeFrom, onEpoch: () => Promise.reject(new Error('an epoch was run')) });
    expect(await again.next()).toBeUndefined();
    expect(again.ended).toBe('completed');
    expect(await finish(again)).toEqual(expected);
  });

  test('disposed while an epoch runs ends that with one clear error', async () => {
    const ways: Readonly<Record<string, (dispose: () => void) => TrainOptions>> = {
      'at a step': (dispose) => ({ callbacks: [{ onBatchEnd: ({ batch }) => void (batch === 2 && dispose()) }] }),
      'at its end': (dispose) => ({ onEpoch: dispose }),
      'before it begins': (dispose) => ({ callbacks: [{ onTrainBegin: dispose }] }),
    };
    const message = 'received one that was disposed while an epoch ran';
    for (const way of Object.values(ways)) {
      const trainer: Awaited<ReturnType<typeof make>> = await make(way(() => trainer.dispose()));
      await expect(trainer.next()).rejects.toThrow(message);
      await expect(trainer.next()).rejects.toThrow('received one that was disposed');
    }
    const trainer = await make();
    const pending = trainer.next();
    trainer.dispose();
    await expect(pending).rejects.toThrow(message);
  });

  test('lets nothing be looked at but the last and the best', async () => {
    const trainer = await make();
    await expect(trainer.look('worst' as never, () => Promise.resolve())).rejects.toThrow(
      'which: expected "last" or "best", received "worst"',
    );
    trainer.dispose();
  });

  test('is disposed as often as one likes, also after it was finished', async () => {
    const trainer = await make();
    await trainer.next();
    trainer.dispose();
    trainer.dispose();
    const other = await make();
    const model = await other.finish();
    other.dispose();
    await model.predict(data.xs);
    model.dispose();
  });

  test('says so where it is used after its end', async () => {
    const disposed = await make();
    disposed.dispose();
    const finished = await make();
    (await finished.finish()).dispose();
    expect(await finished.next()).toBeUndefined();
    for (const [trainer, what, fix] of [
      [disposed, 'disposed', 'make another by createTrainer'],
      [finished, 'finished', 'use the Model that finish() gave'],
    ] as const) {
      const message = `the trainer has a problem\n  trainer: expected one that still has its model, received one that was ${what}\n    fix: ${fix}`;
      await expect(trainer.finish()).rejects.toThrow(message);
      await expect(trainer.look('last', () => Promise.resolve())).rejects.toThrow(message);
      expect(() => trainer.snapshot()).toThrow(message);
    }
    await expect(disposed.next()).rejects.toThrow('received one that was disposed');
  });
});

test('a look does not move the state that a recurrent layer carries from batch to batch', async () => {
  const spec = {
    inputs: { x: { shape: [3, 2], batchSize: 4 } },
    layers: [{ type: 'lstm', units: 3, stateful: true }, { type: 'dense', units: 1 }], // prettier-ignore
  } as const;
  const xs = wave(16, 6).map((row) => [row.slice(0, 2), row.slice(2, 4), row.slice(4)]);
  const run = async (looks: boolean) => {
    const trainer = await createTrainer(spec as never, { xs, ys: wave(16, 1) }, { ...base, validationSplit: 0, shuffle: false });
    const look = () => trainer.look('last', (model) => model.predict(xs.slice(0, 4)));
    if (looks) await look();
    while ((await trainer.next()) !== undefined) if (looks) await look();
    const model = await trainer.finish();
    const weights = weightsOf(model.layersModel);
    model.dispose();
    return weights;
  };
  expect(await run(true)).toEqual(await run(false));
});

test('a tf.LayersModel that was given stays the caller’s where the trainer is disposed, and goes to the Model where it is finished', async () => {
  const layersModel = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
  const first = await createTrainer(layersModel, data, base);
  await first.next();
  first.dispose();
  tf.tidy(() => void layersModel.predict(tf.tensor2d(data.xs)));
  const second = await createTrainer(layersModel, data, base);
  (await second.finish()).dispose();
  expect(() => layersModel.dispose()).toThrow('already disposed');
});

test('checkpoints are taken as often as is asked for, and where the run ends or is stopped', async () => {
  const places: string[] = [];
  const save = (_: Snapshot, { epoch, batch }: { readonly epoch: number; readonly batch: number }) => void places.push(`${epoch}-${batch}`);
  const run = async (everySeconds: number, options: TrainOptions = {}) => {
    places.length = 0;
    const trainer = await createTrainer(network, data, {
      ...base,
      epochs: 2,
      checkpoints: { everySeconds, save },
      ...options,
    } as TrainOptions);
    while ((await trainer.next()) !== undefined);
    trainer.dispose();
    return [...places];
  };
  expect(await run(0)).toEqual(['0-1', '0-2', '0-3', '1-0', '1-1', '1-2', '1-3', '2-0']);
  expect(await run(1e9)).toEqual(['2-0']);
  const stopAt = (at: number): TrainOptions => ({
    callbacks: [{ onBatchEnd: ({ batch }, control) => void (batch === at && control.stop()) }],
  });
  expect(await run(1e9, stopAt(2))).toEqual(['0-2']);
  expect(await run(0, stopAt(2))).toEqual(['0-1', '0-2']);
  expect(await run(1e9, stopAt(4))).toEqual(['1-0']);
});

/** Does some work a moment later, and waits for it. */
const later = (work: () => void) =>
  new Promise<void>((resolve) =>
    setImmediate(() => {
      work();
      resolve();
    }),
  );
