/** null where there is none: of answers that are no finite numbers, and where it says so. */
export type Score = number | null;

/** How well classes were told apart. */
export interface ClassScores {
  /** Share of rows answered right. */
  readonly accuracy: number;
  /** Mean of the recalls of the classes that there are. */
  readonly balancedAccuracy: number;
  /** Mean of -ln p(right class). */
  readonly logLoss: Score;
  readonly f1Macro: number;
  /** Of two classes that of the second; of more the mean of each against the others. null where a class is absent, or there is too much to sort. */
  readonly rocAuc: Score;
  /** Average precision: of two classes that of the rarer one, which the report names; of more their mean. null where there is too much to sort. */
  readonly prAuc: Score;
  /** Mean squared distance of probabilities: to 1 at most for two classes, to 2 for more. */
  readonly brier: Score;
  /** Matthews's correlation of class and answer. */
  readonly mcc: number;
  /** Cohen's. null where all rows have one class and were given that one. */
  readonly kappa: Score;
}

/** How near numbers came, in the target's own units. */
export interface NumberScores {
  readonly mae: Score;
  readonly rmse: Score;
  /** null for a single row. */
  readonly r2: Score;
  /** Mean of 100 |y - p| / |y|. null where a target is 0, which has no percentage. */
  readonly mape: Score;
  readonly medianAbsoluteError: Score;
  /**
   * Of a forecast: mean of each error over what the value a season ago misses by on the rows of training of that series (Hyndman and
   * Koehler 2006). Below 1 it is better.
   */
  readonly mase?: Score;
}

/** How well classes in an order were told apart. */
export interface OrdinalScores extends ClassScores {
  /** Mean distance of class and answer, in classes. */
  readonly rankError: number;
  /** Cohen's kappa with quadratic weights. null where all rows have one class and were given that one. */
  readonly quadraticKappa: Score;
}

/** How well several labels at once were told. */
export interface LabelScores {
  /** Of all labels taken together. */
  readonly f1Micro: number;
  /** Mean over the labels. */
  readonly f1Macro: number;
  /** Share of rows all of whose labels are right. */
  readonly exactMatch: number;
  /** Share of labels that are wrong. */
  readonly hammingLoss: number;
  /** Mean over the labels. */
  readonly logLoss: Score;
  /** Mean over the labels. null where one is in no row or in all, or there is too much to sort. */
  readonly rocAuc: Score;
  /** Average precision, mean over the labels. null where there is too much to sort. */
  readonly prAuc: Score;
}

/** How well quantiles were told, in the target's own units. */
export interface QuantileScores {
  /** Mean pinball loss over the quantiles. */
  readonly pinball: Score;
  /** Share of rows between the first and the last quantile. */
  readonly coverage: number;
  /** Mean distance of the first and the last quantile. */
  readonly intervalWidth: Score;
  /** Of the median. */
  readonly mae: Score;
  /** Of a forecast, as of a number. */
  readonly mase?: Score;
}

/** How near expected counts came. */
export interface CountScores {
  readonly poissonDeviance: Score;
  readonly mae: Score;
  readonly rmse: Score;
}

export type Scores = ClassScores | OrdinalScores | NumberScores | LabelScores | QuantileScores | CountScores;

/** What people call the scores. */
export const titles: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced accuracy',
  logLoss: 'log loss',
  f1Macro: 'F1 (macro)',
  rocAuc: 'ROC AUC',
  prAuc: 'PR AUC',
  brier: 'Brier score',
  mcc: 'MCC',
  kappa: "Cohen's kappa",
  mae: 'MAE',
  rmse: 'RMSE',
  r2: 'R²',
  mape: 'MAPE',
  mase: 'MASE',
  medianAbsoluteError: 'median error',
  rankError: 'rank error',
  quadraticKappa: 'quadratic kappa',
  f1Micro: 'F1 (micro)',
  exactMatch: 'all labels right',
  hammingLoss: 'labels wrong',
  pinball: 'pinball loss',
  coverage: 'coverage',
  intervalWidth: 'interval',
  poissonDeviance: 'Poisson deviance',
};

const inTargetUnits = ['mae', 'rmse', 'medianAbsoluteError', 'pinball', 'intervalWidth'];

/** One of the scores as text: four decimals, or about five digits for errors, whose size depends on the target's units. */
export function formatScore(scores: Scores, name: string): string {
  const value = (scores as Scores & Readonly<Record<string, Score>>)[name] ?? null;
  if (value === null) return '-';
  const size = Math.abs(value);
  const inUnits = inTargetUnits.includes(name);
  if (!Number.isFinite(value)) return String(value);
  if (size >= 1e7 || (inUnits && size > 0 && size < 1e-3)) return value.toExponential(3);
  if (inUnits && size >= 10) return value.toFixed(Math.max(0, 4 - Math.floor(Math.log10(size))));
  return (Math.round(value * 1e4) / 1e4 + 0).toFixed(4); // + 0: no "-0.0000"
}
