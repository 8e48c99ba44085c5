import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Callback, TensorFunction, TrainOptions } from 'netspec';
import { tf } from '#tf';
import { nativeBackend } from '../../src/graph/binding.ts';
import { addonNow, offerGraphs, type Addon, type Memory } from '../../src/graph/library.ts';
import { typeNumbers } from '../../src/graph/value.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { Course } from '../../src/train/step/graphs/course.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { isWhole, spread, testOfWhole } from '../long/spread.ts';
import { examplesFor } from '../train/recorded/examples.ts';
import { chain, dense, head, specOf, squares } from '../train/recorded/networks.ts';
import { finish, type Subject } from '../train/recorded/runs.ts';
import { expectStep, type StepInfo } from '../train/recorded/toldStep.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import {
  apart,
  expectAlike,
  expectTrained,
  inMemory,
  plainAlways,
  refused,
  ROWS,
  start,
  taking,
  trainBy,
  watching,
  withAddon,
} from './graphRuns.ts';

leaveNoTensors();

const network = chain(
  [3],
  dense(4, { id: 'wide' }),
  { type: 'dropout', rate: 0.2, id: 'mask' },

  { type: 'layerNormalization' },
  head(),
);
const model = specOf(network, squares);
const data = examplesFor(model, { rows: ROWS });
const subject: Subject = { model, data, options: { optimizer: { type: 'sgd', learningRate: 0.02, momentum: 0.5 } } };
const image = specOf(chain([4, 4, 1], { type: 'conv2d', filters: 2, kernelSize: 2 }, { type: 'flatten' }, { type: 'dropout', rate: 0.2 }, head()), squares); // prettier-ignore
const imageRun: Subject = { model: image, data: examplesFor(image, { rows: ROWS }), options: { optimizer: 'adam' } };

/** Of 300 steps. */
const long: Subject = { ...subject, options: { ...subject.options, epochs: 60 } };

/** What a machine remembers of graphs. */
function createTexts(texts = new Map<string, string>()) {
  return {
    texts,
    read: (name: string) => texts.get(name),
    claim: (name: string, text: string) => void (texts.has(name) || texts.set(name, text)),
  };
}
const isCompiled = (file: Uint8Array) => new TextDecoder('latin1').decode(file).includes('_XlaCompile');
const afterEpoch = (call: (epoch: number, control: Parameters<NonNullable<Callback['onEpochEnd']>>[1]) => void): TrainOptions => ({
  callbacks: [{ onEpochEnd: ({ epoch }, control) => call(epoch, control) }],
});

(isNativeAsked ? describe : describe.skip)('graphs of native bindings', () => {
  beforeAll(async () => {
    await useBackend('native');
    offerGraphs(tf.backend(), { ...addonNow()!, memory: createTexts() });
  });

  test('make step by step what they make several at once, to the same bits', async () => {
    const [once, again, watched] = [
      await trainBy('auto', imageRun),
      await trainBy('auto', imageRun),
      await trainBy('auto', imageRun, watching),
    ];
    expectTrained(once);
    expect(again).toEqual(once);
    expect(watched).toEqual(once);
  });

  test.each<readonly [string, Subject, boolean]>([
    ['of a network', imageRun, true],
    ['within bounds not, which come after it', { ...imageRun, model: specOf(chain([4, 4, 1], { type: 'flatten' }, dense(3, { kernelConstraint: 'nonNeg' }), head()), squares) }, false], // prettier-ignore
  ])('have the operation of TensorFlow for Adam change weights %s', async (_, one, has) => {
    const files: string[] = [];
    const note = ({ load: real }: Addon): Partial<Addon> => ({
      load: (file) => (files.push(new TextDecoder('latin1').decode(file)), real(file)),
    });
    await withAddon(note, () => trainBy('auto', one));
    const loops = files.filter((file) => file.includes('goesOn'));
    expect(loops.length).toBeGreaterThan(0);
    expect(new Set(loops.map((file) => file.includes('ResourceApplyAdam')))).toEqual(new Set([has]));
  });

  describe('that TensorFlow refuses', () => {
    test('to load leave all to the eager step, to the same bits, and say so in a line', async () => {
      const infos: StepInfo[] = [];
      const eager = await trainBy('eager', subject);
      expect(await withAddon(() => ({ load: refused }), () => trainBy('auto', subject, { infos }))).toEqual(eager); // prettier-ignore
      expect(infos).toEqual([{ step: 'eager', reason: 'eager: TensorFlow refuses its graph: no such kernel' }]);
    });

    const steps = { gradientAccumulationSteps: 3, useEma: true, type: 'adam', learningRate: 0.02 } as const;
    test.each(isLong ? [2, 5, 9] : [5])('to run at call %i leave the rest to the eager step, and nothing is lost', async (at) => {
      for (const one of [imageRun, { ...imageRun, options: { optimizer: steps } }]) {
        let calls = 0;
        const infos: StepInfo[] = [];
        const run = ({ run: real }: Addon): Partial<Addon> => ({ run: (...given) => (++calls >= at ? refused() : real(...given)) });
        const auto = await withAddon(run, () => trainBy('auto', one, { infos }));
        expect(apart(auto, await trainBy('eager', one))).toEqual([]);
        expect(infos.map(({ step }) => step)).toEqual(['recorded', 'eager']);
        expect(calls).toBe(at);
      }
    });

    testOfWhole('where XLA compiles them are run as they are', async () => {
      let asked = 0;
      const load = ({ load: real }: Addon): Partial<Addon> => ({
        memory: taking({ turns: [200], until: null, most: 20 }),
        load(file) {
          if (!isCompiled(file)) return real(file);
          asked++;
          return refused();
        },
      });
      const plain = await withAddon(load, () => trainBy('auto', long));
      expect(asked).toBe(1);
      expect(plain).toEqual(await withAddon(() => ({ memory: taking(plainAlways) }), () => trainBy('auto', long))); // prettier-ignore
    });
  });

  describe('are compiled by XLA beside the training', () => {
    testOfWhole('where that is faster: once found out, all runs take the same course, to the same bits', async () => {
      const memory = createTexts();
      const courses = () => [...memory.texts.values()].map((text) => JSON.parse(text) as Course);
      let since = 0;
      const stopWhen = () => courses().some(({ until }) => until === null) && ++since > 20;
      const run = (more: TrainOptions) => withAddon(() => ({ memory }), () => trainBy('auto', subject, more)); // prettier-ignore
      const first = await run({ epochs: 1_000_000, stopWhen });
      expect(courses().at(-1)).toEqual({ turns: expect.any(Array), until: null, most: expect.any(Number) });
      expect(courses().at(-1)!.turns.length).toBeGreaterThan(1);
      const epochs = first.history['loss']!.length;
      expect(await run({ epochs })).toEqual({ ...first, ended: 'completed' });
      const shorter = await run({ epochs: 100 });
      expect(first.history['loss']!.slice(0, 100)).toEqual(shorter.history['loss']);
    });

    testOfWhole('and go on from a checkpoint in the middle to the same bits, with nothing else to know the course by', async () => {
      const course = { turns: [100, 140, 200], until: null, most: 20 };
      const [compiled, plain] = [taking(course), taking(plainAlways)];
      const run = (memory: Memory, more: TrainOptions = {}) => withAddon(() => ({ memory }), () => trainBy('auto', long, more)); // prettier-ignore
      const whole = await run(compiled);
      const without = await run(plain);
      expect(without).not.toEqual(whole);
      expect(apart(whole, without, 1e-4)).toEqual([]);
      const checkpoints = await withAddon(
        () => ({ memory: compiled }),
        async () => {
          const trainer = await start('auto', long);
          const taken = [];
          for (let epoch = 1; epoch <= 50; epoch++) {
            await trainer.next();
            if (epoch % 25 === 0) taken.push(trainer.snapshot());
          }
          expect(await finish(trainer)).toEqual(whole);
          return taken;
        },
      );
      for (const resumeFrom of checkpoints) expect(await run(plain, { resumeFrom })).toEqual(whole);
    });

    const accumulating = { type: 'adam', learningRate: 0.02, gradientAccumulationSteps: 2 } as const;
    const dense3 = specOf(chain([3], dense(4, { id: 'wide' }), head()), squares);
    const addLoss: NonNullable<Callback['onTrainBegin']> = ({ layersModel }) =>
      layersModel.getLayer('wide').addLoss((() => tf.scalar(1)) as never);
    const waiting: readonly (readonly [string, Subject, TrainOptions?, TrainOptions?])[] = [
      ['that comes in the middle of a call', long],
      ['of one of two kinds that take turns', { ...long, options: { ...long.options, optimizer: accumulating } }],
      [
        'where plain loops have handed over',
        { ...long, model: dense3 },
        afterEpoch((epoch, control) => void (epoch === 4 && addLoss(control))),
        { callbacks: [{ onTrainBegin: addLoss }] },
      ],
    ];
    testOfWhole.each(waiting.filter((_, i) => isLong || i === 2))('and waited for without blocking the program by a step %s, also where a run goes on', async (_, one, more = {}, again = more) => {
      const files: Uint8Array[] = [];
      const note = ({ load }: Addon): Partial<Addon> => ({
        memory: taking({ turns: [102], until: null, most: 20 }),
        load: (file) => (files.push(file), load(file)),
      });
      const { wait } = Atomics;
      let waits = 0;
      Object.assign(Atomics, { wait: (...given: Parameters<typeof wait>) => (waits++, wait(...given)) });
      try {
        await withAddon(note, async () => {
          const trainer = await start('auto', one, more);
          for (let epoch = 0; epoch < 30; epoch++) await trainer.next();
          const resumeFrom = trainer.snapshot();
          const whole = await finish(trainer);
          expect(await trainBy('auto', one, { ...again, resumeFrom })).toEqual(whole);
        });
      } finally {
        Object.assign(Atomics, { wait });
      }
      expect(files.some(isCompiled)).toBe(true);
      expect(waits).toBe(0);
    }); // prettier-ignore

    test('with layers that are frozen, too, to within what XLA rounds', async () => {
      const frozen = specOf(chain([3], dense(4, { trainable: false }), dense(4), head()), squares);
      const one: Subject = { ...long, model: frozen, data: examplesFor(frozen, { rows: ROWS }) };
      const run = (course: Course) => withAddon(() => ({ memory: taking(course) }), () => trainBy('auto', one)); // prettier-ignore
      const [compiled, plain] = [await run({ turns: [100], until: null, most: 20 }), await run(plainAlways)];
      expect(compiled).not.toEqual(plain);
      expect(apart(compiled, plain, 1e-4)).toEqual([]);
    });

    testOfWhole('one after the other where several trainings run at once and none waits for it', async () => {
      const begun = performance.now();
      const isOver = () => performance.now() - begun > 4000;
      const asked = new Set<number>();
      const { binding } = nativeBackend();
      const neverDone = ({ run }: Addon): Partial<Addon> => ({
        memory: createTexts(),
        run(graph, tensors, inputs, outputs) {
          if (outputs.includes(',') || isOver()) return run(graph, tensors, inputs, outputs);
          asked.add(graph);
          return [{ id: binding.createTensor([], typeNumbers.bool, Uint8Array.of(0)), shape: [], dtype: typeNumbers.bool }];
        },
      });
      const train = async (units: number) => {
        const model = specOf(chain([3], dense(units), head()), squares);
        const one: Subject = { ...long, model, data: examplesFor(model, { rows: ROWS }) };
        return finish(await start('auto', one, { epochs: 1_000_000, stopWhen: isOver }));
      };
      await withAddon(neverDone, () => Promise.all([4, 5].map(train)));
      expect(asked.size).toBe(1);
    });

    testOfWhole('and are freed where a run ends before that, once XLA is done', async () => {
      const loaded = new Set<number>();
      const count = ({ load, free }: Addon): Partial<Addon> => ({
        memory: taking({ turns: [1000], until: null, most: 20 }),
        load(file) {
          const graph = load(file);
          loaded.add(graph);
          return graph;
        },
        free(graph) {
          free(graph);
          loaded.delete(graph);
        },
      });
      await withAddon(count, async () => {
        const trainer = await start('auto', long);
        for (let epoch = 0; epoch < 52; epoch++) await trainer.next();
        trainer.dispose();
      });
      while (loaded.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(loaded).toEqual(new Set());
    });
  });

  test('that come to no number end a run as the eager step does, with the same weights kept', async () => {
    const explode = afterEpoch((epoch, control) => {
      if (epoch === 4) control.learningRate = 1e25;
    });
    const linear: Subject = { ...imageRun, options: { optimizer: { type: 'sgd', learningRate: 0.02 } } };
    const [eager, auto] = [await trainBy('eager', linear, explode), await trainBy('auto', linear, explode)];
    expect([auto.ended, auto.history['loss']!.length]).toEqual(['diverged', 4]);
    expect(apart(auto, eager)).toEqual([]);
  });

  describe('are left where steps', () => {
    const losses: Readonly<Record<string, readonly [() => TensorFunction, RegExp]>> = {
      'read values': [() => (yTrue, yPred) => tf.mul(tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), 1 + Math.abs(yPred.dataSync()[0]!)), /the loss reads values/],
      'draw random numbers of TensorFlow.js': [() => (yTrue, yPred) => tf.mean(tf.square(tf.sub(yTrue, tf.add(yPred, tf.randomNormal(yPred.shape, 0, 0.1)))), -1), /the loss draws random numbers/],
      'have a constant that changes': [() => { let calls = 0; return (yTrue, yPred) => tf.mul(tf.mean(tf.square(tf.sub(yTrue, yPred)), -1), 1 / ++calls); }, /the loss gives Mul a constant that changes/],
    }; // prettier-ignore
    test.each(spread(Object.keys(losses), 3))('%s, and a line says so', async (name) => {
      const [loss, reason] = losses[name]!;
      const infos: StepInfo[] = [];
      const one: Subject = { model: specOf(network, {}), data, options: subject.options! };
      const eager = await trainBy('eager', one, { loss: loss() });
      expect(await trainBy('auto', one, { loss: loss(), infos })).toEqual(eager);
      expectStep(infos, 'eager', reason);
    });
  });

  describe('feel at once what changes between epochs:', () => {
    const zeros = (weights: readonly tf.Tensor[]) => weights.map((weight) => tf.mul(weight, 0.5));
    const changes: Readonly<Record<string, TrainOptions>> = {
      'weights that are set': afterEpoch((epoch, { layersModel }) => {
        if (epoch === 4) tf.tidy(() => layersModel.setWeights(zeros(layersModel.getWeights())));
      }),
      'the learning rate': afterEpoch((epoch, control) => {
        if (epoch === 4) control.learningRate = 0.1;
      }),
      'a layer that is frozen, and thawed': afterEpoch((epoch, { layersModel }) => {
        if (epoch === 3 || epoch === 6) layersModel.getLayer('wide').trainable = epoch === 6;
      }),
      'how many values are dropped': afterEpoch((epoch, { layersModel }) => {
        if (epoch === 4) (layersModel.getLayer('mask') as unknown as { rate: number }).rate = 0.4;
      }),
      'whether a layer has a bias': afterEpoch((epoch, { layersModel }) => {
        if (epoch === 4) (layersModel.getLayer('wide') as unknown as { bias: unknown }).bias = null;
      }),
      'a schedule': { schedule: 'cosineDecay' },
      'an early end': { earlyStopping: { patience: 1, minDelta: 10, monitor: 'loss' } },
    };
    const some = Object.keys(changes).filter((_, i) => isWhole || i % 3 === 0);
    test.each(spread(some, 3))('%s', async (name) => {
      const more = changes[name]!;
      const eager = await trainBy('eager', subject, more);
      const auto = await trainBy('auto', subject, more);
      expect(apart(auto, eager)).toEqual([]);
      expect(eager).not.toEqual(await trainBy('eager', subject));
    });
  });

  test.each(isLong ? [1, 2, 5] : [2])(
    'go on from a checkpoint after epoch %j to the bits of a run that was not disturbed',
    async (epochs) => {
      const optimizer = { type: 'adam', learningRate: 0.02, gradientAccumulationSteps: 2, useEma: true } as const;
      const one: Subject = { ...imageRun, options: { optimizer, schedule: 'cosineDecay' } };
      const whole = await trainBy('auto', one);
      const trainer = await start('auto', one);
      for (let epoch = 0; epoch < epochs; epoch++) await trainer.next();
      const resumeFrom = trainer.snapshot();
      const asked = await finish(trainer);
      expect(asked).toEqual(whole);
      expect(await trainBy('auto', one, { resumeFrom })).toEqual(whole);
    },
  );

  testOfWhole('with loops over time make the same bits each time, one by one, and where a run goes on', async () => {
    const sequences = specOf(chain([11, 2], { type: 'gru', units: 3, dropout: 0.2, recurrentDropout: 0.2 }, head()), squares);
    const one: Subject = { model: sequences, data: examplesFor(sequences, { rows: ROWS }), options: { optimizer: 'adam', epochs: 5 } };
    const trainer = await start('auto', one);
    for (let epoch = 0; epoch < 3; epoch++) await trainer.next();
    const resumeFrom = trainer.snapshot();
    const whole = await finish(trainer);
    expectTrained(whole);
    expect(await trainBy('auto', one, watching)).toEqual(whole);
    expect(await trainBy('auto', one, { resumeFrom })).toEqual(whole);
  });

  test('draw by the seed of a layer what operations draw, another mask at each step', async () => {
    const seeded = specOf(chain([3], dense(4), { type: 'dropout', rate: 0.4, seed: 5 }, head()), squares);
    await expectAlike({ model: seeded, data, options: subject.options! });
  });

  testOfWhole('take turns in one process, and go on where another is disposed in its middle', async () => {
    const alone = [await trainBy('auto', imageRun), await trainBy('auto', { ...imageRun, options: { optimizer: 'sgd' } })];
    const trainers = [
      await start('auto', imageRun),
      await start('auto', { ...imageRun, options: { optimizer: 'sgd' } }),
      await start('auto', subject),
    ];
    for (let epoch = 0; epoch < 5; epoch++) for (const trainer of trainers) await trainer.next();
    trainers[2]!.dispose();
    expect([await finish(trainers[0]!), await finish(trainers[1]!)]).toEqual(alone);
  });

  testOfWhole(
    'leave nothing behind that grows: tensors, graphs, files',
    async () => {
      const [temporary, own] = [process.env['TMPDIR'], mkdtempSync(join(tmpdir(), 'netspec-test-'))];
      process.env['TMPDIR'] = own;
      const graphs = new Set<number>();
      const count = (addon: Addon): Partial<Addon> => ({
        memory: taking({ turns: [300, 600], until: null, most: 20 }),
        load(file) {
          const graph = addon.load(file);
          graphs.add(graph);
          return graph;
        },
        free: (graph) => void (graphs.delete(graph), addon.free(graph)),
      });
      const held = new Set<string>();
      const epochs = isLong ? 20_000 : 400;
      const look = afterEpoch((epoch) => void (epoch > epochs / 2 && held.add(JSON.stringify([inMemory(), graphs.size]))));
      await withAddon(count, () => trainBy('auto', subject, { ...look, epochs }));
      expect(held.size).toBe(1);
      expect([...graphs]).toEqual([]);
      if (temporary === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = temporary;
      expect(readdirSync(own)).toEqual([]);
      rmSync(own, { recursive: true });
    },
    240_000,
  );
});
