import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { crossValidate, formatFolds, train, type ModelSpec, type Report } from 'netspec';
import { tf } from '#tf';
import { monthly } from './seriesRows.ts';

let before: number;
beforeEach(() => void (before = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(before));

const spec: ModelSpec = {
  forecast: { window: 6, horizon: 3, time: 'month' },
  target: { sold: 'number' },
  network: { layers: [{ type: 'dense', units: 2 }] },
};
const bySeries: ModelSpec = { ...spec, forecast: { ...spec.forecast!, series: 'shop' } };
const options = { epochs: 1, seed: 1, backend: 'cpu', validationSplit: 0.2, testSplit: 0.2 } as const;
type Monthly = ReturnType<typeof monthly>;

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- scores of one sort
async function reportOf(about: ModelSpec, rows: Monthly): Promise<Report & { readonly baselines: any }> {
  const model = await train(about, rows, options);
  const report = model.heldOut as Report;
  model.dispose();
  return report;
}

const without = (...months: readonly number[]) => monthly(80).filter((_, t) => !months.includes(t));
const sold = monthly(80).map((row) => row.sold);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Mean error over horizons of three months behind each of some months. */
const maeFrom = (origins: readonly number[], answer: (origin: number, t: number) => number) =>
  mean(origins.flatMap((origin) => [1, 2, 3].map((k) => Math.abs(sold[origin + k]! - answer(origin, origin + k)))));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the value a season ago', () => {
  test('is looked up by time, over rows that are missing', async () => {
    const { rows, baselines, forecast, verdict } = await reportOf(spec, without(68));
    const origins = [...range(62, 64), ...range(74, 76)]; // no window and no horizon reaches over month 68
    expect(rows).toBe(origins.length);
    expect(baselines.trivial.mae).toBeCloseTo(maeFrom(origins, (origin) => sold[origin]!), 4); // prettier-ignore
    expect(baselines.seasonal.mae).toBeCloseTo(maeFrom(origins, (_, t) => sold[t - 12]!), 4); // prettier-ignore
    expect(forecast!.seasonalRows).toBeUndefined();
    expect(verdict).toMatch(/the value a year ago/i);
  });

  test('is that of one more season ago where it is missing', async () => {
    const { rows, baselines, forecast } = await reportOf(spec, without(58));
    const origins = range(63, 76).slice(-rows);
    expect(rows).toBeGreaterThan(10);
    expect(baselines.seasonal.mae).toBeCloseTo(maeFrom(origins, (_, t) => sold[t === 70 ? 46 : t - 12]!), 4); // prettier-ignore
    expect(forecast!.seasonalRows).toBeUndefined();
  });

  test('is the last value where there is none, which is told', async () => {
    const late = monthly(80, { shop: 'late' }).slice(66);
    const { rows, baselines, forecast, verdict } = await reportOf(bySeries, [...monthly(80, { shop: 'early' }), ...late]);
    const [early, short] = [range(69, 76), range(71, 76)];
    expect([rows, forecast!.seasonalRows]).toEqual([14, 8]);
    const known = maeFrom(early, (_, t) => sold[t - 12]!);
    const unknown = maeFrom(short, (origin, t) => sold[t - 12 < 66 ? origin : t - 12]!);
    expect(baselines.seasonal.mae).toBeCloseTo((8 * known + 6 * unknown) / 14, 4);
    expect(verdict).toMatch(/For 6 of 14 forecasts the value a year ago is not known at all steps: there the last value stands for it\.$/);
  });

  test('is no rival where no forecast reaches back so far, which is told', async () => {
    const report = await reportOf({ ...spec, forecast: { ...spec.forecast!, season: 100 } }, monthly(80));
    expect(report.baselines.seasonal).toBeNull();
    expect(report.verdict).toMatch(
      /There is no telling how good the value 100 months ago is: the rows of none of these forecasts reach back so far\.$/,
    );
    const ofQuantiles: ModelSpec = { ...spec, forecast: { ...spec.forecast!, season: 60 }, target: { sold: 'quantiles' } };
    const { baselines, verdict } = await reportOf(ofQuantiles, monthly(80));
    expect(baselines.seasonal).toBeNull();
    expect(verdict).toMatch(/There is no telling how good the value 60 months ago is: no rows of training reach back so far\.$/);
  });

  test('is told of in folds too', async () => {
    const folds = async (about: ModelSpec, rows: Monthly) =>
      (await crossValidate(about, rows, { epochs: 1, seed: 1, folds: 3, backend: 'cpu' })).summary;
    const late = monthly(80, { shop: 'late' }).slice(66);
    const summary = await folds(bySeries, [...monthly(80, { shop: 'early' }), ...late]);
    expect(summary.forecast!.seasonalRows).toBe(summary.rows - 6);
    expect(formatFolds(summary)).toContain(`For 6 of ${summary.rows} forecasts the value a year ago is not known at all steps`);
    const { verdict } = await folds({ ...spec, forecast: { ...spec.forecast!, season: 70 } }, monthly(80));
    expect(verdict).toMatch(/There is no telling how good the value 70 months ago is: it is not known in every fold\.$/);
  });
});

test('MASE divides the errors of each series by what the value a season ago misses by in that series', async () => {
  const shops = [monthly(80, { shop: 'small', level: 20 }), monthly(80, { shop: 'large', level: 3000 }).map((row, t) => ({ ...row, sold: row.sold + 9 * t }))]; // prettier-ignore
  const { baselines } = await reportOf(bySeries, shops.flat());
  const own = shops.map((rows) => {
    const numbers = rows.map((row) => row.sold);
    const scale = mean(range(12, 47).map((t) => Math.abs(numbers[t]! - numbers[t - 12]!))); // the rows of training
    return mean(range(63, 76).flatMap((origin) => [1, 2, 3].map((k) => Math.abs(numbers[origin + k]! - numbers[origin]!)))) / scale;
  });
  expect(baselines.trivial.mase / mean(own)).toBeCloseTo(1, 4);
});
