import { beforeAll, describe, expect, test } from '@jest/globals';
import { evaluate, predict, type ModelSpec, type Row } from 'netspec';
import type { Column, Frame, Source } from '../../src/data/frame.ts';
import { chooseForTraining } from '../../src/data/inspect/chooseForTraining.ts';
import { inspectTable } from '../../src/data/inspect/inspectTable.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { predictSource } from '../../src/model/predictSource.ts';
import { createRandom } from '../../src/random.ts';
import { createTrainer } from '../../src/train/trainer.ts';
import { trainWith } from '../../src/train/train.ts';
import { leaveNoTensors, weightsOf } from './tensors.ts';
import { spread } from '../long/spread.ts';

leaveNoTensors();

/** Frames that are spoiled, where the reader said that this may be, as soon as the next one is asked for: whoever looks at one later gets nonsense. */
function spoilingSource(rows: readonly Row[], size: number): Source & { readonly spoiled: number } {
  let spoiled = 0;
  return {
    name: 'made.csv',
    isRepeatable: true,
    get spoiled() {
      return spoiled;
    },
    async *frames({ isReused = false } = {}) {
      for (let i = 0; i < rows.length; i += size) {
        const { frame, spoil } = spoilable(frameOfRows(rows.slice(i, i + size), { source: 'made.csv', before: i }));
        yield await Promise.resolve(frame);
        if (!isReused) continue;
        spoil();
        spoiled++;
      }
    },
  };
}

function spoilable(frame: Frame): { readonly frame: Frame; readonly spoil: () => void } {
  let isSpoiled = false;
  const given = new Map<string, Column>();
  const whenGood = <T>(read: () => T): T => {
    if (isSpoiled) throw new Error('a frame was read after its time');
    return read();
  };
  const column = (name: string): Column | undefined => {
    const whole = frame.column(name);
    if (whole === undefined || given.has(name)) return given.get(name);
    const own: Column = {
      length: whole.length,
      cell: (row) => whenGood(() => whole.cell(row)),
      numbers: () => whenGood(() => whole.numbers()),
      coded: () => whenGood(() => whole.coded()),
    };
    given.set(name, own);
    return own;
  };
  return {
    frame: { ...frame, column: (name) => whenGood(() => column(name)), place: (row) => whenGood(() => frame.place(row)) },
    spoil() {
      isSpoiled = true;
      for (const name of given.keys()) {
        frame.column(name)!.numbers().fill(NaN);
        frame
          .column(name)!
          .coded()
          .codes.fill(2 ** 31);
      }
    },
  };
}

const random = createRandom(5);
/** A column of each kind of feature, some with gaps. */
const rows: readonly Row[] = Array.from({ length: 300 }, (_, i) => {
  const a = random.next();
  return {
    a: i % 17 === 0 ? '' : String(a),
    log: Math.exp(3 * random.next()),
    level: 'xyz'[Math.floor(random.next() * 3)],
    flag: random.next() > 0.5 ? 'yes' : 'no',
    day: `2024-0${1 + Math.floor(random.next() * 9)}-1${Math.floor(random.next() * 9)}`,
    words: random.next() > 0.5 ? 'good news' : 'bad news',
    list: [random.next(), random.next()],
    weight: 1 + random.next(),
    y: i % 23 === 0 ? '' : 2 * a,
    big: a > 0.5 ? 'large' : 'small',
  };
});

const spec = (target: object, split?: object): ModelSpec =>
  ({
    features: {
      a: { type: 'number', missing: 'mean' },
      log: { type: 'number', scale: 'standardAndLog1p' },
      level: 'category',
      flag: 'boolean',
      day: 'date',
      words: 'text',
      list: 'vector',
    },
    target,
    network: { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] },
    training: {
      epochs: 2,
      batchSize: 16,
      shuffleBuffer: 60,
      testSplit: 0.1,
      sampleWeight: 'weight',
      optimizer: { type: 'adam', learningRate: 0.01 },
      ...(split ? { split } : {}),
    },
  }) as ModelSpec;

const kept = (frame: Frame): Source => ({
  name: 'made.csv',
  isRepeatable: true,
  async *frames() {
    yield await Promise.resolve(frame);
  },
});

describe.each([
  { name: 'a number with gaps', target: { y: { type: 'number', missing: 'leaveOut' } } },
  { name: 'classes', target: { big: 'category' }, split: { type: 'time', column: 'day' } },
])('frames that are good until the next one is asked for: $name', ({ target, split }) => {
  const run = async (source: Source) => {
    const model = await trainWith(await createTrainer(spec(target, split), source, { seed: 2 }));
    const report = await evaluate(model, source, { allRows: true });
    const answers: unknown[] = [];
    for await (const part of predictSource(model, source)) answers.push(...part);
    const asked = await predict(model, rows.slice(0, 5));
    const result = { weights: weightsOf(model.layersModel), history: model.history, heldOut: model.heldOut, report, answers };
    model.dispose();
    return { ...result, asked };
  };
  let whole: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    whole = await run(kept(frameOfRows(rows, { source: 'made.csv' })));
  });

  test.each(spread([1, 7, 64], 3, 1))(
    'training, evaluating and predicting give by frames of %i rows what they give by one that stays',
    async (size) => {
      const spoiling = spoilingSource(rows, size);
      const found = await run(spoiling);
      expect(found).toEqual(whole);
      expect(found.answers.slice(0, 5)).toEqual(found.asked);
      expect(spoiling.spoiled).toBeGreaterThan(4 * Math.floor(rows.length / size));
    },
  );
});

test('a look at a table and a choice for it are by such frames what they are by one that stays', async () => {
  const run = async (source: Source) => ({
    looked: await inspectTable(source),
    chosen: await chooseForTraining(source, { target: 'big', parting: { seed: 1, validationSplit: 0.2, testSplit: 0.1 } }),
  });
  const spoiling = spoilingSource(rows, 7);
  expect(await run(spoiling)).toEqual(await run(kept(frameOfRows(rows, { source: 'made.csv' }))));
  expect(spoiling.spoiled).toBe(3 * Math.ceil(rows.length / 7));
});
