import { classCounts } from './classCounts.ts';
import { mean } from './mean.ts';
import type { CreateTally } from './tally.ts';

/**
 * The mean of the recalls of the classes that there are, so that each counts alike, however rare. scikit-learn's
 * `balanced_accuracy_score`. Of several labels a place (yes or no each), their mean.
 */
export const balancedAccuracy: CreateTally = (output) =>
  classCounts(output, (questions) =>
    mean(
      questions.map(({ right, actual }) => {
        const recalls = Array.from(right, (weight, i) => weight / actual[i]!);
        return mean(recalls.filter((_, i) => actual[i]! > 0));
      }),
    ),
  );
