import { expect, test } from '@jest/globals';
import { direction } from '../../src/metrics/direction.ts';
import { metrics } from '../../src/spec/metrics.ts';

test.each([
  ['loss', 'min'],
  ['val_loss', 'min'],
  ['price_loss', 'min'],
  ['accuracy', 'max'],
  ['val_accuracy', 'max'],
  ['val_acc', 'max'],
  ['val_price_accuracy', 'max'],
  ['accuracy_loss', 'min'],
  ['recall_rmse', 'min'],
  ['val_out_put_precision_1', 'max'],
  ['fBeta_2_macro', 'max'],
  ['pinball_0.9', 'min'],
  ['cohensKappa_quadratic', 'max'],
  ['brier', 'min'],
  ['ofMyOwn', undefined],
  ['val_own_share', undefined],
] as const)('%s is better at its %s', (name, better) => {
  expect(direction(name)).toBe(better);
});

test('more is better of shares of right answers, areas, correlations and what is explained, and of nothing else', () => {
  expect(Object.keys(metrics).filter((name) => direction(name) === 'max')).toMatchInlineSnapshot(`
   [
     "accuracy",
     "binaryAccuracy",
     "categoricalAccuracy",
     "sparseCategoricalAccuracy",
     "topKAccuracy",
     "balancedAccuracy",
     "precision",
     "recall",
     "fBeta",
     "f1",
     "specificity",
     "rocAuc",
     "prAuc",
     "matthewsCorrelation",
     "cohensKappa",
     "r2Score",
   ]
  `);
});
