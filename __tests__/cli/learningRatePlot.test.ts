import { expect, test } from '@jest/globals';
import { learningRatePlot } from '../../src/cli/learningRatePlot.ts';
import { exponentialRates } from '../../src/train/learningRate/sweep.ts';

const rates = exponentialRates(1e-7, 10, 100);
const losses = rates.slice(0, 90).map((rate) => 2.3 - 2 / (1 + 1e-3 / rate) + (rate / 0.3) ** 3);

test('the loss is drawn over the rate, and the suggestion is marked', () => {
  const lines = learningRatePlot({ rates, losses: [...losses, NaN], suggestion: 1e-3 }, { width: 60, height: 12 });
  expect(`\n${lines.join('\n')}`).toMatchInlineSnapshot(`
   "
   3.28 ┤                           ┊                •••••
        │                           ┊
        │                           ┊
        │••••••••••••••••••••••     ┊
        │                      •••  ┊
        │                         ••┊               •
        │                           ••
        │                           ┊ ••••         •
   0.34 ┤                           ┊     •••••••••
        └──────────────────────────────────────────────────────
         1e-7   1e-6  1e-5   1e-4   1e-3  1e-2   1e-1  1e0
                                    ▲ 0.001"
  `);
});

test.each([20, 40, 80, 200])('no line is longer than %p columns, and all lines are there', (width) => {
  for (const suggestion of [1e-7, 3e-3, 10]) {
    for (const some of [losses, [], [1], [NaN], [1, 1, 1, 1], [250000, 1e9]]) {
      const lines = learningRatePlot({ rates, losses: some, suggestion }, { width, height: 10 });
      expect(lines).toHaveLength(10);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }
  }
});
