import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { tf } from '#tf';
import { createRandom } from '../../src/random.ts';
import type { TrainOptions } from '../../src/train/options.ts';
import { trainWith } from '../../src/train/train.ts';
import { createTrainer, type Trainer } from '../../src/train/trainer.ts';
import { inEachTurn } from './eachTurn.ts';
import { leaveNoTensors } from './tensors.ts';

leaveNoTensors();

let clock: jest.SpiedFunction<typeof performance.now>;
/** How long whatever is done takes, by the clock. */
let takes: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  takes = 20;
  let now = performance.now();
  clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += takes));
});
afterEach(() => clock.mockRestore());

const random = createRandom(1);
const kinds = ['a', 'b', 'c'];
const rows = Array.from({ length: 3000 }, (_, i) => ({ x: random.next(), kind: kinds[i % 3]!, w: 1 + (i % 2), y: random.next() }));
const spec = {
  features: { x: 'number', kind: 'category' },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 2 }] },
  training: { sampleWeight: 'w', testSplit: 0.2, epochs: 1, seed: 1 },
} as const;

/** Series of two shops by the hour. */
const series = Array.from({ length: 3000 }, (_, i) => ({
  shop: kinds[i % 2]!,
  at: new Date(3_600_000 * (i >> 1)).toISOString(),
  x: random.next(),
  y: random.next(),
}));
const forecast = {
  features: { at: 'date', x: 'number' },
  target: { y: 'number' },
  forecast: { time: 'at', series: 'shop', window: 4, horizon: 2, known: ['x'] },
  network: { layers: [{ type: 'dense', units: 2 }] },
  training: { testSplit: 0.2, epochs: 1, seed: 1 },
} as const;

/** Begins a training, and counts the turns that other work has until it stands. */
const begin = async (options: TrainOptions = {}, onTurn?: (turn: number) => void) =>
  await among(async () => await createTrainer(spec, rows, options), onTurn);
const beginForecast = async (options: TrainOptions = {}, onTurn?: (turn: number) => void) =>
  await among(async () => await createTrainer(forecast, series, options), onTurn);

async function among(create: () => Promise<Trainer>, onTurn: (turn: number) => void = () => undefined) {
  let turns = 0;
  const stop = inEachTurn((turn) => onTurn((turns = turn)));
  try {
    const trainer = await create();
    const snapshot = trainer.snapshot();
    trainer.dispose();
    return { snapshot, turns };
  } finally {
    stop();
  }
}

test.each([
  ['rows', begin],
  ['series', beginForecast],
])('%s that are checked, encoded and marked before a training leave other work its turn, and come to the same bits', async (_, begin) => {
  const often = await begin();
  expect(often.turns).toBeGreaterThan(20);
  takes = 0;
  const never = await begin();
  expect(never.turns).toBeLessThan(3);
  expect(never.snapshot).toEqual(often.snapshot);
});

test('rows are marked in turns where a snapshot is taken up, which is of the same rows', async () => {
  const { snapshot, turns } = await begin();
  expect((await begin({ resumeFrom: snapshot })).turns).toBeGreaterThan(turns);
});

test.each([2, 8, 14, 20])('an abort in turn %i of those before a training is heard', async (last) => {
  const abort = new AbortController();
  const begun = begin({ signal: abort.signal }, (turn) => void (turn === last && abort.abort(new Error('enough'))));
  await expect(begun).rejects.toThrow('enough');
});

test.each([5, 25, 60])('an abort in turn %i of those in which series are read, cut into windows and encoded is heard', async (last) => {
  const abort = new AbortController();
  const begun = beginForecast({ signal: abort.signal }, (turn) => void (turn === last && abort.abort(new Error('enough'))));
  await expect(begun).rejects.toThrow('enough');
});

test('what is ahead of series is read, answered and written in turns, to the same answers', async () => {
  const model = await trainWith(await createTrainer(forecast, series));
  const known = ['a', 'b'].flatMap((shop) => [1500, 1501].map((hour) => ({ shop, at: new Date(3_600_000 * hour).toISOString(), x: 0.5 })));
  const answer = async () => {
    let turns = 0;
    const stop = inEachTurn((turn) => (turns = turn));
    const answers = await model.predict([...series, ...known]);
    stop();
    return { answers, turns };
  };
  const often = await answer();
  expect(often.turns).toBeGreaterThan(20);
  takes = 0;
  const never = await answer();
  expect(never.turns).toBeLessThan(4);
  expect(never.answers).toEqual(often.answers);
  model.dispose();
});
