import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import type { Snapshot, TrainOptions } from 'netspec';
import { tf, tfl } from '#tf';
import { useBackend } from '../../src/node/backend.ts';
import { nativeBackend } from '../../src/graph/binding.ts';
import { addonNow, offerGraphs, type Addon } from '../../src/graph/library.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { spread, testOfWhole } from '../long/spread.ts';
import { chain, dense, head, specOf, squares } from '../train/recorded/networks.ts';
import { ownLayers, registerOwnLayer } from '../train/recorded/ownLayers.ts';
import { annealed, atFirst, registerReadingLayers, settings } from '../train/recorded/readingCode.ts';
import type { Subject } from '../train/recorded/runs.ts';
import type { StepInfo } from '../train/recorded/toldStep.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { wave } from '../train/watch/runs.ts';
import { apart, expectAlike, expectTrained, ROWS, start, trainBy, watching } from './graphRuns.ts';

leaveNoTensors();
registerOwnLayer();

registerReadingLayers();
afterEach(() => void Object.assign(settings, atFirst));

const data = { xs: wave(ROWS, 3), ys: wave(ROWS, 1) };
const options: TrainOptions = { optimizer: { type: 'adam', learningRate: 0.02 } };
const dropout = { type: 'dropout', rate: 0.2 };
const network = specOf(chain([3], dense(4), dropout, head()), squares);
const withLayer = (...types: string[]) =>
  specOf(chain([3], dense(4), dropout, ...types.map((type, i) => ({ type, id: i === 0 ? 'mine' : `mine${i + 1}` })), head()), squares);
const plain: Subject = { model: network, data, options };
const subjectWith = (...types: string[]): Subject => ({ model: withLayer(...types), data, options });

const from = (epoch: number, change: () => void): TrainOptions => ({
  callbacks: [{ onEpochBegin: (event) => (event.epoch >= epoch ? change() : undefined) }],
});
/** Both ways, within a millionth. @returns What a training by graphs told. */
async function expectBoth(subject: Subject, more: () => TrainOptions): Promise<readonly StepInfo[]> {
  Object.assign(settings, atFirst);
  const eager = await trainBy('eager', subject, more());
  Object.assign(settings, atFirst);
  const infos: StepInfo[] = [];
  expect(apart(await trainBy('auto', subject, { ...more(), infos }), eager)).toEqual([]);
  expectTrained(eager);
  return infos;
}
const reasons = (infos: readonly StepInfo[]) => infos.map(({ reason }) => reason.replace(/^recorded: .*/, 'recorded'));

(isNativeAsked ? describe : describe.skip)('code of the program in graphs of native bindings', () => {
  beforeAll(() => useBackend('native'));

  test.each(spread(ownLayers, 4, 1))('a layer trains as by the eager step, recorded or not: $name', async ({ name, refusal }) => {
    const model = specOf(chain([3], dense(4), { type: 'ownLayer', does: name }, head()), squares);
    const expected =
      refusal === undefined ? {} : ({ step: 'eager', reason: new RegExp(`^eager: layer "[^"]+" .*(${refusal.source})`) } as const);
    expectTrained(await expectAlike({ model, data, options }, expected));
  });

  describe('are made by operations, in a run that goes on after any of them, too:', () => {
    /** Wide enough for graphs to round otherwise than operations. */
    const wide = (...more: object[]) => specOf(chain([3], dense(64), dropout, dense(64), ...more, head()), squares);
    const another = { type: 'ownLayer', does: 'another_first_call' };
    const runs = [
      ['two steps', 2, wide(), 3],
      ['three, where a layer makes something else at its first call', 3, wide(another), 3],
      ['two of each size, but for the first where the second has another one', 3, wide(), 16],
      ['the same where a layer makes something else at its first call', 3, wide(another), 16],
    ] as const;

    test.each(runs)('%s', async (_, steps, model, batchSize) => {
      const epochs = batchSize === 3 ? 1 : 4;
      const one: Subject = { model, data, options: { ...options, epochs, batchSize } };
      const told = async (stepsMade: number): Promise<readonly string[]> => {
        const infos: StepInfo[] = [];
        const few = { xs: wave(3 * stepsMade, 3), ys: wave(3 * stepsMade, 1) };
        await trainBy('auto', { ...one, data: few }, { infos });
        return reasons(infos);
      };
      if (batchSize === 3) expect([await told(steps), await told(steps + 1)]).toEqual([[], ['recorded']]);
      const whole = await trainBy('auto', one);
      const snapshots: Snapshot[] = [];
      const checkpoints = { everySeconds: 0, save: (snapshot: Snapshot) => void snapshots.push(snapshot) };
      expect(await trainBy('auto', one, { checkpoints })).toEqual(whole);
      expect(snapshots.length).toBeGreaterThan(steps);
      for (const resumeFrom of snapshots) expect(await trainBy('auto', one, { resumeFrom })).toEqual(whole);
    });
  });

  describe('a run that goes on', () => {
    /** Counts calls of a loss, one of which may throw; the program changes it between two epochs. */
    const counted = (throwsAt = Infinity) => {
      const seen = { calls: 0 };
      const loss = (target: Tensor, answer: Tensor): Tensor => {
        if (++seen.calls === throwsAt) throw new Error('of its own');
        return tf.mul(settings.beta, tf.mean(tf.square(tf.sub(target, answer)), -1));
      };
      return { seen, loss };
    };

    test('computes each step once where it had been left to operations', async () => {
      const { seen, loss } = counted();
      const change = from(2, () => (settings.beta = 0.5));
      const infos: StepInfo[] = [];
      const trainer = await start('auto', plain, { loss, infos, ...change });
      for (let epoch = 0; epoch < 4; epoch++) await trainer.next();
      const resumeFrom = trainer.snapshot();
      trainer.dispose();
      expect(reasons(infos)).toEqual(['recorded', 'eager: the loss computes something else than when it was recorded']);
      const other = await start('auto', plain, { loss, resumeFrom });
      seen.calls = 0;
      await other.next();
      other.dispose();
      expect(seen.calls).toBe(5);
    });

    test('makes the steps after a callback has frozen a layer by operations as often as one that never stopped', async () => {
      const freeze: NonNullable<NonNullable<TrainOptions['callbacks']>[number]['onEpochBegin']> = ({ epoch }, { layersModel }) => {
        if (epoch >= 3) layersModel.layers[0]!.trainable = false;
      };
      const one: Subject = { model: specOf(chain([3], dense(64), dropout, dense(64), head()), squares), data, options };
      const more = { epochs: 5, callbacks: [{ onEpochBegin: freeze }] };
      const snapshots: Snapshot[] = [];
      const whole = await trainBy('auto', one, { ...more, checkpoints: { everySeconds: 0, save: (each) => void snapshots.push(each) } });
      for (const resumeFrom of snapshots) expect(await trainBy('auto', one, { ...more, resumeFrom })).toEqual(whole);
    });

    test.each([1, 2, 3])('is where it was when the loss throws before a step is made, at its call %i', async (throwsAt) => {
      const trainer = await start('auto', plain, { loss: counted().loss });
      for (let epoch = 0; epoch < 2; epoch++) await trainer.next();
      const resumeFrom = trainer.snapshot();
      trainer.dispose();
      const other = await start('auto', plain, { loss: counted(throwsAt).loss, resumeFrom });
      await expect(other.next()).rejects.toThrow('of its own');
      expect(other.snapshot()).toEqual(resumeFrom);
      other.dispose();
    });
  });

  testOfWhole('a loss is in graphs that make the bits of other runs, watched by callbacks or not, and of one that goes on', async () => {
    const one: Subject = { model: withLayer('bounded'), data, options: { ...options, loss: annealed().loss, epochs: 4 } };
    const infos: StepInfo[] = [];
    const whole = await trainBy('auto', one, { infos });
    expect(reasons(infos)).toEqual(['recorded']);
    expect(await trainBy('auto', one, { callbacks: [{ onEpochEnd: () => undefined }] })).toEqual(whole);
    const snapshots: Snapshot[] = [];
    const checkpoints = { everySeconds: 0, save: (snapshot: Snapshot) => void snapshots.push(snapshot) };
    expect(await trainBy('auto', one, { checkpoints })).toEqual(whole);
    for (const at of [1, 3, 11]) {
      const infos: StepInfo[] = [];
      expect(await trainBy('auto', one, { resumeFrom: snapshots[at]!, infos })).toEqual(whole);
      expect(reasons(infos)).toEqual(['recorded']);
    }
  });

  test('a loss reads what a callback changes between two epochs, from the next step on', async () => {
    const { loss } = annealed();
    const infos = await expectBoth(plain, () => ({ loss, ...from(6, () => (settings.beta = 0.5)) }));
    expect(reasons(infos)).toEqual(['recorded', 'eager: the loss computes something else than when it was recorded']);
  });

  testOfWhole('a run that was left to operations goes on by them, to the same bits', async () => {
    const change = () => from(4, () => (settings.beta = 0.5));
    const one: Subject = { ...plain, options: { ...options, loss: annealed().loss, epochs: 8 } };
    const whole = await trainBy('auto', one, change());
    for (const epochs of [2, 5]) {
      Object.assign(settings, atFirst);
      const trainer = await start('auto', one, change());
      for (let epoch = 0; epoch < epochs; epoch++) await trainer.next();
      const resumeFrom = trainer.snapshot();
      trainer.dispose();
      expect(await trainBy('auto', one, { ...change(), resumeFrom })).toEqual(whole);
    }
  });

  testOfWhole('a loss reads what a callback changes that counts for none of the rows of the next step', async () => {
    const loss = (yTrue: Tensor, yPred: Tensor) => {
      const weights = tf.gather(tf.tensor1d([1, 1 + settings.beta]), tf.cast(tf.reshape(yTrue, [-1]), 'int32'));
      return tf.mul(weights, tf.mean(tf.square(tf.sub(yTrue, yPred)), -1));
    };
    const rows = { xs: wave(ROWS, 3), ys: Array.from({ length: ROWS }, (_, i) => [i < 12 ? 0 : 1]) };
    const more = () => ({ shuffle: false, loss, ...from(6, () => (settings.beta = 4)) });
    const infos = await expectBoth({ model: network, data: rows, options }, more);
    expect(reasons(infos)).toEqual(['recorded', 'eager: the loss computes something else than when it was recorded']);
  });

  testOfWhole('of two layers that may, that is named which computes something else, also where rows are held out', async () => {
    const two = subjectWith('scaled', 'bounded');
    const infos = await expectBoth(two, () => ({ validationSplit: 0.2, ...from(6, () => (settings.bound = 50)) }));
    expect(reasons(infos)).toEqual(['recorded', 'eager: layer "mine2" computes something else than when it was recorded']);
  });

  test('of a layer and a loss, the layer is named that made the numbers which another one reads', async () => {
    const infos = await expectBoth(subjectWith('given'), () => ({ loss: annealed().loss, ...from(6, () => (settings.scale = 2)) }));
    expect(reasons(infos)).toEqual(['recorded', 'eager: layer "mine" computes something else than when it was recorded']);
  });

  testOfWhole('a loss reads what a program changes that goes through the epochs itself', async () => {
    const histories = [];
    for (const step of ['eager', 'auto'] as const) {
      settings.beta = 0;
      const trainer = await start(step, { ...plain, options: { ...options, loss: annealed().loss } });
      for await (const { epoch } of trainer) settings.beta = epoch >= 5 ? 0.5 : 0;
      histories.push({ history: trainer.history, weights: [], ended: trainer.ended });
      trainer.dispose();
    }
    expect(apart(histories[1]!, histories[0]!)).toEqual([]);
  });

  test('a loss is judged once an epoch for each size of batches where callbacks have a turn, and hardly ever where none has', async () => {
    const [alone, watched] = [annealed(), annealed()];
    await trainBy('auto', { ...plain, options: { ...options, loss: alone.loss } }, { epochs: 12 });
    await trainBy(
      'auto',
      { ...plain, options: { ...options, loss: watched.loss } },
      { epochs: 12, callbacks: [{ onEpochEnd: () => undefined }] },
    );
    // A trainer is asked for each epoch, so that the program has its turn there: the first step, and two of each size.
    const [first, epochs] = [5, 12];
    expect(watched.calls).toBe(alone.calls);
    expect(alone.calls).toBeGreaterThan(epochs);
    expect(alone.calls).toBeLessThanOrEqual(first + 2 * epochs);
  });

  test('a layer that changes a field of its own in each step is refused by name', async () => {
    const infos = await expectBoth(subjectWith('warm'), () => ({}));
    expect(reasons(infos)).toEqual(['eager: layer "mine" changes its "calls" from step to step']);
  });

  test.each([
    ['after each step', watching],
    ['after each epoch, which is one step', { ...from(99, () => undefined), batchSize: ROWS }],
  ])('a loss is left to operations where a callback has its turn %s', async (_, watching) => {
    const one: Subject = { ...plain, options: { ...options, loss: annealed().loss } };
    const infos: StepInfo[] = [];
    expect(await trainBy('auto', one, { ...watching, infos })).toEqual(await trainBy('eager', one, watching));
    expect(reasons(infos)).toEqual(['eager: the loss may compute something else in each step, as callbacks have their turn before it']);
  });

  describe('a function of the program in a layer of TensorFlow.js', () => {
    type Function = (...given: unknown[]) => Tensor;
    type Dense = layers.Layer & Readonly<Record<'activation' | 'kernelRegularizer', { apply: Function }>>;
    /** What a function computes, times the setting. */
    const scaled =
      (compute: Function): Function =>
      (...given) => {
        const answer = compute(...given);
        return answer instanceof tf.Tensor ? tf.tidy(() => tf.mul(answer, settings.scale)) : answer;
      };
    function replace(owner: object, name: 'call' | 'apply'): void {
      const functions = owner as Record<typeof name, Function>;
      functions[name] = scaled(functions[name].bind(owner));
    }
    const puts: Readonly<Record<string, (layer: Dense) => void>> = {
      'its "call"': (layer) => replace(layer, 'call'),
      'the "apply" of its activation': (layer) => replace(layer.activation, 'apply'),
      'the "apply" of its regularizer': (layer) => replace(layer.kernelRegularizer, 'apply'),
      'a loss that it adds': (layer) => layer.addLoss(scaled(() => tf.sum(tf.square(layer.weights[0]!.read()))) as never),
    };
    const given = (put: (layer: Dense) => void) => (): LayersModel => {
      const drawn = (seed: number) => tfl.initializers.glorotUniform({ seed });
      const kernelRegularizer = tfl.regularizers.l2({ l2: 0.1 });
      const first = tfl.layers.dense({ name: 'first', units: 4, inputShape: [3], activation: 'mish', kernelInitializer: drawn(1), kernelRegularizer }); // prettier-ignore
      const model = tfl.sequential({ layers: [first, tfl.layers.dense({ units: 1, kernelInitializer: drawn(2) })] });
      put(first as unknown as Dense);
      return model;
    };
    const gentle = { optimizer: { type: 'sgd', learningRate: 0.02 } } as const;
    const wrong = 'eager: layer "first" computes something else than when it was recorded';

    test.each(spread(Object.keys(puts), 4))('is judged by what a callback may have changed: %s', async (name) => {
      const one: Subject = { model: given(puts[name]!), data, options: { ...gentle, loss: 'meanSquaredError' } };
      const infos = await expectBoth(one, () => from(6, () => (settings.scale = 3)));
      expect(reasons(infos)).toEqual(['recorded', wrong]);
    });

    const between = Object.keys(puts).filter((_, i) => isLong || i % 2 === 0);
    test.each(spread(between, 2, 1))('is judged as well where it was put there between two epochs: %s', async (name) => {
      const one: Subject = { model: given(() => undefined), data, options: { ...gentle, loss: 'meanSquaredError' } };
      const onEpochBegin: NonNullable<NonNullable<TrainOptions['callbacks']>[number]['onEpochBegin']> = ({ epoch }, { layersModel }) => {
        if (epoch === 3) puts[name]!(layersModel.layers[0] as unknown as Dense);
        if (epoch === 7) settings.scale = 3;
      };
      const infos = await expectBoth(one, () => ({ callbacks: [{ onEpochBegin }] }));
      expect(reasons(infos)).toEqual(['recorded', wrong]);
    });
  });

  test('a graph that comes to another loss than operations is found by its sixteenth step, which is undone', async () => {
    const addon = addonNow()!;
    const { binding } = nativeBackend();
    const one: Subject = { ...plain, data: { xs: wave(16, 3), ys: wave(16, 1) } };
    const infos: StepInfo[] = [];
    const eager = await trainBy('eager', one);
    let steps = 0;
    const wrong: Addon['run'] = (graph, tensors, inputs, outputs) => {
      steps += binding.tensorDataSync(tensors[0]!)[0]!;
      if (steps < 16) return addon.run(graph, tensors, inputs, outputs);
      // What rows are gathered from.
      const values = binding.tensorDataSync(tensors[4]!) as Float32Array;
      const other = binding.createTensor([values.length / 3, 3], 1, values.map((value) => 2 - value)); // prettier-ignore
      try {
        return addon.run(graph, [...tensors.slice(0, 4), other, ...tensors.slice(5)], inputs, outputs);
      } finally {
        binding.deleteTensor(other);
      }
    };
    offerGraphs(tf.backend(), { ...addon, run: wrong });
    try {
      expect(apart(await trainBy('auto', one, { infos }), eager)).toEqual([]);
    } finally {
      offerGraphs(tf.backend(), addon);
    }
    expect(steps).toBe(16);
    expect(reasons(infos)).toEqual([
      'recorded',
      expect.stringMatching(/^eager: its graph comes to a loss of .* where operations come to /),
    ]);
  });
});
