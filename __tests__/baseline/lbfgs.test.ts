import { expect, test } from '@jest/globals';
import { minimise as minimiseInTurns, type LbfgsOptions } from '../../src/baseline/lbfgs.ts';
import { atOnce } from '../../src/turns/inTurns.ts';

type Valued = (point: Float64Array, gradient: Float64Array) => number;
function minimise(valued: Valued, start: Float64Array, options: LbfgsOptions): Float64Array {
  function* objective(...at: Parameters<Valued>) {
    yield;
    return valued(...at);
  }
  return atOnce(minimiseInTurns(objective, start, options));
}

/** H. H. Rosenbrock's curved valley, Computer Journal 3 (1960); its minimum is at (1, 1). */
function valley(point: Float64Array, gradient: Float64Array): number {
  const [x, y] = [point[0]!, point[1]!];
  gradient.set([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]);
  return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
}

test("the bottom of Rosenbrock's valley is found", () => {
  const [x, y] = minimise(valley, Float64Array.of(-1.2, 1), { tolerance: 1e-8, maximumEvaluations: 200 });
  expect(x).toBeCloseTo(1, 6);
  expect(y).toBeCloseTo(1, 6);
});

test('the objective is asked no more often than is allowed, and the best point so far comes back', () => {
  let asked = 0;
  const start = Float64Array.of(-1.2, 1);
  const objective = (point: Float64Array, gradient: Float64Array) => {
    asked++;
    return valley(point, gradient);
  };
  const point = minimise(objective, start, { tolerance: 1e-8, maximumEvaluations: 12 });
  expect(asked).toBe(12);
  expect(valley(point, new Float64Array(2))).toBeLessThan(valley(start, new Float64Array(2)));
  expect([...start]).toEqual([-1.2, 1]);
});

test('where rounding leaves no lower point, the search ends', () => {
  const flat = (_: Float64Array, gradient: Float64Array) => {
    gradient.fill(1);
    return 1;
  };
  expect([...minimise(flat, Float64Array.of(3), { tolerance: 1e-8, maximumEvaluations: 1e6 })]).toEqual([3]);
});
