import { describe, expect, test } from '@jest/globals';
import type { Snapshot } from 'netspec';
import { decodeSnapshot, encodeSnapshot } from '../../../src/checkpoint/snapshotFile.ts';
import { isLong } from '../../long/isLong.ts';
import { leaveNoTensors } from '../tensors.ts';
import { examplesFor } from './examples.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import { backends, finish, start, trainBy, type Subject } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';
import { spread } from '../../long/spread.ts';

leaveNoTensors();

const image = specOf(
  chain(
    [4, 4, 1],
    { type: 'conv2d', filters: 2, kernelSize: 3 },
    { type: 'batchNormalization' },
    { type: 'flatten' },
    { type: 'dropout', rate: 0.3 },
    dense(3, { kernelConstraint: 'maxNorm' }),
    head(),
  ),
  squares,
);
const sequence = specOf(chain([2, 2], { type: 'lstm', units: 3, dropout: 0.3, recurrentDropout: 0.2 }, head()), squares);
const rows = { rows: 10 };

/** 15 steps, every third of two rows. */
const subjects: Readonly<Record<string, Subject>> = {
  'a convolution with batch normalization and dropout, adam, accumulated': {
    model: image,
    data: examplesFor(image, rows),
    options: { optimizer: { type: 'adam', learningRate: 0.02, gradientAccumulationSteps: 2 }, schedule: 'cosineDecay', epochs: 5 },
  },
  'an lstm with both dropouts, nadam, means of weights, rows held out': {
    model: sequence,
    data: { ...examplesFor(sequence, { rows: 14 }), sampleWeight: Array.from({ length: 14 }, (_, i) => 1 + (i % 2)) },
    options: {
      optimizer: { type: 'nadam', learningRate: 0.02, useEma: true, emaMomentum: 0.8 },
      metrics: ['meanAbsoluteError'],
      validationSplit: 0.3,
      keepBest: true,
      epochs: 5,
    },
  },
};

describe.each(backends)('a recorded run on %s', (backend) => {
  describe.each(spread(Object.keys(subjects), backends.length, backends.indexOf(backend)))('of %s', (name) => {
    const subject = subjects[name]!;

    test('goes on to the same bits from a checkpoint after any step, made before there was a plan or with one', async () => {
      const whole = await trainBy('eager', subject, backend);
      const files: Uint8Array[] = [];
      const save = (snapshot: Snapshot) => void files.push(encodeSnapshot(snapshot));
      const watched = await trainBy('auto', subject, backend, { checkpoints: { everySeconds: 0, save } });
      expect(watched).toEqual(whole);
      expect(files).toHaveLength(15);
      const after = isLong ? files.keys() : [1, 2, 5, 10].map((step) => step - 1);
      for (const at of after) {
        const infos: StepInfo[] = [];
        const resumeFrom = decodeSnapshot(files[at]!, 'a checkpoint');
        const { losses, ...end } = await trainBy('auto', subject, backend, { infos, resumeFrom });
        expect(end).toEqual({ weights: whole.weights, history: whole.history, ended: whole.ended });
        expect(losses).toEqual(whole.losses.slice(at + 1));
        if (at < 6) expectStep(infos, 'recorded');
      }
    });

    test('that is broken off again and again, and asked for its state at each step, comes to the same', async () => {
      const whole = await trainBy('auto', subject, backend);
      let resumeFrom: Snapshot | undefined;
      for (let part = 0; part < 3; part++) {
        let steps = 0;
        const trainer = await start('auto', subject, backend, {
          resumeFrom,
          callbacks: [{ onBatchEnd: (_, control) => (trainer.snapshot(), ++steps === 4 ? control.stop() : undefined) }],
        });
        while ((await trainer.next()) !== undefined);
        resumeFrom = trainer.snapshot();
        trainer.dispose();
      }
      const { losses: _, ...expected } = whole;
      expect(await finish(await start('auto', subject, backend, { resumeFrom }))).toEqual(expected);
    });
  });

  test('of the same seed comes to the same bits, of another to others', async () => {
    const subject = Object.values(subjects)[0]!;
    const [first, second, other] = [
      await trainBy('auto', subject, backend),
      await trainBy('auto', subject, backend),
      await trainBy('auto', subject, backend, { seed: 4 }),
    ];
    expect(second).toEqual(first);
    expect(other!.weights[0]).not.toEqual(first.weights[0]);
  });

  test('goes on from what an eager run has left, since it comes to the same bits', async () => {
    const subject = Object.values(subjects)[0]!;
    const eager = await start('eager', subject, backend);
    await eager.next();
    const resumeFrom = eager.snapshot();
    eager.dispose();
    const { losses: _, ...whole } = await trainBy('eager', subject, backend);
    expect(await finish(await start('auto', subject, backend, { resumeFrom }))).toEqual(whole);
  });
});
