import { classCounts } from './classCounts.ts';
import { mean } from './mean.ts';
import type { CreateTally } from './tally.ts';

/**
 * How far the answer is from the class, in classes, on average: scikit-learn's `mean_absolute_error` of class numbers. Of several
 * labels a place (yes or no each), their mean.
 */
export const meanRankError: CreateTally = (output) =>
  classCounts(
    output,
    (questions) => mean(questions.map(({ apart, actual }) => apart / actual.reduce((sum, weight) => sum + weight, 0))),
    (label, answer) => Math.abs(label - answer),
  );

/** Of each row, [rows]. */
export const rankErrors = (labels: ArrayLike<number>, answers: ArrayLike<number>): Float64Array =>
  Float64Array.from(labels, (label, row) => Math.abs(label - answers[row]!));
