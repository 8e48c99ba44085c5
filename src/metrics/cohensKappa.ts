import { classCounts, type ClassCounts } from './classCounts.ts';
import { mean } from './mean.ts';
import type { CreateTally } from './tally.ts';

type Distance = (label: number, answer: number) => number;

const distances: Readonly<Record<string, Distance>> = {
  none: (label, answer) => (label === answer ? 0 : 1),
  linear: (label, answer) => Math.abs(label - answer),
  quadratic: (label, answer) => (label - answer) ** 2,
};

/**
 * By how much agreement exceeds what chance gives: 1 is full agreement, 0 no more than chance (Cohen 1960; with weights, for classes
 * in an order, 1968). Distances are between class numbers: scikit-learn's `cohen_kappa_score` with all classes for `labels`. NaN
 * where all have one class and were given that one. Of several labels a place (yes or no each), their mean.
 */
export const cohensKappa: CreateTally = (output, { weights }) => {
  const distance = distances[String(weights)]!;
  return classCounts(output, (questions) => mean(questions.map((counts) => kappa(counts, distance))), distance);
};

function kappa({ actual, answered, apart }: ClassCounts, distance: Distance): number {
  const all = actual.reduce((sum, weight) => sum + weight, 0);
  let byChance = 0;
  actual.forEach((weight, label) => answered.forEach((other, answer) => (byChance += weight * other * distance(label, answer))));
  return byChance === 0 ? NaN : 1 - (apart * all) / byChance;
}
