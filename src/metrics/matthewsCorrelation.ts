import { classCounts, type ClassCounts } from './classCounts.ts';
import { mean } from './mean.ts';
import type { CreateTally } from './tally.ts';

/**
 * Correlation of class and answer, from -1 to 1 (Matthews 1975; several classes: Gorodkin 2004). 0 where all have one class, or all
 * were given one. scikit-learn's `matthews_corrcoef`. Of several labels a place (yes or no each), their mean.
 */
export const matthewsCorrelation: CreateTally = (output) => classCounts(output, (questions) => mean(questions.map(correlation)));

function correlation({ right, answered, actual }: ClassCounts): number {
  const all = total(actual);
  if (all === 0) return NaN;
  const ofAnswers = all ** 2 - product(answered, answered);
  const ofLabels = all ** 2 - product(actual, actual);
  const both = ofAnswers * ofLabels;
  return both <= 0 ? 0 : (total(right) * all - product(actual, answered)) / Math.sqrt(both);
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
