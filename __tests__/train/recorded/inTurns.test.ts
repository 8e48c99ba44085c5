import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { TrainOptions } from 'netspec';
import { tf } from '#tf';
import { inEachTurn } from '../eachTurn.ts';
import { leaveNoTensors } from '../tensors.ts';
import { imageRun, newModel } from './imageRun.ts';
import { backends, expectSame, finish, start, trainBy } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';
import { testByTurns } from '../../long/spread.ts';

leaveNoTensors();

let clock: jest.SpiedFunction<typeof performance.now>;
/** Whatever is computed takes so long that other work should have its turn. */
beforeEach(() => {
  let now = performance.now();
  clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
});
afterEach(() => clock.mockRestore());

/** Turns between two steps, about, where a step is one piece. */
const FEW = 4;

describe.each(backends)('a long step on %s', (backend) => {
  const testHere = testByTurns(backends.length, backends.indexOf(backend));

  /** Trains with something done in each turn. @returns How many turns there were for a step, at most. */
  async function trainAmong(work: (turn: number) => void, more: TrainOptions = {}) {
    const turns = { now: 0, most: 0 };
    const infos: StepInfo[] = [];
    const stop = inEachTurn((turn) => {
      turns.now++;
      work(turn);
    });
    const onBatchEnd = () => {
      turns.most = Math.max(turns.most, turns.now);
      turns.now = 0;
    };
    const trained = await trainBy('auto', imageRun, backend, { ...more, infos, callbacks: [{ onBatchEnd }] });
    stop();
    return { trained, turns: turns.most, infos };
  }

  testHere('leaves other work its turns, and comes to the same bits as operations', async () => {
    const { trained, turns, infos } = await trainAmong(() => undefined);
    expect(turns).toBeGreaterThan(FEW);
    expectStep(infos, 'recorded');
    expectSame(trained, await trainBy('eager', imageRun, backend));
  });

  test('is made by the weights that are set within it, and what is kept of them then stays what it was', async () => {
    const zeros = (model: LayersModel) => tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight))));
    const set = 8;
    /** Sets weights before a step, or within it. */
    const run = async (within: number) => {
      let [step, turn] = [0, 0];
      const layersModel = newModel();
      const kept: Tensor[] = [];
      const setNow = () => {
        zeros(layersModel);
        kept.push(...layersModel.getWeights().map((weight) => tf.clone(weight)));
      };
      const stop = inEachTurn(() => {
        if (step === set && ++turn === within) setNow();
      });
      const onBatchEnd = () => void (++step === set && within === 0 && setNow());
      const more = { loss: 'meanSquaredError', callbacks: [{ onBatchEnd }] } as const;
      const trained = await finish(await start('auto', { ...imageRun, model: () => layersModel }, backend, more));
      stop();
      expect(kept.length).toBeGreaterThan(0);
      for (const tensor of kept) expect(tensor.dataSync().every((value) => value === 0)).toBe(true);
      tf.dispose(kept);
      return trained;
    };
    expect(await run(FEW + 2)).toEqual(await run(0));
  });

  testHere('is made as a whole where a signal ends the run within it: what was saved then goes on to the same bits', async () => {
    const whole = await trainBy('auto', imageRun, backend);
    const abort = new AbortController();
    const trainer = await start('auto', imageRun, backend, { signal: abort.signal });
    let turns = 0;
    const stop = inEachTurn(() => {
      // In the third epoch steps are recorded.
      if ((trainer.history['loss']?.length ?? 0) >= 2 && ++turns === FEW + 3) abort.abort(new Error('enough'));
    });
    await expect((async () => { for await (const _ of trainer); })()).rejects.toThrow('enough'); // prettier-ignore
    stop();
    const saved = trainer.snapshot();
    trainer.dispose();
    const resumed = await finish(await start('auto', imageRun, backend, { resumeFrom: saved }));
    const { losses: _, ...others } = whole;
    expect(resumed).toEqual(others);
  });

  testHere('counts as soon as it is made: whatever is saved before anybody hears of it has it once', async () => {
    const trainer = await start('auto', imageRun, backend);
    const late = new Set<number>();
    const look = (again: number) => {
      const { steps, step } = trainer.snapshot() as unknown as { readonly steps: number; readonly step: { readonly steps: number } };
      late.add(step.steps - steps);
      if (again > 0) void Promise.resolve().then(() => look(again - 1));
    };
    let now = performance.now();
    clock.mockImplementation(() => {
      void Promise.resolve().then(() => look(4));
      return (now += 20);
    });
    for await (const _ of trainer);
    expect([...late]).toEqual([0]);
    trainer.dispose();
  });

  testHere('goes on beside another training, and comes to the same bits', async () => {
    const alone = await trainBy('auto', imageRun, backend);
    const [one, other] = await Promise.all([0, 1].map(async () => await finish(await start('auto', imageRun, backend))));
    const { losses: _, ...expected } = alone;
    expect(one).toEqual(expected);
    expect(other).toEqual(expected);
  });

  testHere('ends with one clear error where the trainer is disposed within it', async () => {
    const before = tf.memory().numTensors;
    const trainer = await start('auto', imageRun, backend);
    let turns = 0;
    const stop = inEachTurn(() => {
      if ((trainer.history['loss']?.length ?? 0) >= 2 && ++turns === FEW + 3) trainer.dispose();
    });
    await expect((async () => { for await (const _ of trainer); })()).rejects.toThrow('disposed while an epoch ran'); // prettier-ignore
    stop();
    expect(tf.memory().numTensors).toBe(before);
  });
});
