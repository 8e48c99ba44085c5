import { describe, expect, test } from '@jest/globals';
import { fitBaselines as fitInTurns, predictBaseline } from '../../src/baseline/baselines.ts';
import { reportOn } from './reportOn.ts';
import { formatReport } from '../../src/evaluate/report.ts';
import type { ClassScores, NumberScores } from '../../src/evaluate/scores.ts';
import { createRandom } from '../../src/random.ts';
import { atOnce } from '../../src/turns/inTurns.ts';

const fitBaselines = (...problem: Parameters<typeof fitInTurns>) => atOnce(fitInTurns(...problem));

/** The four cases of XOR, and what a network that has learned them answers. */
function xor() {
  const xs = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1);
  const targets = Float32Array.of(0, 1, 1, 0);
  const { trivial, linear } = fitBaselines(xs, 2, targets, 1, 'binary');
  if (linear.type === 'notFitted') throw new Error(linear.reason);
  const baselines = { trivial: predictBaseline(trivial, xs, 2), linear: predictBaseline(linear, xs, 2) };
  return { task: 'binary' as const, rows: 4, targets, outputs: Float32Array.of(0.01, 0.98, 0.99, 0.02), baselines };
}

/** y = x + noise; `outputs` follow the line but for a `wiggle`. */
function line({ rows = 90, wiggle = 0 } = {}) {
  const random = createRandom(11);
  const noise = () => random.next() + random.next() + random.next() - 1.5;
  const linear = Float64Array.from({ length: rows }, (_, row) => row / 10);
  const targets = linear.map((value) => value + noise());
  const outputs = linear.map((value) => value + wiggle * noise());
  const middle = targets.reduce((sum, value) => sum + value) / rows;
  return { task: 'regression' as const, rows, targets, outputs, baselines: { trivial: targets.map(() => middle), linear } };
}

/** Three classes in turn; the first `sure` of each ten rows are answered with 0.9, the others wrongly with 0.5. */
function thirds(rows: number, sure: (row: number) => boolean): Float32Array {
  return Float32Array.from({ length: rows * 3 }, (_, at) => {
    const [row, k] = [Math.floor(at / 3), at % 3];
    if (sure(row)) return k === row % 3 ? 0.9 : 0.05;
    return k === (row + 1) % 3 ? 0.5 : 0.25;
  });
}

describe('the verdict', () => {
  test('on XOR is that the network beats the linear model', () => {
    expect(reportOn(xor()).verdict).toMatchInlineSnapshot(
      `"The network beats the linear model (accuracy 1.0000 against 0.5000, log loss 0.0151 against 0.6931). The network beats answering "0" every time (accuracy 1.0000 against 0.5000, log loss 0.0151 against 0.6931)."`,
    );
  });

  test('on a line that the network follows about as well is that the linear model is as good', () => {
    expect(reportOn(line({ wiggle: 0.1 })).verdict).toMatchInlineSnapshot(
      `"The network does not beat the linear model (R² 0.9697 against 0.9686): as far as 90 rows can tell, the linear model is as good, and it is simpler. The network beats answering the mean every time (R² 0.9697 against 0.0000)."`,
    );
  });

  test('on a line that the network misses is that the linear model is better', () => {
    expect(reportOn(line({ wiggle: 4 })).verdict).toMatchInlineSnapshot(
      `"The network does not beat the linear model, which is better (R² 0.3115 against 0.9686). The network beats answering the mean every time (R² 0.3115 against 0.0000)."`,
    );
  });

  /** Targets of which the first is so large that its square is about all there is. */
  function tail(own: (row: number) => number, other: (row: number) => number, unit = 1) {
    const rows = 40;
    const targets = Float64Array.from({ length: rows }, (_, row) => unit * (row === 0 ? 1000 : 10 + (row % 7)));
    const outputs = targets.map((target, row) => target + unit * own(row));
    const linear = targets.map((target, row) => target + unit * other(row));
    return { task: 'regression' as const, rows, targets, outputs, baselines: { trivial: linear, linear } };
  }

  test.each([1, 1e200])(
    'of numbers in units of %d, far better in each row but one that decides the squares, is that the network beats it',
    (unit) => {
      const report = reportOn(tail((row) => (row === 0 ? 400 : 1), (row) => (row === 0 ? 500 : 8 + (row % 2)), unit)); // prettier-ignore
      expect(report.verdict).toMatch(/^The network beats the linear model \(R² /);
      const { rmse, mae } = report.metrics as NumberScores;
      expect(rmse! / unit).toBeCloseTo(Math.sqrt((400 ** 2 + 39) / 40), 8);
      expect(mae! / unit).toBeCloseTo(439 / 40, 8);
    },
  );

  test('of numbers where one row decides how far they are apart is that it is not clear', () => {
    const own = (row: number) => (row === 0 ? 200 : row % 2 ? 3 : -3);
    const other = (row: number) => (row === 0 ? 900 : row % 3 ? 3 : -3);
    expect(reportOn(tail(own, other)).verdict.split('. ')[0]).toMatchInlineSnapshot(
      `"It is not clear whether the network beats the linear model (RMSE 31.761 against 142.33, MAE 7.9250 against 25.425): it is ahead, but a few of the 40 rows decide that, and it may be chance"`,
    );
    // Far apart the other way round, it is not the network that one would keep.
    expect(reportOn(tail(other, own)).verdict).toContain('The network does not beat the linear model');
  });

  test('of numbers nearer in each row but for a few large errors is that it is mixed', () => {
    const own = (row: number) => (row < 4 ? 60 : 1);
    const other = (row: number) => 15 + (row % 3);
    expect(reportOn(tail(own, other)).verdict.split(' The')[0]).toMatchInlineSnapshot(
      `"The network does not clearly beat the linear model (RMSE 18.997 against 15.996, MAE 6.9000 against 15.975): one is nearer on the whole, the other has fewer large errors."`,
    );
  });

  test('of a rare class that the network finds is that it is better where each class counts alike', () => {
    const rows = 200;
    const targets = Float32Array.from({ length: rows }, (_, row) => (row % 20 === 0 ? 0 : 1));
    // All of the rare class, and as many again that are not of it.
    const outputs = targets.map((_, row) => (row % 20 === 0 || row % 8 === 1 ? 0.2 : 0.8));
    const trivial = new Float32Array(rows).fill(0.95);
    const linear = { type: 'notFitted' as const, reason: 'none is wanted' };
    const report = reportOn({ task: 'binary', rows, targets, outputs, baselines: { trivial, linear }, classes: ['fraud', 'ok'] });
    expect(report.verdict).toMatchInlineSnapshot(
      `"There is no linear model to compare the network with: none is wanted. The network does not beat answering "ok" every time, which is better (accuracy 0.8750 against 0.9500, log loss 0.3964 against 0.1985). It does in balanced accuracy, where each class counts alike (balanced accuracy 0.9342 against 0.5000)."`,
    );
  });

  test('of a network that answers as the trivial baseline is that it does not beat it', () => {
    const { baselines, ...others } = xor();
    const verdict = reportOn({ ...others, baselines, outputs: baselines.trivial, classes: ['no', 'yes'] }).verdict;
    expect(verdict).toMatchInlineSnapshot(
      `"The network does not beat the linear model (accuracy 0.5000 against 0.5000, log loss 0.6931 against 0.6931): as far as 4 rows can tell, the linear model is as good, and it is simpler. The network does not beat answering "no" every time (accuracy 0.5000 against 0.5000, log loss 0.6931 against 0.6931): as far as 4 rows can tell, answering "no" every time is as good, and it is simpler."`,
    );
  });

  test('tells right answers and good probabilities apart', () => {
    const linear = thirds(60, (row) => row % 10 < 7);
    // Right more often, and recklessly sure where it is wrong.
    const outputs = thirds(60, (row) => row % 10 < 9).map((value) => (value === 0.25 ? 1e-6 : value));
    const targets = Uint32Array.from({ length: 60 }, (_, row) => row % 3);
    const trivial = new Float32Array(180).fill(1 / 3);
    const verdict = reportOn({ task: 'multiclass', rows: 60, targets, outputs, baselines: { trivial, linear } }).verdict;
    expect(verdict).toMatchInlineSnapshot(
      `"The network does not clearly beat the linear model (accuracy 0.9000 against 0.7000, log loss 1.4764 against 0.4896): one has more right answers, the other better probabilities. The network does not clearly beat answering "0" every time (accuracy 0.9000 against 0.3333, log loss 1.4764 against 1.0986): one has more right answers, the other better probabilities."`,
    );
  });

  test('of a network whose probabilities alone are better says so', () => {
    const { baselines, ...others } = xor();
    const better = Float32Array.of(0.1, 0.9, 0.9, 0.1);
    const linear = Float32Array.of(0.3, 0.7, 0.7, 0.3);
    expect(reportOn({ ...others, outputs: better, baselines: { ...baselines, linear } }).verdict).toMatchInlineSnapshot(
      `"The network beats the linear model in its probabilities only (log loss 0.1054 against 0.3567): it is right no more often (accuracy 1.0000 against 1.0000). The network beats answering "0" every time (accuracy 1.0000 against 0.5000, log loss 0.1054 against 0.6931)."`,
    );
  });

  test('says why there is no linear model', () => {
    const { baselines, ...others } = xor();
    const reason = '60000 rows of 784 columns are too many to fit one in a few seconds';
    const report = reportOn({ ...others, baselines: { ...baselines, linear: { type: 'notFitted', reason } } });
    expect(report.baselines?.linear).toBeNull();
    expect(report.verdict).toMatchInlineSnapshot(
      `"There is no linear model to compare the network with: 60000 rows of 784 columns are too many to fit one in a few seconds. The network beats answering "0" every time (accuracy 1.0000 against 0.5000, log loss 0.0151 against 0.6931)."`,
    );
  });

  test('makes nothing of one row', () => {
    const { targets, outputs, baselines } = line({ rows: 90 });
    const first = (values: Float64Array) => values.subarray(0, 1);
    const { trivial, linear } = baselines;
    const report = reportOn({
      task: 'regression',
      rows: 1,
      targets: first(targets),
      outputs: first(outputs),
      baselines: { trivial: first(trivial), linear: first(linear) },
    });
    expect(report.metrics).toMatchObject({ r2: null });
    expect(report.verdict).toMatchInlineSnapshot(`"There are too few rows to tell whether the network beats its baselines."`);
  });

  test('calls answers that are no numbers what they are', () => {
    expect(reportOn({ ...line(), outputs: new Float64Array(90).fill(NaN) }).verdict).toMatchInlineSnapshot(
      `"The network answers with something that is not a finite number: its weights have overflown. Train again with a smaller learning rate."`,
    );
  });

  test('compares with nothing where the training rows are not known', () => {
    const { baselines: _, ...others } = xor();
    const report = reportOn(others);
    expect(report.baselines).toBeNull();
    expect(report.verdict).toMatchInlineSnapshot(
      `"There is nothing to compare the network with: baselines come from the rows that it was trained on."`,
    );
  });
});

describe('a report', () => {
  const iris = () => {
    const rows = 30;
    const targets = Float32Array.from({ length: rows * 3 }, (_, at) => (at % 3 === Math.floor(at / 3) % 3 ? 1 : 0));
    const outputs = thirds(rows, (row) => row !== 8);
    const baselines = { trivial: new Float32Array(rows * 3).fill(1 / 3), linear: thirds(rows, (row) => row > 8) };
    return reportOn({ task: 'multiclass', rows, targets, outputs, baselines, classes: ['setosa', 'versicolor', 'virginica'] });
  };

  test('is plain JSON with metrics by name', () => {
    const report = iris();
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report).toMatchInlineSnapshot(`
     {
       "baselines": {
         "linear": {
           "accuracy": 0.7,
           "balancedAccuracy": 0.6999999999999998,
           "brier": 0.27300000344216885,
           "f1Macro": 0.6999999999999998,
           "kappa": 0.55,
           "logLoss": 0.48964068784011333,
           "mcc": 0.55,
           "prAuc": 0.8874999999999998,
           "rocAuc": 0.9325,
         },
         "trivial": {
           "accuracy": 0.3333333333333333,
           "balancedAccuracy": 0.3333333333333333,
           "brier": 0.6666666666666675,
           "f1Macro": 0.16666666666666666,
           "kappa": 0,
           "logLoss": 1.0986122588657883,
           "mcc": 0,
           "prAuc": 0.3333333333333333,
           "rocAuc": 0.5,
         },
       },
       "classes": [
         "setosa",
         "versicolor",
         "virginica",
       ],
       "metrics": {
         "accuracy": 0.9666666666666667,
         "balancedAccuracy": 0.9666666666666667,
         "brier": 0.043666671420137616,
         "confusionMatrix": [
           [
             10,
             0,
             0,
           ],
           [
             0,
             10,
             0,
           ],
           [
             1,
             0,
             9,
           ],
         ],
         "f1Macro": 0.9665831244778613,
         "kappa": 0.95,
         "logLoss": 0.14805833611448357,
         "mcc": 0.9515873026942034,
         "perClass": [
           {
             "class": "setosa",
             "f1": 0.9523809523809523,
             "precision": 0.9090909090909091,
             "recall": 1,
             "rows": 10,
           },
           {
             "class": "versicolor",
             "f1": 1,
             "precision": 1,
             "recall": 1,
             "rows": 10,
           },
           {
             "class": "virginica",
             "f1": 0.9473684210526315,
             "precision": 1,
             "recall": 0.9,
             "rows": 10,
           },
         ],
         "prAuc": 1,
         "rocAuc": 1,
       },
       "rows": 30,
       "task": "multiclass",
       "verdict": "The network beats the linear model (accuracy 0.9667 against 0.7000, log loss 0.1481 against 0.4896). The network beats answering "setosa" every time (accuracy 0.9667 against 0.3333, log loss 0.1481 against 1.0986).",
     }
    `);
  });

  test('counts rows by their weight', () => {
    const { targets, outputs, baselines, rows, task } = xor();
    const wrong = Float32Array.of(0.01, 0.98, 0.99, 0.98); // on the last row
    const measured = (answers: Float32Array, weights: readonly number[]) =>
      reportOn({ task, rows, targets, outputs: answers, baselines, weights }).metrics;
    expect(measured(wrong, [1, 1, 2, 0])).toMatchObject({
      accuracy: 1,
      confusionMatrix: [[1, 0], [0, 3]], // prettier-ignore
      perClass: [{ rows: 2 }, { rows: 2 }],
    });
    expect(measured(outputs, [1, 1, 1, 1])).toEqual(reportOn(xor()).metrics);
    expect(() => measured(outputs, [0, 0, 0, 0])).toThrowErrorMatchingInlineSnapshot(`
     "the evaluation has a problem
       weights: expected one above 0 at least, received none"
    `);
  });

  test('has null for what there is none of: areas of one class, scores of no numbers', () => {
    const one = reportOn({ task: 'binary', rows: 2, targets: [1, 1], outputs: [0.9, 0.8] });
    expect(one.metrics).toMatchObject({ accuracy: 1, rocAuc: null, prAuc: 1, kappa: null, mcc: 0 });
    expect(formatReport(one)).toMatch(/^ROC AUC +-$/m);
    expect(reportOn({ task: 'regression', rows: 2, targets: [0, 1], outputs: [1, 1] }).metrics).toMatchObject({
      mape: 50 / Number.EPSILON,
    });
    const overflown = reportOn({ task: 'multiclass', rows: 2, targets: [0, 1], outputs: new Float32Array(4).fill(NaN) });
    expect(overflown.metrics).toMatchObject({ logLoss: null, rocAuc: null, prAuc: null, brier: null });
    expect(JSON.parse(JSON.stringify(overflown))).toEqual(overflown);
  });

  test('of classes of which one is much larger has the balanced accuracy in its text', () => {
    const targets = Float32Array.of(0, 0, 0, 0, 0, 1);
    const text = (labels: Float32Array) =>
      formatReport(reportOn({ task: 'binary', rows: 6, targets: labels, outputs: new Float32Array(6) }));
    expect(text(targets)).toMatch(/^balanced accuracy +0.5000$/m);
    expect(text(Float32Array.of(0, 0, 0, 1, 1, 1))).not.toContain('balanced accuracy');
  });

  test('of numbers has MAE, RMSE and R² beside those of the baselines', () => {
    const { targets, outputs, baselines } = { targets: [1, 2, 3, 4], outputs: [1, 2, 3, 5], baselines: { trivial: [2, 2, 2, 2], linear: [1, 2, 4, 6] } }; // prettier-ignore
    expect(reportOn({ task: 'regression', rows: 4, targets, outputs, baselines })).toMatchObject({
      rows: 4,
      metrics: { mae: 0.25, rmse: 0.5, r2: 0.8, mape: 6.25, medianAbsoluteError: 0 },
      baselines: { trivial: { mae: 1, r2: expect.closeTo(-0.2, 9) }, linear: { mae: 0.75, r2: 0 } },
    });
  });

  test('reads well in a terminal', () => {
    expect(formatReport(iris())).toMatchInlineSnapshot(`
     "30 rows     network  linear  trivial
     accuracy     0.9667  0.7000   0.3333
     log loss     0.1481  0.4896   1.0986
     F1 (macro)   0.9666  0.7000   0.1667
     ROC AUC      1.0000  0.9325   0.5000

     class       precision  recall      F1  rows
     setosa         0.9091  1.0000  0.9524    10
     versicolor     1.0000  1.0000  1.0000    10
     virginica      1.0000  0.9000  0.9474    10

     true \\ answered  setosa  versicolor  virginica
     setosa               10           0          0
     versicolor            0          10          0
     virginica             1           0          9

     The network beats the linear model (accuracy 0.9667 against 0.7000, log loss 0.1481 against 0.4896). The network beats answering "setosa" every time (accuracy 0.9667 against 0.3333, log loss 0.1481 against 1.0986).
     "
    `);
    expect(formatReport(reportOn(line({ wiggle: 0.1 })))).toMatchInlineSnapshot(`
     "90 rows       network  linear  trivial
     MAE            0.3863  0.4010   2.2242
     median error   0.3547  0.3767   2.3328
     RMSE           0.4528  0.4606   2.6003
     R²             0.9697  0.9686   0.0000

     The network does not beat the linear model (R² 0.9697 against 0.9686): as far as 90 rows can tell, the linear model is as good, and it is simpler. The network beats answering the mean every time (R² 0.9697 against 0.0000).
     "
    `);
  });

  test('tells average precision of the rarer of two classes, by its name', () => {
    const targets = Float32Array.of(0, 1, 1, 1, 0, 1, 1, 1, 1, 1);
    const outputs = Float32Array.of(0.1, 0.2, 0.3, 0.9, 0.4, 0.9, 0.8, 0.7, 0.6, 0.9);
    const one = reportOn({ task: 'binary', rows: 10, targets, outputs, classes: ['fraud', 'ok'] });
    expect(one.positiveClass).toBe('fraud');
    // sklearn.metrics.average_precision_score(1 - targets, 1 - outputs): found first and fourth.
    expect((one.metrics as ClassScores).prAuc).toBeCloseTo((1 + 2 / 4) / 2, 12);
    expect(formatReport(one)).toContain('PR AUC of "fraud"');
    const pairs = Float32Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 1 - outputs[at >> 1]! : outputs[at >> 1]!));
    expect(reportOn({ task: 'multiclass', rows: 10, targets, outputs: pairs }).metrics).toMatchObject({
      prAuc: expect.closeTo(0.75, 6),
    });
    const other = { targets: targets.map((label) => 1 - label), outputs: outputs.map((value) => 1 - value) };
    const turned = reportOn({ task: 'binary', rows: 10, ...other });
    expect([turned.positiveClass, (turned.metrics as ClassScores).prAuc]).toEqual(['1', expect.closeTo(0.75, 6)]);
  });

  test('without baselines has no columns for them', () => {
    const { baselines: _, ...others } = xor();
    expect(formatReport(reportOn(others))).toMatchInlineSnapshot(`
     "4 rows         network
     accuracy        1.0000
     log loss        0.0151
     F1 (macro)      1.0000
     ROC AUC         1.0000
     PR AUC of "1"   1.0000

     class  precision  recall      F1  rows
     0         1.0000  1.0000  1.0000     2
     1         1.0000  1.0000  1.0000     2

     true \\ answered  0  1
     0                2  0
     1                0  2

     There is nothing to compare the network with: baselines come from the rows that it was trained on.
     "
    `);
  });

  test('of more than twelve classes leaves the confusion matrix out of the text', () => {
    const outputs = Float32Array.from({ length: 169 }, (_, at) => (at % 14 === 0 ? 1 : 0));
    const report = reportOn({ task: 'multiclass', rows: 13, targets: outputs, outputs });
    expect(report.metrics).toMatchObject({ accuracy: 1 });
    expect(formatReport(report)).not.toContain('answered');
  });
});
