import { expect, test } from '@jest/globals';
import { evaluate, type ModelSpec, type Report } from 'netspec';
import { columnOf } from '../../src/data/read/cells.ts';
import type { Source } from '../../src/data/frame.ts';
import { MOST_JUDGED } from '../../src/model/drawAnswers.ts';
import { KEPT } from '../../src/train/prepareStream.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { trainWith } from '../../src/train/train.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

const FRAME = 2 ** 13;

/** y = a, in frames of as many rows. */
const sourceOf = (frames: number): Source => ({
  name: 'made.csv',
  isRepeatable: true,
  async *frames() {
    for (let i = 0; i < frames; i++) {
      const cells = Float64Array.from({ length: FRAME }, (_, row) => (i * FRAME + row) / 1e5);
      yield await Promise.resolve({
        rows: FRAME,
        names: ['a', 'y'],
        source: 'made.csv',
        place: (row: number) => `row ${i * FRAME + row + 1}`,
        column: () => columnOf(cells),
      });
    }
  },
});

const spec: ModelSpec = {
  features: { a: 'number' },
  target: { y: 'number' },
  network: { layers: [] },
  training: { epochs: 1, batchSize: 4096, validationSplit: 0.8, optimizer: { type: 'adam', learningRate: 0.01 } },
};

test('of very many rows held out of a stream some are kept, and the report says of how many they were drawn', async () => {
  const model = await trainWith(await createTrainer(spec, sourceOf(14), { seed: 1 }));
  const { rows, drawnFrom } = model.heldOut as Report;
  // 0.8 of 114 688 rows, to within five deviations of a draw by chance.
  expect(rows).toBe(KEPT.heldOut.rows);
  expect(Math.abs(drawnFrom! - 0.8 * 14 * FRAME)).toBeLessThan(5 * Math.sqrt(14 * FRAME * 0.16));
  // So does an evaluation of the same rows.
  const report = (await evaluate(model, sourceOf(14))) as Report;
  expect(report.rows).toBe(MOST_JUDGED.rows);
  expect(report.drawnFrom).toBe(drawnFrom);
  model.dispose();
});
