import { expect, test } from '@jest/globals';
import { fitBaselines } from '../../src/baseline/baselines.ts';
import { fitForecastBaselines } from '../../src/baseline/forecastBaselines.ts';
import { sortBy } from '../../src/turns/sortNumbers.ts';
import { createRandom } from '../../src/random.ts';
import { atOnce, takeTurns, type InTurns } from '../../src/turns/inTurns.ts';
import { spread } from '../long/spread.ts';

const rows = 5000;
const random = createRandom(1);
const numbers = (length: number) => Float32Array.from({ length }, () => random.next());
const xs = numbers(rows * 8);
const ys = Float32Array.from({ length: rows * 2 }, (_, at) => xs[Math.floor(at / 2) * 8]! + random.next() / 4);
const levels = (count: number) => Float32Array.from({ length: rows }, (_, row) => Math.floor(ys[2 * row]! * 0.79 * count));

const works: Readonly<Record<string, () => InTurns<unknown>>> = {
  regression: () => fitBaselines(xs, 8, ys, 2, 'regression'),
  'regression of few rows and many columns': () => fitBaselines(xs.subarray(0, 40_000), 200, ys.subarray(0, 200), 1, 'regression'),
  quantiles: () => fitBaselines(xs, 8, ys, 2, 'quantiles', undefined, [0.1, 0.9]),
  'two classes': () => fitBaselines(xs, 8, levels(2), 1, 'binary'),
  'three classes': () => fitBaselines(xs, 8, levels(3), 3, 'multiclass'),
  counts: () => fitBaselines(xs, 8, levels(5), 1, 'count'),
  labels: () => fitBaselines(xs, 8, Float32Array.from(ys, Math.round), 2, 'labels'),
  'a forecast': () =>
    fitForecastBaselines({ xs, width: 8, ys, last: levels(9), seasonal: ys.slice().reverse(), horizon: 2, quantiles: [] }),
};

test.each(spread(Object.keys(works), 2, 1))(
  'while baselines of %s are fitted others have their turn, and the fit is the same to the bit',
  async (name) => {
    let turns = 0;
    let isOver = false;
    const other = () => {
      turns++;
      if (!isOver) setImmediate(other);
    };
    setImmediate(other);
    const fitted = await takeTurns(works[name]!(), () => new Promise((resolve) => setImmediate(resolve)));
    isOver = true;
    expect(turns).toBeGreaterThan(25);
    expect(fitted).toEqual(atOnce(works[name]!()));
  },
);

test('what a turn throws ends the work', async () => {
  const stop = () => Promise.reject(new Error('enough'));
  await expect(takeTurns(works['counts']!(), stop)).rejects.toThrow('enough');
});

test.each([0, 1, 8192, 8193, 50_000])('%i numbers are sorted as all at once, those of equal values in their order', (length) => {
  const values = Float32Array.from({ length }, () => Math.floor(random.next() * 1000));
  const order = Uint32Array.from({ length }, (_, i) => length - 1 - i);
  const expected = [...order].sort((a, b) => values[a]! - values[b]!);
  atOnce(sortBy(order, values));
  expect([...order]).toEqual(expected);
});
