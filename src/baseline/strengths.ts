/**
 * How strong a penalty may be, the strongest first, in scikit-learn's terms: `alpha` of Ridge, 1 / C of LogisticRegression. With 1
 * among them, which is the default of both. The strength does not grow with the rows.
 */
export const STRENGTHS: readonly number[] = [10_000, 1000, 100, 10, 1, 0.1, 0.01];

/** Where nothing can be told from the rows. */
export const USUAL_STRENGTH = 1;

/** Weaker penalties are not tried where so many in a row were worse than the best one. */
export const WORSE_IN_A_ROW = 2;
