import { ranking, total } from './ranking.ts';
import type { CreateTally } from './tally.ts';

/**
 * Average precision: the precision at each threshold, weighted by the recall that it adds; no line is drawn between thresholds, which
 * would flatter. scikit-learn's `average_precision_score`, of several classes the mean. 0 for a class that is absent.
 */
export const prAuc: CreateTally = (output, { average }) =>
  ranking(output, average, ({ ones, others }) => {
    const all = total(ones);
    if (all === 0) return ones.length === 0 ? NaN : 0;
    let right = 0;
    let called = 0;
    let area = 0;
    ones.forEach((weight, i) => {
      right += weight;
      called += weight + others[i]!;
      if (called > 0) area += (weight / all) * (right / called);
    });
    return area;
  });
