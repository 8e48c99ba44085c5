import { describe, expect, test } from '@jest/globals';
import { evaluate, type ModelSpec, type Report, type Row, type Snapshot } from 'netspec';
import type { Source } from '../../src/data/frame.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { createRandom } from '../../src/random.ts';
import type { TrainOptions } from '../../src/train/options.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { trainWith } from '../../src/train/train.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';

leaveNoTensors();

/** y = 2 a - b, and b has levels too. */
function makeRows(count: number): Row[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const [a, b] = [random.next(), Math.floor(random.next() * 3)];
    return { a, b: 'xyz'[b], y: 2 * a - b, big: a > 0.5 ? 'yes' : 'no', weight: 1 + b };
  });
}

/** Rows as they come from a file, some at a time. */
const sourceOf = (rows: readonly Row[], size = 64): Source => ({
  name: 'made.csv',
  isRepeatable: true,
  async *frames() {
    for (let i = 0; i < rows.length; i += size) yield frameOfRows(rows.slice(i, i + size), { source: 'made.csv', before: i });
  },
});

const spec = (target: object = { y: 'number' }): ModelSpec =>
  ({ features: { a: 'number', b: 'category' }, target, network: { layers: [{ type: 'dense', units: 8, activation: 'tanh' }, { type: 'dropout', rate: 0.1 }] } }) as ModelSpec; // prettier-ignore
const options: TrainOptions = { seed: 4, epochs: 3, batchSize: 16, shuffleBuffer: 100, optimizer: { type: 'adam', learningRate: 0.01 } };

async function trained(source: Source, given: TrainOptions = {}, target?: object) {
  const model = await trainWith(await createTrainer(spec(target), source, { ...options, ...given }));
  const end = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut, encoders: model.record.encoders };
  model.dispose();
  return end;
}

const rows = makeRows(600);

describe('training on rows that are read anew for each epoch', () => {
  test('is over where it is disposed of, also where the source cannot be closed', async () => {
    let isGone = false;
    const source = sourceOf(rows);
    const leaving: Source = {
      ...source,
      async *frames(given) {
        try {
          yield* source.frames(given);
        } finally {
          if (isGone) await Promise.reject(new Error('cannot close')); // the process would end by it
        }
      },
    };
    const trainer = await createTrainer(spec(), leaving, options);
    await trainer.next();
    isGone = true;
    trainer.dispose();
    await new Promise((resolve) => setTimeout(resolve, 10));
  });

  test('learns, and holds rows out', async () => {
    const { history, heldOut } = await trained(sourceOf(rows), { epochs: 10 });
    expect(history['val_loss']).toHaveLength(10);
    expect((heldOut!.metrics as { r2: number }).r2).toBeGreaterThan(0.99);
    expect(heldOut!.rows).toBeGreaterThan(80);
    expect(heldOut!.rows).toBeLessThan(160);
    expect(heldOut!.baselines!.linear).not.toBeNull();
  });

  test('is the same however the rows are cut into frames', async () => {
    const expected = await trained(sourceOf(rows, 600));
    expect(await trained(sourceOf(rows, 7))).toEqual(expected);
  });

  test('learns scales and levels from rows of training alone', async () => {
    const { encoders } = await trained(sourceOf(rows));
    const probe = (row: number) => rows.map((given, i) => (i === row ? { ...given, a: 1e6 } : given));
    const changes: boolean[] = [];
    for (let row = 0; row < 20; row++) {
      changes.push(JSON.stringify((await trained(sourceOf(probe(row)), { epochs: 1 })).encoders) !== JSON.stringify(encoders));
    }
    expect(changes.filter((changed) => !changed).length).toBeGreaterThan(0); // those held out
    expect(changes.filter((changed) => changed).length).toBeGreaterThan(10);
  });

  test.each([16, 30, 70])('goes on from step %i as if it had never stopped', async (stop) => {
    const expected = await trained(sourceOf(rows));
    let steps = 0;
    const trainer = await createTrainer(spec(), sourceOf(rows), {
      ...options,
      callbacks: [
        {
          onBatchEnd(_, control) {
            if (++steps === stop) control.stop();
          },
        },
      ],
    });
    while ((await trainer.next()) !== undefined);
    const kept: Snapshot = trainer.snapshot();
    trainer.dispose();
    expect(await trained(sourceOf(rows, 50), { resumeFrom: kept })).toEqual(expected);
  });

  test('weighs classes and rows as in memory', async () => {
    const target = { big: 'category' };
    const given: TrainOptions = { classWeight: 'balanced', sampleWeight: 'weight', epochs: 5 };
    const { heldOut } = await trained(sourceOf(rows), given, target);
    expect(heldOut!.task).toBe('binary');
    expect((heldOut!.metrics as { accuracy: number }).accuracy).toBeGreaterThan(0.8);
  });

  test('weighs rows of which one frame or more has none to train on, or none that counts', async () => {
    const later = rows.map((row, i) => ({ ...row, day: i, weight: i < 200 ? 0 : 1 }));
    const target = { big: 'category' };
    const split = { type: 'time', column: 'day' } as const;
    const given: TrainOptions[] = [
      { classWeight: 'balanced', split, validationSplit: 0.4 },
      { sampleWeight: 'weight' },
      { sampleWeight: 'weight', classWeight: 'balanced', split, validationSplit: 0.4, testSplit: 0.2 },
    ];
    for (const one of given) {
      const { history } = await trained(sourceOf(later), { ...one, epochs: 1, batchSize: 300, shuffleBuffer: 600 }, target);
      for (const loss of [...history['loss']!, ...history['val_loss']!]) expect(Number.isFinite(loss)).toBe(true);
    }
  });

  test('refuses rows none of which counts', async () => {
    const none = rows.map((row) => ({ ...row, weight: 0 }));
    await expect(createTrainer(spec(), sourceOf(none), { ...options, sampleWeight: 'weight' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       weights: expected a weight above 0 among the rows to train on, received 0 for each"
    `);
  });

  test('evaluates on frames none of whose rows counts, where others do', async () => {
    const later = rows.map((row, i) => ({ ...row, weight: i < 200 ? 0 : 1 }));
    const model = await trainWith(await createTrainer(spec(), sourceOf(later), { ...options, sampleWeight: 'weight', epochs: 1 }));
    const report = (await evaluate(model, sourceOf(later), { allRows: true })) as Report;
    const alone = (await evaluate(model, later.slice(200), { allRows: true })) as Report;
    expect((report.metrics as { mae: number }).mae).toBeCloseTo((alone.metrics as { mae: number }).mae, 6);
    const none = rows.map((row) => ({ ...row, weight: 0 }));
    await expect(evaluate(model, sourceOf(none))).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       weights: expected a weight above 0 among the rows to evaluate on, received 0 for each"
    `);
    model.dispose();
  });

  test('holds rows out and tests as it was asked to, or says that it cannot', async () => {
    const grouped = rows.map((row, i) => ({ ...row, group: i % 2 }));
    const split = { type: 'group', column: 'group' } as const;
    const texts = new Set<string>();
    for (let seed = 1; seed <= 12; seed++) {
      const given: TrainOptions = { ...options, seed, split, validationSplit: 0.2, testSplit: 0.4 };
      // Two groups are no three parts.
      await expect(createTrainer(spec(), sourceOf(grouped), given)).rejects.toThrow('made.csv has a problem');
      await createTrainer(spec(), sourceOf(grouped), given).catch((error: unknown) => texts.add((error as Error).message));
    }
    expect([...texts].sort()).toMatchInlineSnapshot(`
     [
       "made.csv has a problem
       split: expected rows to hold out and rows to test on, received none of 600 rows
         fix: give more rows, another column, or other shares",
       "made.csv has a problem
       split: expected rows to hold out, received none of 600 rows
         fix: give more rows, another column, or other shares",
       "made.csv has a problem
       split: expected rows to test on, received none of 600 rows
         fix: give more rows, another column, or other shares",
       "made.csv has a problem
       split: expected rows to train on and rows to hold out, received none of 600 rows
         fix: give more rows, another column, or other shares",
       "made.csv has a problem
       split: expected rows to train on, received none of 600 rows
         fix: give more rows, another column, or other shares",
     ]
    `);
  });

  test('counts the rows held out, and not those of the test, as in memory', async () => {
    const data = rows.map((row, i) => ({ ...row, group: i % 30, part: ['train', 'train', 'val', 'test'][i % 4]! }));
    const given: TrainOptions = { ...options, split: { type: 'column', column: 'part' } };
    for (const one of [data, sourceOf(data)]) {
      const trainer = await createTrainer(spec(), one, given);
      expect(trainer.rows).toEqual({ training: 300, heldOut: 150 });
      trainer.dispose();
    }
  });

  test('needs no rows of validation where a column says that there are none', async () => {
    const data = rows.map((row) => ({ ...row, part: 'train' }));
    const { history } = await trained(sourceOf(data), { split: { type: 'column', column: 'part' } });
    expect(Object.keys(history)).not.toContain('val_loss');
  });

  test.each([
    { shuffle: true, batchSize: 16, count: 64 },
    { shuffle: true, batchSize: 64, count: 64 },
    { shuffle: false, batchSize: 16, count: 64 },
    { shuffle: false, batchSize: 16, count: 60 },
  ])('tells of a source that gives more than $count rows when it is read again ($shuffle, $batchSize)', async (given) => {
    const { count, ...training } = given;
    const some = rows.slice(0, count);
    let readings = 0;
    const source: Source = { ...sourceOf(some), frames: (asked) => sourceOf(++readings > 3 ? [...some, ...some] : some).frames(asked) };
    await expect(trained(source, { ...training, validationSplit: 0 })).rejects.toThrow(
      new RegExp(`expected ${count} to train on, as when it was read first, received more`),
    );
  });

  test('tells of a source that gives fewer rows when it is read again', async () => {
    let times = 0;
    const source: Source = {
      ...sourceOf(rows),
      async *frames() {
        yield await Promise.resolve(frameOfRows(times++ < 2 ? rows : rows.slice(0, 50), { source: 'made.csv', before: 0 }));
      },
    };
    const trainer = await createTrainer(spec(), source, options);
    await expect((async () => await trainer.next())()).rejects.toThrowErrorMatchingInlineSnapshot(`
     "made.csv has a problem
       rows: expected 461 to train on, as when it was read first, received 38
         fix: give rows that are the same each time they are read; "isRepeatable" is false of those that are not"
    `);
    trainer.dispose();
  });

  test('tells what is wrong with any of the cells, those of rows held out too', async () => {
    const wrong = rows.map((row, i) => (i % 100 === 0 ? { ...row, a: 'n/a' } : row));
    await expect(createTrainer(spec(), sourceOf(wrong), options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "made.csv has a problem
       column "a": expected a number in each row, received "n/a" in row 1, "n/a" in row 101, "n/a" in row 201, "n/a" in row 301, "n/a" in row 401 and 1 more
         fix: write "missing": "mean" for the column (or "median", "mostFrequent", a number), or fill in the cells, and list texts that stand for none: "missingValues": ["..."]; a column of words is a "category""
    `);
  });

  test('refuses what can be read only once', async () => {
    const source = { ...sourceOf(rows), isRepeatable: false };
    await expect(createTrainer(spec(), source, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "made.csv has a problem
       made.csv: expected rows that can be read again for each epoch, received a stream
         fix: give a file, a function that begins the stream anew at each call, or collect the rows in memory"
    `);
  });

  test('refuses a checkpoint of other rows', async () => {
    const trainer = await createTrainer(spec(), sourceOf(rows), options);
    await trainer.next();
    const kept = trainer.snapshot();
    trainer.dispose();
    const others = rows.map((row, i) => (i === 5 ? { ...row, y: 7 } : row));
    await expect(createTrainer(spec(), sourceOf(others), { ...options, resumeFrom: kept })).rejects.toThrow('the data');
  });
});
