import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { fitBaselines as fitInTurns, predictBaseline, type LinearModel } from '../../src/baseline/baselines.ts';
import { answersToUnits, toUnits } from '../../src/data/encode.ts';
import type { TargetEncoder } from '../../src/data/targets/table.ts';
import { reportOn } from '../evaluate/reportOn.ts';
import { atOnce } from '../../src/turns/inTurns.ts';

const fitBaselines = (...problem: Parameters<typeof fitInTurns>) => atOnce(fitInTurns(...problem));

type Numbers = readonly number[];
interface Judged {
  readonly targets: Numbers;
  readonly outputs: Numbers;
  readonly expected: Readonly<Record<string, number>>;
}
interface Reference {
  readonly weights: Numbers;
  readonly quantiles: Judged & { readonly quantiles: Numbers };
  readonly count: Judged;
  readonly labels: Judged;
  readonly ordinal: { readonly ranks: Numbers; readonly beyond: Numbers; readonly expected: Judged['expected'] };
  readonly baselines: {
    readonly xs: Numbers;
    readonly counts: Numbers;
    readonly labels: Numbers;
    readonly expected: { readonly rates: Numbers; readonly probabilities: Numbers };
  };
}

const reference = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as Reference;
const { weights } = reference;
const rows = weights.length;

function expectScores(found: object, expected: Judged['expected'], digits = 9): void {
  for (const [name, value] of Object.entries(expected)) {
    expect({ [name]: (found as Judged['expected'])[name] }).toEqual({ [name]: expect.closeTo(value, digits) });
  }
}

test.each(['labels', 'count'] as const)('reports on %s have the scores of scikit-learn', (task) => {
  const { targets, outputs, expected } = reference[task];
  const { metrics } = reportOn({
    task,
    rows,
    targets,
    outputs,
    weights,
    ...(task === 'labels' ? { classes: ['a', 'b', 'c'] } : {}),
  });
  expectScores(metrics, expected);
});

test('reports on quantiles have the scores of scikit-learn', () => {
  const { targets, outputs, quantiles, expected } = reference.quantiles;
  expectScores(reportOn({ task: 'quantiles', rows, targets, outputs, quantiles, weights }).metrics, expected);
});

test('reports on classes in an order have the scores of scikit-learn for the most probable class', () => {
  const { ranks, beyond, expected } = reference.ordinal;
  const target: TargetEncoder = { name: 'size', type: 'ordinal', levels: ['S', 'M', 'L', 'XL'] };
  const encoded = ranks.flatMap((rank) => [0, 1, 2].map((i) => (rank > i ? 1 : 0)));
  const answers = { targets: toUnits(target, encoded), outputs: answersToUnits(target, beyond) };
  expectScores(reportOn({ task: 'ordinal', rows, ...answers, weights }).metrics, expected);
});

const { xs, counts, labels, expected } = reference.baselines;
const linearOf = (ys: Numbers, outputs: number, task: 'count' | 'labels') => {
  const { linear } = fitBaselines(Float32Array.from(xs), 2, Float32Array.from(ys), outputs, task, Float32Array.from(weights));
  return predictBaseline(linear as LinearModel, Float32Array.from(xs), 2);
};

test('the linear model of counts is the Poisson regression of scikit-learn', () => {
  const found = linearOf(counts, 1, 'count').map(Math.exp);
  found.forEach((rate, row) => expect(rate / expected.rates[row]!).toBeCloseTo(1, 4));
});

test('the linear model of labels is a logistic regression of scikit-learn for each', () => {
  linearOf(labels, 2, 'labels').forEach((share, at) => expect(share).toBeCloseTo(expected.probabilities[at]!, 4));
});

test('the trivial model of quantiles answers those of the rows, each of which counts by its weight', () => {
  const ys = Float32Array.from([10, 20, 30, 40].flatMap((y) => [y, y]));
  const { trivial } = fitBaselines(new Float32Array(4), 1, ys, 2, 'quantiles', Float32Array.of(1, 5, 1, 3), [0.5, 0.9]);
  expect(trivial.outputs).toEqual([20, 40]);
});

test('the linear model of quantiles is that of the mean, moved by the quantiles of what it leaves', () => {
  const x = Float32Array.from({ length: 101 }, (_, i) => i / 100);
  const ys = Float32Array.from(Array.from(x).flatMap((value, i) => [0, 1, 2].map(() => 100 * value + [-10, 0, 10][i % 3]!)));
  const { linear } = fitBaselines(x, 1, ys, 3, 'quantiles', new Float32Array(101).fill(1), [0.1, 0.5, 0.9]);
  const [low, middle, high] = predictBaseline(linear as LinearModel, Float32Array.of(0.5), 1);
  expect([low! - middle!, high! - middle!].map((value) => Math.round(value))).toEqual([-10, 10]);
  expect(middle).toBeCloseTo(50, 0);
});
