import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { crossValidate, evaluate, train, type ModelSpec, type Snapshot, type TrainOptions } from 'netspec';
import { createRandom } from '../../src/random.ts';
import { leaveNoTensors, weightsOf } from '../train/tensors.ts';

leaveNoTensors();

/** y is large where a is; rows of other seeds are others. */
function makeRows(count: number, seed: number, scale = 1) {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const [a, b] = [scale * random.next(), Math.floor(random.next() * 3)];
    return { a, b: 'xyz'[b]!, y: a + b > 1.5 ? 'large' : 'small' };
  });
}
type Rows = ReturnType<typeof makeRows>;
const csv = (rows: Rows) => ['a,b,y', ...rows.map(({ a, b, y }) => `${a},${b},${y}`), ''].join('\n');

const rows = makeRows(80, 1);
const validation = makeRows(40, 2);
const tested = makeRows(30, 3);
const spec = {
  features: { a: 'number', b: 'category' },
  target: { y: 'category' },
  network: { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] },
} as const satisfies ModelSpec;
const options: TrainOptions = { seed: 4, epochs: 3, batchSize: 16, backend: 'cpu', optimizer: { type: 'adam', learningRate: 0.05 } };
const told = (promise: Promise<unknown>) => promise.then(() => 'no error', String);

async function trained(given: TrainOptions, data: Parameters<typeof train>[1] = rows) {
  const model = await train(spec, data, { ...options, ...given });
  const { heldOut, history, record } = model;
  const end = { weights: weightsOf(model.layersModel), heldOut, history, encoders: record.encoders };
  model.dispose();
  return end;
}

let folder: string;
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-parts-'));
  await writeFile(file('train.csv'), csv(rows));
  await writeFile(file('val.csv'), csv(validation));
  await writeFile(file('test.csv'), csv(tested));
  await writeFile(file('lacking.csv'), 'a,y\n1,large\n');
  await writeFile(file('unknown.csv'), 'a,b,y\n1,x,huge\n');
});
afterAll(() => rm(folder, { recursive: true }));

describe('rows given for validation and test', () => {
  test('watch the run and are evaluated, while all of the data are trained on', async () => {
    const model = await train(spec, rows, { ...options, validationData: validation });
    expect(model.heldOut!.rows).toBe(40);
    const report = await evaluate(model, validation);
    expect(report).toEqual(model.heldOut);
    // The network's crossentropy on them, which the report calls log loss.
    expect(model.history['val_loss']!.at(-1)).toBeCloseTo((report.metrics as { readonly logLoss: number }).logLoss, 5);
    expect(model.spec.training.validationSplit).toBe(0);
    model.dispose();
  });

  test('teach nothing: with others the weights and encoders are the same', async () => {
    const all = await trained({ validationSplit: 0 });
    const beside = await trained({ validationData: makeRows(40, 5, 1000), testData: makeRows(5, 6, -7) });
    expect(beside.weights).toEqual(all.weights);
    expect(beside.encoders).toEqual(all.encoders);
  });

  test('leave the part that is not given to be held out of the data', async () => {
    const onlyTest = await trained({ testData: tested });
    const held = await trained({});
    expect(onlyTest.history).toEqual(held.history);
    expect([onlyTest.heldOut!.rows, held.heldOut!.rows]).toEqual([30, 16]);
    expect((await trained({ validationData: validation, testSplit: 0.25 })).heldOut!.rows).toBe(20);
  });

  test('may be files, which are read in memory or streamed', async () => {
    const inMemory = await trained({ validationData: validation, testData: tested });
    const files: TrainOptions = { validationData: file('val.csv'), testData: file('test.csv') };
    expect(await trained(files, file('train.csv'))).toEqual(inMemory);
    const streamed = await trained({ ...files, read: { stream: true } }, file('train.csv'));
    expect(streamed.encoders).toEqual(inMemory.encoders);
    expect(streamed.heldOut!.rows).toBe(30);
    const model = await train(spec, file('train.csv'), { ...options, ...files, read: { stream: true } });
    expect(await evaluate(model, tested)).toEqual(streamed.heldOut);
    model.dispose();
  });

  test('may be arrays where the data are', async () => {
    const xs = [[0], [0.2], [0.8], [1]];
    const network = { input: [1], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] } as const;
    const model = await train(
      { network, training: { loss: 'binaryCrossentropy' } },
      { xs, ys: [0, 0, 1, 1] },
      { ...options, validationData: { xs: [[0.1], [0.9]], ys: [0, 1] }, testData: { xs: [[0.3], [0.7], [0.6]], ys: [0, 1, 1] } },
    );
    expect(model.history['val_loss']).toHaveLength(3);
    expect(model.heldOut!.rows).toBe(3);
    model.dispose();
  });

  test('are the same when a run goes on, which ends with the same bits', async () => {
    const snapshots: Snapshot[] = [];
    const parts = { validationData: validation, testData: tested };
    const whole = await trained({
      ...parts,
      checkpoints: { everySeconds: 0, save: (snapshot) => void snapshots.push(structuredClone(snapshot)) },
    });
    expect(await trained({ ...parts, resumeFrom: snapshots[1] })).toEqual(whole);
    expect(await told(trained({ ...parts, testData: makeRows(30, 9), resumeFrom: snapshots[1] }))).toMatch(
      /^DataError: the data has a problem\n {2}rows: expected those that the run began with/,
    );
    const swapped = { validationData: tested, testData: validation, resumeFrom: snapshots[1] };
    expect(await told(trained(swapped))).toMatch(/^DataError: the data has a problem/);
  });

  test('go on with a recorded run only where they are the same', async () => {
    const run = { name: 'parts', folder: file('runs'), resume: true };
    const given = { validationData: file('val.csv'), run };
    await trained(given, file('train.csv'));
    expect(await told(trained({ epochs: 5, validationData: file('test.csv'), run }, file('train.csv')))).toContain(
      'test.csv: expected the data that the run began with (SHA-256',
    );
    expect((await told(trained({ epochs: 5, run }, file('train.csv')))).replace(folder, '')).toMatchInlineSnapshot(`
     "UsageError: the run in /runs/parts has a problem
       validationData: expected 1 file of the validation, as the run began, received 0 files
         fix: make the same call again, or leave resume out to begin a new run"
    `);
    const { history } = await trained({ epochs: 5, ...given }, file('train.csv'));
    expect(history['val_loss']).toHaveLength(5);
  });

  test('have the columns and classes that the training rows have', async () => {
    expect((await told(trained({ validationData: file('lacking.csv') }))).replaceAll(folder, '')).toMatchInlineSnapshot(`
     "DataError: /lacking.csv has a problem
       column "b": expected a column of that name, received the columns a, y"
    `);
    expect((await told(trained({ testData: file('unknown.csv') }))).replaceAll(folder, '')).toMatchInlineSnapshot(`
     "DataError: /unknown.csv has a problem
       column "y": expected one of large, small in each row, received "huge" in line 2"
    `);
    expect(await told(trained({ testData: [] }))).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       rows: expected one row at least, received none"
    `);
  });

  test('are refused beside what would hold rows out for the same part', async () => {
    expect(await told(trained({ validationData: validation, validationSplit: 0.2 }))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       validationSplit: expected nothing beside validationData, received 0.2
         fix: leave one of the two out"
    `);
    const both = { validationData: validation, testData: tested };
    expect(await told(trained({ ...both, testSplit: 0.2, split: { type: 'group', column: 'b' } }))).toMatchInlineSnapshot(`
     "UsageError: the call has 2 problems
       testSplit: expected nothing beside testData, received 0.2
         fix: leave one of the two out
       split: expected nothing beside validationData and testData, as no row is held out, received "group"
         fix: leave one of the two out"
    `);
    expect(await told(trained({ testData: tested, split: { type: 'column', column: 'b' } }))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       split: expected no column that says the parts beside testData, received "column"
         fix: leave one of the two out"
    `);
    expect(await told(crossValidate(spec, rows, { ...options, validationData: validation } as object))).toMatchInlineSnapshot(`
     "UsageError: the call has a problem
       validationData: expected nothing, as each fold is a training of its own, received a list of 40
         fix: leave it out"
    `);
  });
});
