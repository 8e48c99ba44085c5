import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTrainer, crossValidate, train, type Model, type ModelSpec, type Row } from 'netspec';
import { tf } from '#tf';
import { monthly, rounded } from './seriesRows.ts';

let before: number;
beforeEach(() => void (before = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(before));

const spec: ModelSpec = {
  forecast: { window: 12, horizon: 3, time: 'month', known: ['price'] },
  features: { month: { type: 'date', parts: ['month'] }, price: 'number' },
  target: { sold: 'number' },
  network: { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] },
};
const options = { epochs: 3, seed: 1, backend: 'cpu', validationSplit: 0.2, testSplit: 0.2 } as const;

const weightsOf = (model: Model) => model.layersModel.getWeights().map((weight) => [...weight.dataSync()]);

/** All that was learned. */
async function learned(rows: readonly Row[], about: ModelSpec = spec) {
  const model = await train(about, rows, options);
  const { encoders, baselines, history, heldOut } = model.record;
  const answer = { weights: weightsOf(model), encoders, baselines, loss: history['loss'], valLoss: history['val_loss'], heldOut };
  model.dispose();
  return answer;
}

describe('nothing looks ahead', () => {
  const rows = monthly(80); // 48 to train on, 16 that watch, 16 to test on
  const change = (from: number, to: number) => rows.map((row, t) => (t >= from && t < to ? { ...row, sold: row.sold * 3 + 50, price: 99 } : row)); // prettier-ignore

  test('what rows hold from the first that is held out on changes nothing of what is learned', async () => {
    const [now, changed] = [await learned(rows), await learned(change(48, 80))];
    expect(changed.weights).toEqual(now.weights);
    expect(changed.encoders).toEqual(now.encoders);
    expect(changed.baselines).toEqual(now.baselines);
    expect(changed.loss).toEqual(now.loss);
    expect(changed.valLoss).not.toEqual(now.valLoss);
  });

  test('the row before changes all of it', async () => {
    const [now, changed] = [await learned(rows), await learned(change(47, 48))];
    expect(changed.weights).not.toEqual(now.weights);
    expect(changed.encoders).not.toEqual(now.encoders);
    expect(changed.baselines).not.toEqual(now.baselines);
  });

  test('the test changes nothing of what watches the run', async () => {
    const [now, changed] = [await learned(rows), await learned(change(64, 80))];
    expect(changed.valLoss).toEqual(now.valLoss);
    expect(changed.heldOut).not.toEqual(now.heldOut);
  });
});

test('a window is of the part in which its whole horizon is, and may reach back', async () => {
  const trainer = await createTrainer(spec, monthly(80), options);
  // 48 - 12 - 3 + 1 to train on; of 16 held out and of 16 tested 14 each.
  expect(trainer.rows).toMatchObject({ training: 34, heldOut: 14 });
  const model = await trainer.finish();
  expect((model.heldOut as { readonly rows: number }).rows).toBe(14);
  model.dispose();
});

test('series are parted at the same moments, whatever the order of the rows', async () => {
  const about: ModelSpec = {
    ...spec,
    forecast: { ...spec.forecast!, series: 'shop' },
    features: { ...spec.features, shop: 'category' },
  };
  const rows = [...monthly(80, { shop: 'a' }), ...monthly(80, { shop: 'b', level: 30 })];
  const mixed = rows.map((_, i) => rows[(i * 37) % rows.length]!);
  const [sorted, shuffled] = [await learned(rows, about), await learned(mixed, about)];
  expect(shuffled.weights).toEqual(sorted.weights);
  expect(rounded(shuffled.heldOut)).toEqual(rounded(sorted.heldOut));
  expect(sorted.heldOut).toMatchObject({ rows: 28 });
});

describe('the report', () => {
  const rows = monthly(80);

  test('tells what the naive forecasts come to, as anyone can compute it', async () => {
    const { heldOut } = await learned(rows);
    const sold = rows.map((row) => row.sold);
    const origins = Array.from({ length: 14 }, (_, i) => 63 + i); // the last rows before horizons in 64..79
    const errorsOf = (from: (origin: number, k: number) => number) =>
      [1, 2, 3].map((k) => origins.map((origin) => Math.abs(sold[origin + k]! - from(origin, k))));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const last = errorsOf((origin) => sold[origin]!);
    const season = errorsOf((origin, k) => sold[origin + k - 12]!);
    const report = heldOut as any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a report on one target
    expect(report.baselines.trivial.mae).toBeCloseTo(mean(last.flat()), 4);
    expect(report.baselines.seasonal.mae).toBeCloseTo(mean(season.flat()), 4);
    report.forecast.maeByStep.trivial.forEach((mae: number, k: number) => expect(mae).toBeCloseTo(mean(last[k]!), 4));
    report.forecast.maeByStep.seasonal.forEach((mae: number, k: number) => expect(mae).toBeCloseTo(mean(season[k]!), 4));
    const scale = mean(Array.from({ length: 36 }, (_, i) => Math.abs(sold[i + 12]! - sold[i]!))); // the first 48 rows
    expect(report.baselines.trivial.mase).toBeCloseTo(mean(last.flat()) / scale, 4);
    expect(report.forecast).toMatchObject({ window: 12, horizon: 3, ahead: '3 months', season: 12, seasonName: 'a year ago' });
  });

  test('a horizon longer than a season takes each step from the last season that is known', async () => {
    const about: ModelSpec = { ...spec, forecast: { ...spec.forecast!, horizon: 5, season: 2 } };
    const report = (await learned(rows, about)).heldOut as any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a report on one target
    const sold = rows.map((row) => row.sold);
    const origins = Array.from({ length: 12 }, (_, i) => 63 + i);
    const naive = [1, 2, 3, 4, 5].flatMap((k) => origins.map((o) => Math.abs(sold[o + k]! - sold[o - (k % 2)]!)));
    expect(report.baselines.seasonal.mae).toBeCloseTo(naive.reduce((a, b) => a + b) / naive.length, 4);
    expect(report.forecast.seasonName).toBe('2 months ago');
  });

  test('says to use what is better', async () => {
    const { heldOut } = await learned(rows);
    expect((heldOut as { readonly verdict: string }).verdict).toMatch(
      /^The linear model is better \(MAE [\d.]+ against [\d.]+\): use it\./,
    );
  });

  test('of quantiles tells the naive forecasts with the spread that they had', async () => {
    const { heldOut } = await learned(rows, { ...spec, target: { sold: { type: 'quantiles', scale: 'log' } } });
    expect(heldOut).toMatchObject({ task: 'quantiles', quantiles: [0.1, 0.5, 0.9] });
    const { baselines } = heldOut as any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a report on one target
    expect(baselines.trivial.coverage).toBeGreaterThan(0.4);
    expect(baselines.seasonal.pinball).toBeLessThan(baselines.trivial.pinball);
  });
});

test('metrics of an epoch are in the units of the target, over all steps', async () => {
  const model = await train({ ...spec, target: { sold: { type: 'number', scale: 'log' } } }, monthly(80), options);
  const report = model.heldOut as any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a report on one target
  const other = await train(
    { ...spec, target: { sold: { type: 'number', scale: 'log' } } },
    monthly(64), // what was the test is not there, and what watched the run is what is reported
    { ...options, validationSplit: 0.25, testSplit: 0 },
  );
  expect((other.heldOut as any).metrics.mae).toBeCloseTo(model.history['val_meanAbsoluteError']!.at(-1)!, 3); // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
  expect(report.metrics.mae).toBeGreaterThan(0);
  model.dispose();
  other.dispose();
});

describe('folds', () => {
  test('go forward in time: each is forecast by what was learned of all before it', async () => {
    const seen: number[] = [];
    const { summary, reports } = await crossValidate(spec, monthly(80), {
      ...{ epochs: 2, seed: 1, folds: 4, backend: 'cpu' },
      onFold: (fold) => seen.push(fold),
    });
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(reports.map(({ rows }) => rows)).toEqual([13, 13, 13, 13]); // parts of 15 months, behind a first of 20
    expect(summary).toMatchObject({ folds: 4, rows: 52, forecast: { ahead: '3 months', seasonName: 'a year ago' } });
    expect(summary.baselines!.seasonal!['mae']!.values).toHaveLength(4);
    expect(summary.verdict).toMatch(/the last value .*the value a year ago/);
  });

  test('that time does not suffice for are refused', async () => {
    await expect(crossValidate(spec, monthly(30), { epochs: 1, folds: 5, backend: 'cpu' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       folds: expected 5 parts of 3 months or more, the horizon, behind a first of 18, the window and two horizons, received 30 months
         fix: ask for fewer folds, give more rows, or a shorter "window" or "horizon""
    `);
  });

  test('make no one model, and know no groups', async () => {
    await expect(crossValidate(spec, monthly(80), { folds: 3, ensemble: true })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       ensemble: expected no one model of all folds, as each has learned of another stretch of time, received true
         fix: leave it out (on the command line --out), and train on all rows for a model to keep"
    `);
    await expect(crossValidate(spec, monthly(80), { folds: 3, group: 'price' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the call has a problem
       group: expected nothing, as folds of a forecast are by time, received "price"
         fix: leave it out: all series are cut at the same moments"
    `);
  });
});

describe('rows that do not make series are refused', () => {
  const about: ModelSpec = { ...spec, forecast: { ...spec.forecast!, series: 'shop' } };
  const shop = (name: string, count: number) => monthly(count, { shop: name });

  test.each([
    ['a time twice', spec, [...monthly(40), ...monthly(2)]],
    ['a time twice in a series', about, [...shop('a', 40), ...shop('b', 40), shop('b', 2)[1]!]],
    ['no time', spec, monthly(40).map((row, t) => (t === 7 ? { ...row, month: 'soon' } : row))],
    ['no series', about, shop('a', 40).map((row, t) => (t === 3 ? { ...row, shop: null } : row))],
    ['unequal steps', spec, monthly(40).map((row, t) => (t === 7 ? { ...row, month: '2015-08-09' } : row))],
    ['too few to train on', spec, monthly(20)],
    ['too few to hold out', { ...spec, forecast: { ...spec.forecast!, horizon: 10 } }, monthly(45)],
    ['a word for a target', spec, monthly(40).map((row, t) => (t === 7 ? { ...row, sold: 'many' } : row))],
    ['no column of time', spec, monthly(40).map(({ month: _, ...row }) => row)],
    ['one row', spec, monthly(1)],
  ] as const)('%s', async (_, one, rows) => {
    await expect(train(one, rows as readonly Row[], options)).rejects.toThrowErrorMatchingSnapshot();
  });

  test.each([
    ['nanoseconds', (t: number) => 1.7e18 + t * 3.6e12],
    ['microseconds', (t: number) => String(1.7e15 + t * 3.6e9)],
  ])('numbers whose steps would be told wrong: %s', async (_, month) => {
    const plain: ModelSpec = { forecast: { window: 6, horizon: 2, time: 'month' }, target: { sold: 'number' } };
    const rows = monthly(60).map((row, t) => ({ ...row, month: month(t) }));
    await expect(train(plain, rows, options)).rejects.toThrowErrorMatchingSnapshot();
  });

  test('but months, days and seconds as numbers are dates, and years are numbers', async () => {
    const forecast = { window: 6, horizon: 2, time: 'month' } as const;
    const plain: ModelSpec = { forecast, target: { sold: 'number' } };
    const dated: ModelSpec = { ...plain, features: { month: { type: 'date', parts: ['month'], format: 'YYYYMM' } } };
    const month = (t: number) => 100 * (2015 + Math.floor(t / 12)) + (t % 12) + 1;
    const timed: ModelSpec = { ...plain, features: { month: { type: 'date', parts: ['month'] } } };
    const cases = [
      [dated, month, [202001, 202002]],
      [timed, (t: number) => String(month(t)), ['202001', '202002']],
      [timed, (t: number) => 100 * month(t) + 1, [20200101, 20200201]],
      [plain, (t: number) => Date.UTC(2015, t) / 1000, [1577836800, 1580515200]],
      [plain, (t: number) => 200012 + 100 * t, [206012, 206112]],
    ] as const;
    for (const [about, month, next] of cases) {
      const rows = monthly(60).map((row, t) => ({ ...row, month: month(t) }));
      const model = await train(about, rows, options);
      expect(((await model.predict(rows)) as readonly Row[]).map((answer) => answer['month'])).toEqual(next);
      model.dispose();
    }
  });

  test('more than fit in memory, in all parts and inputs together', async () => {
    const hours = Array.from({ length: 24_000 }, (_, t) => ({ hour: new Date(Date.UTC(2020, 0, 1, t)), sold: t % 24 }));
    const long: ModelSpec = {
      forecast: { window: 8, horizon: 3000, time: 'hour' },
      features: { hour: { type: 'date', parts: ['month', 'dayOfWeek', 'hour'] } },
      target: { sold: 'number' },
    };
    await expect(train(long, hours, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       rows: expected windows and horizons of 268435456 numbers at most, all together, received 360734715: 14995 windows of 24057
         fix: give fewer rows or features, or a shorter "window" or "horizon""
    `);
  });

  test('arrays', async () => {
    await expect(train(spec as ModelSpec, { xs: [[1]], ys: [[1]] } as never, options)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has 2 problems
       column "month": expected a column of that name, received the columns xs, ys
       column "sold": expected a column of that name, received the columns xs, ys"
    `);
  });
});

test('series that are too short and rows that are missing are told', async () => {
  const told: string[] = [];
  const about: ModelSpec = { ...spec, forecast: { ...spec.forecast!, series: 'shop' } };
  const rows = [
    ...monthly(80, { shop: 'a' }).filter((_, t) => t !== 20),
    ...monthly(80, { shop: 'b' }).map((row, t) => (t === 50 ? { ...row, sold: null } : row)), // no value is as no row
    ...monthly(9, { shop: 'c' }),
  ];
  const model = await train(about, rows, { ...options, onWarning: ({ about: what, message }) => void told.push(`${what}: ${message}`) });
  expect(told).toMatchInlineSnapshot(`
   [
     "shortSeries: 1 of 3 series are left out, as they have less than 15 rows in a row (window 12, horizon 3): "c"",
     "missingRows: rows are missing after "2016-08-01" of "a", "2019-02-01" of "b", where steps are 1 month: windows that reach over a gap are left out",
   ]
  `);
  model.dispose();
});

test('missing cells of features are what the feature says', async () => {
  const rows = monthly(80).map((row, t) => (t % 9 === 2 ? { ...row, price: null } : row));
  await expect(train(spec, rows, options)).rejects.toThrow('column "price": expected a number');
  const model = await train({ ...spec, features: { ...spec.features, price: { type: 'number', missing: 'mean' } } }, rows, options);
  expect(model.layersModel.inputs.map(({ shape }) => shape)).toEqual([[null, 12, 5], [null, 3, 4], [null, 1]]); // prettier-ignore
  model.dispose();
});
