/** How well classes were told apart. */
export interface ClassScores {
  /** Share of rows answered right. */
  readonly accuracy: number;
  /** Mean of -ln p(right class). */
  readonly logLoss: number;
  readonly f1Macro: number;
}

/** How near numbers came, in the target's own units. */
export interface NumberScores {
  readonly mae: number;
  readonly rmse: number;
  /** null for a single row. */
  readonly r2: number | null;
}

export type Scores = ClassScores | NumberScores;

/** What people call the scores. */
export const titles: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  logLoss: 'log loss',
  f1Macro: 'F1 (macro)',
  mae: 'MAE',
  rmse: 'RMSE',
  r2: 'R²',
};

/** One of the scores as text: four decimals, or about five digits for errors, whose size depends on the target's units. */
export function formatScore(scores: Scores, name: string): string {
  const value = (scores as Scores & Readonly<Record<string, number | null>>)[name] ?? null;
  if (value === null) return '-';
  const size = Math.abs(value);
  const inUnits = name === 'mae' || name === 'rmse';
  if (!Number.isFinite(value)) return String(value);
  if (size >= 1e7 || (inUnits && size > 0 && size < 1e-3)) return value.toExponential(3);
  if (inUnits && size >= 10) return value.toFixed(Math.max(0, 4 - Math.floor(Math.log10(size))));
  return (Math.round(value * 1e4) / 1e4 + 0).toFixed(4); // + 0: no "-0.0000"
}
