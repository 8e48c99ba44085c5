import { describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createTrainer, type ModelSpec, type Trainer, type TrainOptions } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const network = {
  input: [2],
  layers: [
    { type: 'dense', units: 3, activation: 'tanh' },
    { type: 'dense', units: 1 },
  ],
} as const;
const data = { xs: wave(20, 2), ys: wave(20, 1) };
const base = {
  loss: 'meanSquaredError',
  batchSize: 4,
  epochs: 4,
  seed: 1,
  validationSplit: 0.2,
  backend: 'cpu',
  optimizer: { type: 'sgd', learningRate: 0.5, useEma: true, emaMomentum: 0.5 },
  keepBest: 'loss',
} as const;

/** What came of the call: its error in words, where there was one. */
const told = (call: Promise<unknown>): Promise<string> => call.then(() => 'no error', String);
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

async function finish(trainer: Trainer) {
  const model = await trainer.finish();
  const end = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut };
  model.dispose();
  return end;
}
async function whole(trainer: Trainer) {
  while ((await trainer.next()) !== undefined);
  return await finish(trainer);
}

describe.each(['auto', 'eager'] as const)('the model of a run (step: %s)', (step) => {
  const make = (options: TrainOptions = {}) => createTrainer(network, data, { ...base, step, ...options } as TrainOptions);

  test('is read within a look as it is looked at, and the run goes on from the last step', async () => {
    const expected = await whole(await make());
    const trainer = await make();
    for await (const _ of trainer) {
      await trainer.look('last', (model) => {
        const shown = weightsOf(model.layersModel);
        expect(weightsOf(trainer.layersModel)).toEqual(shown);
        return Promise.resolve();
      });
    }
    expect(await finish(trainer)).toEqual(expected);
  });

  test('is read while it is finished without another model for it', async () => {
    const layers = [{ ...network.layers[0], activation: 'relu', biasInitializer: { type: 'constant', value: -100 } }, network.layers[1]];
    const spec = { network: { input: [2], layers } } as ModelSpec;
    const run = async (onEnd: (trainer: Trainer) => Promise<void>) => {
      const onWarning = ({ about }: { readonly about: string }) => (about === 'deadUnits' ? onEnd(trainer) : undefined);
      const trainer: Trainer = await createTrainer(spec, data, { ...base, step, keepBest: false, epochs: 3, onWarning });
      return await whole(trainer);
    };
    let read: unknown;
    let look: string | undefined;
    const end = await run(async (trainer) => {
      read = weightsOf(trainer.layersModel);
      look = await told(trainer.look('last', turn));
    });
    expect(read).toEqual(end.weights);
    expect(look).toContain('received one that is being finished');
    expect(end).toEqual(await run(() => Promise.resolve()));
  });

  test('is looked at once at a time: another look, at once or from within, is refused and changes nothing', async () => {
    const expected = await whole(await make());
    const trainer = await make();
    for await (const { epoch } of trainer) if (epoch === 3) break;
    const [first, second] = [trainer.look('best', turn), told(trainer.look('last', turn))];
    await first;
    const nested = await trainer.look('best', () => told(trainer.look('last', turn)));
    expect(nested).toBe(await second);
    expect(nested).toMatchInlineSnapshot(`
"UsageError: the trainer has a problem
  trainer: expected one look at a time, received another one
    fix: the look before has not ended: await look()"
`);
    expect(await whole(trainer)).toEqual(expected);
  });

  test('is not looked at while an epoch runs, save in a callback', async () => {
    const expected = await whole(await make());
    const looks: string[] = [];
    const trainer = await make({
      callbacks: [{ onBatchEnd: async () => void looks.push(await told(trainer.look('last', turn))) }],
    });
    const running = trainer.next();
    const refused = await told(trainer.look('last', turn));
    await running;
    expect(refused).toMatchInlineSnapshot(`
"UsageError: the trainer has a problem
  trainer: expected a run that waits while its model is looked at, received a look while an epoch runs
    fix: await next(), or look from within a callback"
`);
    expect(await whole(trainer)).toEqual(expected);
    expect(new Set(looks)).toEqual(new Set(['no error']));
    expect(looks).toHaveLength(16);
  });

  test('is let be by the steps while a look that a callback began has not ended', async () => {
    const expected = await whole(await make());
    const ends: Promise<unknown>[] = [];
    const trainer = await make({
      callbacks: [
        {
          onBatchEnd({ batch }) {
            if (batch !== 2) return;
            const look = trainer.look('last', async (model) => {
              const before = weightsOf(model.layersModel);
              for (let i = 0; i < 5; i++) await turn();
              expect(weightsOf(model.layersModel)).toEqual(before);
            });
            ends.push(look);
          },
        },
      ],
    });
    expect(await whole(trainer)).toEqual(expected);
    expect(ends).toHaveLength(4);
    await Promise.all(ends);
  });

  test('goes to one Model: while the run is finished nothing else is begun, and disposing leaves it alone', async () => {
    const expected = await whole(await make());
    const trainer = await make();
    for await (const _ of trainer);
    const first = finish(trainer);
    const others = [told(trainer.finish()), told(trainer.next()), told(trainer.look('last', turn))];
    trainer.dispose();
    expect(await first).toEqual(expected);
    expect(new Set(await Promise.all(others)).size).toBe(1);
    expect(await others[0]).toMatchInlineSnapshot(`
"UsageError: the trainer has a problem
  trainer: expected one that still has its model, received one that is being finished
    fix: use the Model that finish() gives: await finish()"
`);
    expect(await trainer.next()).toBeUndefined();
  });

  test('is given up while it is looked at', async () => {
    const trainer = await make();
    await trainer.next();
    await trainer.look('best', () => Promise.resolve(trainer.dispose()));
    await expect(trainer.next()).rejects.toThrow('received one that was disposed');
  });
});

test('the model that is validated may be read meanwhile, which measures no other weights', async () => {
  const rows = 4200; // held out are more than a batch of evaluation has
  const many = { xs: wave(rows, 2), ys: wave(rows, 1) };
  const options = { ...base, validationSplit: 0.5, batchSize: 1050, epochs: 2 } as const;
  const run = async (read: (trainer: Trainer) => void) => {
    let batches = 0;
    const loss = (yTrue: Tensor, yPred: Tensor): Tensor => {
      if (yTrue.shape[0] !== 1050) {
        batches++; // of rows held out
        read(trainer);
      }
      return tf.squeeze(tf.squaredDifference(yTrue, yPred), [1]);
    };
    const trainer: Trainer = await createTrainer(network, many, { ...options, loss });
    const end = await whole(trainer);
    expect(batches).toBeGreaterThan(2 * 2);
    return end;
  };
  expect(await run((trainer) => void trainer.layersModel)).toEqual(await run(() => undefined));
});
