import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  compile,
  createTrainer,
  findLearningRate,
  overfitBatch,
  train,
  type ModelSpec,
  type Snapshot,
  type TrainData,
  type Trainer,
} from 'netspec';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

const dense = (units: number, activation: string) => ({ type: 'dense', units, activation });
const specOf = (inputs: number, units: number): ModelSpec =>
  ({ network: { input: [inputs], layers: [dense(units, 'tanh'), dense(1, 'sigmoid')] } }) as ModelSpec;

/** 577 weights: of a batch of 32 as much work as plain JavaScript does by loops, and far more than WebAssembly leaves to them. */
const small = specOf(16, 32);
/** Of so many steps `auto` has WebAssembly do it. */
const MANY = 1_668;
const ROWS = 64; // two steps an epoch
const yes = (rows: number) => wave(rows, 1).map(([y]) => [Number(y! > 0.5)]);
const data = { xs: wave(ROWS, 16), ys: yes(ROWS) };
const settings = { loss: 'binaryCrossentropy', validationSplit: 0, seed: 3 } as const;
type Options = NonNullable<Parameters<typeof train>[2]>;

/** What a training tells of where and how it computes. */
function told() {
  const all: string[] = [];
  return {
    all,
    options: {
      onBackend: ({ name }: { name: string }) => void all.push(name),
      onStep: ({ step }: { step: string }) => void all.push(step),
    },
  };
}

/** Where and how so many epochs are made, of which so many are enough to know. */
async function wayOf(spec: ModelSpec, rows: TrainData, options: Options, enough = 2): Promise<readonly string[]> {
  const { all, options: tell } = told();
  const model = await train(spec, rows, { ...settings, ...tell, ...options, stopWhen: ({ epoch }) => epoch === enough });
  model.dispose();
  return all;
}

/** Goes on to the end, or for some epochs; gives the weights. */
async function goOn(trainer: Trainer, epochs = Infinity) {
  for (let i = 0; i < epochs && (await trainer.next()) !== undefined; i++);
  const weights = weightsOf(trainer.layersModel);
  const snapshot: Snapshot = decodeSnapshot(encodeSnapshot(trainer.snapshot()), 'a checkpoint');
  trainer.dispose();
  return { weights, snapshot };
}
const answersOf = (model: LayersModel): readonly number[] =>
  tf.tidy(() => Array.from((model.predict(tf.tensor2d(data.xs.slice(0, 2))) as Tensor).dataSync()));
const begin = (options: Options, tell: Options = {}) => createTrainer(small, data, { ...settings, ...options, ...tell });

describe('plain loops', () => {
  test('have the model hold their weights whenever the program may look at it, and take what it sets there', async () => {
    const trainedOf = async (step: 'auto' | 'eager', given: boolean) => {
      const seen: unknown[] = [];
      const trainer = await createTrainer(given ? compile(small as never, { seed: 3 }) : small, data, {
        ...settings,
        ...{ step, epochs: 6, backend: 'cpu', optimizer: { type: 'sgd', learningRate: 0.1 } },
        callbacks: [{ onEpochEnd: () => void seen.push(answersOf(held)) }],
      } as Options);
      const held = trainer.layersModel;
      for await (const { epoch } of trainer) {
        seen.push(answersOf(held));
        if (epoch === 3) tf.tidy(() => held.setWeights(held.getWeights().map((weight) => tf.mul(weight, 0.5))));
      }
      (await trainer.finish()).dispose();
      return seen;
    };
    for (const given of [false, true]) {
      const [plain, eager] = [await trainedOf('auto', given), await trainedOf('eager', given)];
      expect(new Set(eager.map(String)).size).toBe(6);
      expect(plain).toEqual(eager.map((answer) => (answer as number[]).map((value) => expect.closeTo(value, 5) as unknown)));
    }
  });

  test.each([
    ['a network as small as XOR', [2, 8], 'wasm', 'plain'],
    ['a network as small as XOR', [2, 8], 'cpu', 'plain'],
    ['a larger one', [16, 32], 'wasm', 'recorded'],
    ['a larger one', [16, 32], 'cpu', 'plain'],
    ['one larger still', [16, 40], 'cpu', 'recorded'],
  ] as const)('train %s or do not: %j on %s is %s', async (_, [inputs, units], backend, step) => {
    const rows = { xs: wave(ROWS, inputs), ys: yes(ROWS) };
    expect(await wayOf(specOf(inputs, units), rows, { epochs: 3, backend })).toEqual([backend, step]);
  });

  test('are done before WebAssembly where steps are few, and auto has that do many', async () => {
    expect(await wayOf(small, data, { epochs: MANY / 2 - 1 })).toEqual(['cpu', 'plain']);
    expect(await wayOf(small, data, { epochs: MANY / 2 })).toEqual(['wasm', 'recorded']);
    expect(await wayOf(specOf(2, 8), { xs: wave(ROWS, 2), ys: yes(ROWS) }, { epochs: 1e9 })).toEqual(['cpu', 'plain']);
  });

  test.each([
    ['cpu', 3],
    ['wasm', MANY],
  ] as const)('or recorded steps give the bits of %s, whether auto or the program chose it', async (backend, epochs) => {
    const chosen = await goOn(await begin({ epochs }), 3);
    const asked = await goOn(await begin({ epochs: 3, backend }));
    expect(chosen.weights).toEqual(asked.weights);
  });

  test('go on in a run that is given many more epochs, to the bits of one that never stopped', async () => {
    const { snapshot } = await goOn(await begin({ epochs: 2 }));
    const whole = await goOn(await begin({ epochs: MANY, backend: 'cpu' }), 4);
    const { all, options } = told();
    const resumed = await goOn(await begin({ epochs: MANY, resumeFrom: snapshot }, options), 2);
    expect(all).toEqual(['cpu', 'plain']);
    expect(resumed.weights).toEqual(whole.weights);
  });

  test('go on on WebAssembly in a run that began by them', async () => {
    const { snapshot } = await goOn(await begin({ epochs: 2, backend: 'cpu' }));
    const whole = await goOn(await begin({ epochs: 4, backend: 'cpu' }));
    const { all, options } = told();
    const resumed = await goOn(await begin({ epochs: 4, backend: 'wasm', resumeFrom: snapshot }, options));
    expect(all).toEqual(['wasm', 'plain']);
    expect(resumed.weights).toEqual(whole.weights);
  });

  test('do not take over from recorded steps where a run is given fewer epochs', async () => {
    const { snapshot } = await goOn(await begin({ epochs: MANY }), 2);
    const whole = await goOn(await begin({ epochs: MANY }), 4);
    const { all, options } = told();
    const resumed = await goOn(await begin({ epochs: 4, resumeFrom: snapshot }, options));
    expect(all).toEqual(['wasm', 'recorded']);
    expect(resumed.weights).toEqual(whole.weights);
  });
});

describe('auto counts the steps', () => {
  const epochs = MANY / 2 - 1; // one too few for 64 rows, and enough for more
  const around = [[ROWS, 'cpu'], [ROWS + 1, 'wasm']] as const; // prettier-ignore
  const flat = (rows: number) => Float32Array.from(wave(rows, 16).flat());

  test.each([
    ['lists', (rows) => wave(rows, 16)],
    ['one flat array', flat],
    ['a list of typed arrays', (rows) => wave(rows, 16).map((row) => Float32Array.from(row))],
    ['lists by name', (rows) => ({ input: wave(rows, 16) })],
    ['a flat array by name', (rows) => ({ input: flat(rows) })],
  ] as readonly (readonly [string, (rows: number) => unknown])[])('of %s', async (_, xsOf) => {
    const of = (rows: number) => wayOf(small, { xs: xsOf(rows), ys: yes(rows) } as TrainData, { epochs }, 1);
    expect((await of(ROWS))[0]).toBe('cpu');
    expect((await of(ROWS + 1))[0]).toBe('wasm');
  });

  test('of a tensor', async () => {
    for (const [rows, backend] of around) {
      const xs = tf.tensor2d(flat(rows), [rows, 16]);
      expect((await wayOf(small, { xs, ys: yes(rows) }, { epochs }, 1))[0]).toBe(backend);
      xs.dispose();
    }
  });

  test('of rows in memory and in a file that is read anew for each epoch', async () => {
    const names = Array.from({ length: 16 }, (_, i) => `x${i}`);
    const spec = {
      features: Object.fromEntries(names.map((name) => [name, 'number'])),
      target: { y: 'number' },
      network: { layers: [dense(32, 'tanh')] },
    } as unknown as ModelSpec;
    const folder = await mkdtemp(join(tmpdir(), 'netspec-'));
    for (const [rows, backend] of around) {
      const file = join(folder, `${rows}.csv`);
      const table = wave(rows, 17);
      await writeFile(file, [[...names, 'y'], ...table].map((row) => row.join(',')).join('\n'));
      const how = { loss: 'meanSquaredError', epochs } as const;
      const objects = table.map((row) => Object.fromEntries([...names, 'y'].map((name, i) => [name, row[i]!])));
      expect((await wayOf(spec, objects, how, 1))[0]).toBe(backend);
      expect((await wayOf(spec, file, { ...how, shuffleBuffer: 32, read: { stream: true } }, 1))[0]).toBe(backend);
    }
    await rm(folder, { recursive: true });
  });

  test('of what is only tried', async () => {
    const { all, options } = told();
    await findLearningRate(small, data, { ...settings, ...options });
    await findLearningRate(small, data, { ...settings, ...options, sweep: { steps: MANY } });
    await overfitBatch(small, { xs: data.xs, ys: data.ys.map(([y]) => [y!]) }, { ...settings, ...options, optimizer: { type: 'adam', learningRate: 0.1 } }); // prettier-ignore
    expect(all).toEqual(['cpu', 'plain', 'wasm', 'recorded', 'wasm', 'recorded']);
  });
});
