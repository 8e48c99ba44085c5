import { describe, expect, test } from '@jest/globals';
import { reportOn } from './reportOn.ts';
import { formatFolds, summariseFolds } from '../../src/evaluate/foldScores.ts';
import type { Report } from '../../src/evaluate/report.ts';
import type { ClassScores, NumberScores } from '../../src/evaluate/scores.ts';

/** A report as a fold of 30 rows gives it, with the scores said. */
function classReport(accuracy: number, logLoss: number, linear: readonly [number, number] | null = [0.8, 0.5]): Report {
  const scores = (right: number, loss: number) => ({ accuracy: right, logLoss: loss, f1Macro: right }) as ClassScores;
  return {
    rows: 30,
    task: 'binary',
    metrics: { ...scores(accuracy, logLoss), confusionMatrix: [[15, 0], [0, 15]], perClass: [] }, // prettier-ignore
    baselines: { trivial: scores(0.5, 0.69), linear: linear && scores(...linear) },
    verdict: '',
  };
}

function numberReport(rmse: number, linear: number, r2: number | null = 0.5): Report {
  const scores = (size: number) => ({ mae: size / 2, rmse: size, r2 }) as NumberScores;
  return { rows: 10, task: 'regression', metrics: scores(rmse), baselines: { trivial: scores(9), linear: scores(linear) }, verdict: '' };
}

describe('over folds', () => {
  test('each score has its mean, its sample standard deviation and its values', () => {
    const { folds, rows, metrics, baselines } = summariseFolds([0.9, 0.8, 1].map((accuracy) => classReport(accuracy, 0.3)));
    expect([folds, rows]).toEqual([3, 90]);
    expect(metrics['accuracy']).toEqual({ mean: expect.closeTo(0.9, 12), deviation: expect.closeTo(0.1, 12), values: [0.9, 0.8, 1] });
    expect(metrics).not.toHaveProperty('confusionMatrix');
    expect(baselines?.linear?.['logLoss']).toEqual({ mean: 0.5, deviation: 0, values: [0.5, 0.5, 0.5] });
    expect(baselines?.trivial['accuracy']!.mean).toBe(0.5);
  });

  test('a score that a fold does not have is left out of the mean', () => {
    const { metrics } = summariseFolds([numberReport(1, 2, 0.5), numberReport(1, 2, null), numberReport(1, 2, 0.7)]);
    expect(metrics['r2']).toEqual({
      mean: expect.closeTo(0.6, 12),
      deviation: expect.closeTo(Math.SQRT2 / 10, 12),
      values: [0.5, null, 0.7],
    });
    const none = summariseFolds([numberReport(1, 2, null), numberReport(1, 2, null)]).metrics;
    expect(none).not.toHaveProperty('r2');
  });

  test('one fold has no deviation', () => {
    const { metrics, verdict } = summariseFolds([classReport(0.9, 0.3)]);
    expect(metrics['accuracy']).toEqual({ mean: 0.9, deviation: null, values: [0.9] });
    expect(verdict).toBe('One fold cannot tell whether the network beats its baselines.');
  });

  test('deviations of scores are finite whatever their size', () => {
    const { metrics } = summariseFolds([1e200, 2e200, 3e200].map((rmse) => numberReport(rmse, 1e200)));
    expect(metrics['rmse']!.deviation! / 1e200).toBeCloseTo(1, 12);
  });

  test('average precision of one class here and the other there has no mean', () => {
    const report = (positiveClass: string): Report => {
      const one = classReport(0.9, 0.3);
      return { ...one, positiveClass, metrics: { ...one.metrics, prAuc: 0.5 } as Report['metrics'] };
    };
    expect(summariseFolds([report('yes'), report('yes')])).toMatchObject({ positiveClass: 'yes', metrics: { prAuc: { mean: 0.5 } } });
    const mixed = summariseFolds([report('yes'), report('no')]);
    expect([mixed.positiveClass, mixed.metrics['prAuc']]).toEqual([undefined, undefined]);
  });

  test('any further score that reports hold is summarised too', () => {
    const report = classReport(0.9, 0.3);
    const summary = summariseFolds([0.7, 0.9].map((lift) => ({ ...report, metrics: { ...report.metrics, lift } })));
    expect(summary.metrics['lift']!.mean).toBeCloseTo(0.8, 12);
    expect(formatFolds(summary)).toMatch(/lift +0\.8000 ± 0\.1414 +- +-/);
  });
});

describe('the verdict says', () => {
  const verdict = (reports: readonly Report[]) => summariseFolds(reports).verdict;

  test('that the network beats the linear model where it does so in about every fold', () => {
    const reports = [0.92, 0.94, 0.91, 0.95, 0.93].map((accuracy) => classReport(accuracy, 0.25));
    expect(verdict(reports)).toMatchInlineSnapshot(
      `"The network beats the linear model (accuracy 0.9300 against 0.8000, log loss 0.2500 against 0.5000 on average; better in 5 of 5), as far as 5 folds can tell. The network beats the trivial answer (accuracy 0.9300 against 0.5000, log loss 0.2500 against 0.6900 on average; better in 5 of 5), as far as 5 folds can tell."`,
    );
  });

  test('that it does not where gains are within the chance of few folds', () => {
    // A plain paired t-test would call this gain sure (t = 3.7); folds that share their training rows do not show as much.
    const reports = [0.83, 0.81, 0.86, 0.85, 0.82].map((accuracy) => classReport(accuracy, 0.5));
    expect(verdict(reports)).toMatchInlineSnapshot(
      `"The network does not clearly beat the linear model (accuracy 0.8340 against 0.8000, log loss 0.5000 against 0.5000 on average), as far as 5 folds can tell, and the linear model is simpler. The network beats the trivial answer (accuracy 0.8340 against 0.5000, log loss 0.5000 against 0.6900 on average; better in 5 of 5), as far as 5 folds can tell."`,
    );
  });

  test('that only its probabilities are better', () => {
    expect(verdict([1, 2, 3, 4].map(() => classReport(0.8, 0.3)))).toMatchInlineSnapshot(
      `"The network beats the linear model in its probabilities only (accuracy 0.8000 against 0.8000, log loss 0.3000 against 0.5000 on average), as far as 4 folds can tell. The network beats the trivial answer (accuracy 0.8000 against 0.5000, log loss 0.3000 against 0.6900 on average; better in 4 of 4), as far as 4 folds can tell."`,
    );
  });

  test('that it is worse', () => {
    expect(verdict([3.1, 3.2, 3.05].map((rmse) => numberReport(rmse, 2)))).toMatchInlineSnapshot(
      `"The network does not beat the linear model, which is better (RMSE 3.1167 against 2.0000, MAE 1.5583 against 1.0000 on average), as far as 3 folds can tell. The network beats the trivial answer (RMSE 3.1167 against 9.0000, MAE 1.5583 against 4.5000 on average; better in 3 of 3), as far as 3 folds can tell."`,
    );
  });

  test('that answers and probabilities disagree', () => {
    expect(verdict([1, 2, 3].map(() => classReport(0.9, 0.7)))).toContain('does not clearly beat the linear model');
  });

  test('that they disagree where more answers are right and probabilities are worse by what may be chance', () => {
    const reports = [0.66, 0.69, 0.63, 0.75, 0.6].map((logLoss) => classReport(0.87, logLoss, [0.65, 0.6487]));
    expect(verdict(reports).split('. ')[0]).toMatchInlineSnapshot(
      `"The network does not clearly beat the linear model (accuracy 0.8700 against 0.6500, log loss 0.6660 against 0.6487 on average): one has more right answers, the other better probabilities, as far as 5 folds can tell"`,
    );
  });

  test('that errors disagree where most are smaller and the large ones larger', () => {
    const scores = (mae: number, rmse: number) => ({ mae, rmse, r2: 0 }) as NumberScores;
    const reports = [1, 1.1, 0.9].map((size): Report => {
      const baselines = { trivial: scores(2, 2), linear: scores(2, 2) };
      return { rows: 10, task: 'regression', metrics: scores(size, 3 * size), baselines, verdict: '' };
    });
    expect(verdict(reports)).toContain('one is nearer on the whole, the other has fewer large errors, as far as 3 folds can tell');
  });

  test('that there is nothing to compare with', () => {
    expect(verdict([classReport(0.9, 0.2), { ...classReport(0.9, 0.2), baselines: null }])).toContain('nothing to compare');
    const partly = [classReport(0.9, 0.2), classReport(0.9, 0.2, null)];
    expect(verdict(partly)).toMatch(/^There is no linear model in every fold/);
    expect(summariseFolds(partly).baselines?.linear).toBeNull();
  });

  test('that weights have overflown in some fold', () => {
    expect(verdict([numberReport(1, 2), numberReport(NaN, 2)])).toMatch(/^In some fold the network answers with something/);
  });
});

test('the table shows means and deviations of network, linear model and trivial answer', () => {
  const reports = [0, 1, 2].map((fold) =>
    reportOn({
      task: 'regression',
      rows: 4,
      targets: [1, 2, 3, 4],
      outputs: [1, 2, 3, 4 + 0.1 * fold],
      baselines: { linear: [1, 2.5, 3, 4], trivial: [2.5, 2.5, 2.5, 2.5] },
    }),
  );
  expect(formatFolds(summariseFolds(reports))).toMatchInlineSnapshot(`
   "12 rows, 3 folds          network           linear           trivial
   MAE               0.0250 ± 0.0250  0.1250 ± 0.0000   1.0000 ± 0.0000
   RMSE              0.0500 ± 0.0500  0.2500 ± 0.0000   1.1180 ± 0.0000
   R²                0.9967 ± 0.0042  0.9500 ± 0.0000   0.0000 ± 0.0000
   MAPE              0.6250 ± 0.6250  6.2500 ± 0.0000  57.2917 ± 0.0000
   median error      0.0000 ± 0.0000  0.0000 ± 0.0000   1.0000 ± 0.0000

   The network beats the linear model (RMSE 0.0500 against 0.2500, MAE 0.0250 against 0.1250 on average; better in 3 of 3), as far as 3 folds can tell. The network beats the trivial answer (RMSE 0.0500 against 1.1180, MAE 0.0250 against 1.0000 on average; better in 3 of 3), as far as 3 folds can tell.
   "
  `);
});
