import { beforeAll, describe, expect, test } from '@jest/globals';
import { createTrainer, type ModelSpec, type Row, type Trainer, type TrainOptions } from 'netspec';
import type { Source } from '../../src/data/frame.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import type { Addon } from '../../src/graph/library.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { Course } from '../../src/train/step/graphs/course.ts';
import { isNativeAsked } from '../backends.ts';
import { spread } from '../long/spread.ts';
import { leaveNoTensors, weightsOf } from '../train/tensors.ts';
import { distance, plainAlways, refused, taking, withAddon, xlaAlways } from './graphRuns.ts';

leaveNoTensors();

const rows: readonly Row[] = Array.from({ length: 480 }, (_, i) => ({
  a: Math.sin(i),
  b: Math.cos(3 * i),
  y: Math.sin(i) * Math.cos(3 * i),
}));
const layers = [{ type: 'dense', units: 8, activation: 'tanh' }, { type: 'dropout', rate: 0.2 }, { type: 'layerNormalization' }];
const spec = { features: { a: 'number', b: 'number' }, target: { y: 'number' }, network: { layers } } as ModelSpec;
const options: TrainOptions = { seed: 4, epochs: 3, batchSize: 16, shuffleBuffer: 100, validationSplit: 0, backend: 'native' };

/** Rows as they come from a file, some at a time; `before` is told of each part. */
const sourceOf = (before: (part: number) => void = () => undefined): Source => ({
  name: 'made.csv',
  isRepeatable: true,
  async *frames() {
    for (let i = 0; i < rows.length; i += 40) {
      await Promise.resolve(before(i / 40));
      yield frameOfRows(rows.slice(i, i + 40), { source: 'made.csv', before: i });
    }
  },
});

/** Trains to the end; gives what it came to. */
async function finished(trainer: Trainer<ModelSpec>) {
  for await (const _ of trainer);
  const end = { weights: weightsOf(trainer.layersModel), history: trainer.history };
  trainer.dispose();
  return end;
}

(isNativeAsked ? describe : describe.skip)('graphs of rows that are read while they train', () => {
  beforeAll(async () => void (await useBackend('native')));

  test('leave steps that TensorFlow refuses to operations, which train on the same rows', async () => {
    const trained = async (more: TrainOptions) =>
      await finished(await createTrainer(spec, sourceOf(), { ...options, optimizer: 'sgd', ...more }));
    const eager = await trained({ step: 'eager' });
    for (const at of [4, 6]) {
      let calls = 0;
      const change = ({ run: real }: Addon): Partial<Addon> => ({
        memory: taking(plainAlways),
        run: (...given) => (++calls >= at ? refused() : real(...given)),
      });
      const some = await withAddon(change, () => trained({}));
      expect(calls).toBe(at);
      some.weights.forEach((values, i) => expect(distance(values, eager.weights[i]!)).toBeLessThan(1e-6));
    }
  });

  const courses: readonly (readonly [string, Course])[] = [
    ['plain', plainAlways],
    ['compiled by XLA', xlaAlways],
  ];
  test.each(spread(courses, 2))(
    'make of rows that wait in memory, of which TensorFlow keeps a copy, the same bits: %s',
    async (_, course) => {
      const files: Buffer[] = [];
      const change = ({ load }: Addon): Partial<Addon> => ({
        memory: taking(course),
        load: (file) => (files.push(Buffer.from(file)), load(file)),
      });
      const trained = async (data: Source | readonly Row[]) => {
        files.length = 0;
        const end = await withAddon(change, async () => await finished(await createTrainer(spec, data, { ...options, shuffle: false })));
        expect(files.some((file) => file.includes('_XlaCompile'))).toBe(course.turns.length > 0);
        return { end, gathers: files.map((file) => file.includes('GatherV2')) };
      };
      const [streamed, whole] = [await trained(sourceOf()), await trained(rows)];
      expect(new Set(streamed.gathers)).toEqual(new Set([false]));
      expect(new Set(whole.gathers)).toEqual(new Set([true]));
      expect(whole.end.weights).toEqual(streamed.end.weights);
    },
  );

  const broken = new Error('the drive is gone');

  test.each(spread(['goes on by itself', 'is taken up'], 2, 1))(
    'make no step twice where reading breaks off, and the run %s',
    async (how) => {
      const undisturbed = await finished(await createTrainer(spec, sourceOf(), options));
      let breaksAt: number | undefined;
      const source = sourceOf((part) => {
        if (part !== breaksAt) return;
        breaksAt = undefined;
        throw broken;
      });
      let trainer = await createTrainer(spec, source, options);
      await trainer.next();
      breaksAt = 7;
      await expect(trainer.next()).rejects.toThrow(broken);
      const saved = trainer.snapshot() as unknown as {
        readonly batch: number;
        readonly steps: number;
        readonly step: { readonly steps: number };
      };
      expect(saved.batch).toBeGreaterThan(8);
      expect(saved.step.steps).toBe(saved.steps);
      if (how === 'is taken up') {
        trainer.dispose();
        trainer = await createTrainer(spec, source, { ...options, resumeFrom: saved as never });
      }
      expect(await finished(trainer)).toEqual(undisturbed);
    },
  );
});
