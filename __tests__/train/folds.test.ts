import { describe, expect, test } from '@jest/globals';
import { crossValidate, evaluate, load, save, type ModelSpec } from 'netspec';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFolds, timeFolds } from '../../src/data/columnFolds.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

/** Rows not in the order of their time, two of each key. */
const rows = Array.from({ length: 60 }, (_, i) => {
  const day = (i * 7) % 60;
  return { day, key: `k${day >> 1}`, part: 'train', x: day, y: day + (i % 3) };
});
const spec = {
  features: { x: 'number' },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 1 }] },
  training: { epochs: 1, batchSize: 16, seed: 3 },
} as const;
const by = (split: object): ModelSpec => ({ ...spec, training: { ...spec.training, split } }) as unknown as ModelSpec;
const options = { backend: 'cpu', folds: 3 } as const;

describe('folds by time', () => {
  const days = (part: Uint32Array) => Array.from(part, (row) => rows[row]!.day).sort((a, b) => a - b);

  test('are those of TimeSeriesSplit: each a stretch after all that it is trained on', () => {
    // sklearn.model_selection.TimeSeriesSplit(3).split(range(60)): 15 | 15, 30 | 15, 45 | 15.
    const splits = timeFolds(frameOf(rows), 'day', 3);
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    expect(splits.map(({ training, heldOut }) => [days(training), days(heldOut)])).toEqual(
      [15, 30, 45].map((start) => [range(0, start), range(start, start + 15)]),
    );
  });

  test('never part rows of one time, and are refused where too few times are there', () => {
    const weeks = frameOf(rows.map(({ day }) => ({ day: Math.floor(day / 7) })));
    for (const { training, heldOut } of timeFolds(weeks, 'day', 3)) {
      const times = (part: Uint32Array) => Array.from(part, (row) => Math.floor(rows[row]!.day / 7));
      expect(Math.max(...times(training))).toBeLessThan(Math.min(...times(heldOut)));
    }
    expect(() => timeFolds(frameOf(rows.map(() => ({ day: 1 }))), 'day', 3)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       folds: expected 4 parts of rows one after another in "day", the first only to train on, received 60 rows of 1 different times
         fix: ask for fewer folds, or give more rows"
    `);
  });

  test('are what crossValidate does where the spec splits by time, and no ensemble is made of them', async () => {
    const { summary, reports } = await crossValidate(by({ type: 'time', column: 'day' }), rows, options);
    expect(summary.rows).toBe(45);
    expect(reports.map((report) => report.rows)).toEqual([15, 15, 15]);
    const whole = crossValidate(by({ type: 'time', column: 'day' }), rows, { ...options, ensemble: true });
    await expect(whole).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       ensemble: expected no one model of all folds, as each has learned of another stretch of time, received true
         fix: leave it out (on the command line --out), and train on all rows for a model to keep"
    `);
  });
});

test('folds by time read a column as the spec says that it is written', async () => {
  // No date tells by itself which of day and month stands first.
  const two = (number: number) => String(number).padStart(2, '0');
  const dated = rows.map(({ day, x, y }) => ({ on: `${two((day % 12) + 1)}/${two(Math.floor(day / 12) + 1)}/2024`, day, x, y }));
  const features = { x: 'number', on: { type: 'date', format: 'DD/MM/YYYY', parts: ['month'] } };
  const crossValidateBy = async (column: string) =>
    await crossValidate({ ...by({ type: 'time', column }), features } as unknown as ModelSpec, dated, options);
  expect((await crossValidateBy('on')).reports).toEqual((await crossValidateBy('day')).reports);
});

describe('folds by key', () => {
  test('hold out what has one key together, in the same fold whatever other rows there are', () => {
    const splits = keyFolds(frameOf(rows), 'key', 3);
    const keys = splits.map(({ heldOut }) => new Set(Array.from(heldOut, (row) => rows[row]!.key)));
    expect(keys.reduce((sum, own) => sum + own.size, 0)).toBe(30);
    const some = rows.filter((_, i) => i % 4 !== 0);
    const again = keyFolds(frameOf(some), 'key', 3).map(({ heldOut }) => Array.from(heldOut, (row) => some[row]!.key));
    again.forEach((own, fold) => own.forEach((key) => expect(keys[fold]).toContain(key)));
    expect(() => keyFolds(frameOf([{ key: 'a' }, { key: 'b' }]), 'key', 3)).toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       folds: expected 3 parts by the keys of "key", received 2 keys, which leave a fold empty
         fix: ask for fewer folds, or part the rows by "group", which makes folds even"
    `);
  });

  test('are what crossValidate does where the spec splits by key', async () => {
    const { reports } = await crossValidate(by({ type: 'key', column: 'key' }), rows, options);
    expect(reports.map((report) => report.rows)).toEqual(keyFolds(frameOf(rows), 'key', 3).map(({ heldOut }) => heldOut.length));
  });
});

test('there are no folds where a column names the parts', async () => {
  await expect(crossValidate(by({ type: 'column', column: 'part' }), rows, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the call has a problem
     split: expected another way to split, as a column that names one part for each row makes no folds, received "part"
       fix: leave it out, or train once without folds"
  `);
});

test('an ensemble of folds knows all their rows as trained on, and is not praised for them', async () => {
  const { ensemble } = await crossValidate(by({ type: 'random' }), rows, { ...options, ensemble: true });
  const folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  try {
    await save(ensemble!, folder);
    const loaded = await load(folder);
    const report = await evaluate(loaded, rows);
    expect([report.rows, report.seen, report.leftOut]).toEqual([60, 60, undefined]);
    expect(report.verdict).toMatchInlineSnapshot(
      `"All rows were trained on, so that they cannot tell whether the network beats its baselines: evaluate it on others."`,
    );
    expect((await evaluate(loaded, [{ x: 99, y: 5 }])).seen).toBeUndefined();
    loaded.dispose();
  } finally {
    ensemble!.dispose();
    await rm(folder, { recursive: true });
  }
});

test('an ensemble of folds of arrays knows all their rows, too', async () => {
  const [xs, ys] = [rows.map(({ x }) => [x]), rows.map(({ y }) => [y])];
  const network = { input: [1], layers: [{ type: 'dense', units: 1 }] } as const;
  const { ensemble } = await crossValidate({ network, training: { loss: 'meanSquaredError' } }, { xs, ys }, { ...options, ensemble: true });
  const [same, others] = [await evaluate(ensemble!, { xs, ys }), await evaluate(ensemble!, { xs: [[99]], ys: [[5]] })];
  expect([same.rows, same.seen, others.seen]).toEqual([60, 60, undefined]);
  const half = await evaluate(ensemble!, { xs: [...xs.slice(0, 5), [99]], ys: [...ys.slice(0, 5), [5]] });
  expect([half.rows, half.leftOut, half.seen]).toEqual([1, 5, undefined]);
  ensemble!.dispose();
});

test('an ensemble of folds by group judges of a table that has grown the groups that no member was trained on', async () => {
  const grouped = rows.map((row, i) => ({ ...row, place: `p${i % 12}` }));
  const more = [...grouped, { ...grouped[0]!, x: 99 }, { ...grouped[0]!, x: 98, place: 'new' }];
  for (const [split, group] of [
    [{ type: 'group', column: 'place' }, {}],
    [{ type: 'random' }, { group: 'place' }],
  ] as const) {
    const { ensemble } = await crossValidate(by(split), grouped, { ...options, ...group, ensemble: true });
    expect(await evaluate(ensemble!, grouped)).toMatchObject({ rows: 60, seen: 60 });
    expect(await evaluate(ensemble!, more)).toMatchObject({ rows: 1, leftOut: 61 });
    ensemble!.dispose();
  }
});

test('all folds encode a category as the first does, where their rows lie on both sides of what "auto" makes an embedding', async () => {
  const colours = Array.from({ length: 401 }, (_, i) => ({ colour: i < 400 ? `c${i % 40}` : 'rare', x: i, y: i }));
  const open = { ...spec, features: { colour: 'category' } } as const;
  const encodings = new Set<unknown>();
  for (const seed of [1, 2, 3, 4, 5]) {
    const { ensemble } = await crossValidate(open, colours, { ...options, folds: 2, seed, ensemble: true });
    const own = ensemble!.record.encoders!.inputs.flatMap(({ features }) => features as readonly { readonly encoding?: string }[]);
    expect(new Set(own.map(({ encoding }) => encoding)).size).toBe(1);
    encodings.add(own[0]!.encoding);
    ensemble!.dispose();
  }
  expect(encodings.size).toBe(2);
});
