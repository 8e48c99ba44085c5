import { ranking, total } from './ranking.ts';
import type { CreateTally } from './tally.ts';

/**
 * Chance that what is a 1 has a higher score than what is none, equal scores counting half: the area under the ROC curve. Several
 * classes as scikit-learn's `roc_auc_score` with `multi_class='ovr'`. NaN where there is no 1 or nothing else, and so for the mean
 * over classes where one is absent.
 */
export const rocAuc: CreateTally = (output, { average }) =>
  ranking(output, average, ({ ones, others }) => {
    let above = 0;
    let area = 0;
    ones.forEach((weight, i) => {
      area += others[i]! * (above + weight / 2);
      above += weight;
    });
    return area / (above * total(others));
  });
