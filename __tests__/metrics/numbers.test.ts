import { expect, test } from '@jest/globals';
import { mae } from '../../src/metrics/mae.ts';
import { r2 } from '../../src/metrics/r2.ts';
import { rmse } from '../../src/metrics/rmse.ts';

// Values from scikit-learn: reference.py.
test.each([
  {
    name: 'plain numbers',
    targets: [3, -0.5, 2, 7],
    outputs: [2.5, 0, 2, 8],
    width: 1,
    expected: [0.5, 0.6123724356957945, 0.9486081370449679],
  },
  { name: 'answers worse than the mean', targets: [1, 2, 3], outputs: [3, 2, 1], width: 1, expected: [4 / 3, 1.632993161855452, -3] },
  { name: 'a constant target that was missed', targets: [5, 5, 5], outputs: [5, 5, 6], width: 1, expected: [1 / 3, 0.5773502691896257, 0] },
  { name: 'a constant target that was met', targets: [5, 5, 5], outputs: [5, 5, 5], width: 1, expected: [0, 0, 1] },
  {
    name: 'two outputs a row',
    targets: [0, 1, 1, 1, 2, 4],
    outputs: [0, 2, 1, 2, 1, 4],
    width: 2,
    expected: [0.5, 0.6969234250586759, 0.5833333333333334],
  },
])('MAE, RMSE and R² of $name are what scikit-learn says', ({ targets, outputs, width, expected }) => {
  expect(mae(targets, outputs)).toBeCloseTo(expected[0]!, 12);
  expect(rmse(targets, outputs, width)).toBeCloseTo(expected[1]!, 12);
  expect(r2(targets, outputs, width)).toBeCloseTo(expected[2]!, 12);
});

test('a single row has an error but no R²', () => {
  expect(mae([5], [4])).toBe(1);
  expect(rmse([5], [4])).toBe(1);
  expect(r2([5], [4])).toBeNaN();
});
