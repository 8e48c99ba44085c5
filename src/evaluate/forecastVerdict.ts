import type { Task } from '../metrics/task.ts';
import type { Comparison } from './comparison.ts';
import { FEWEST_MOMENTS } from './compareForecasts.ts';
import { formatScore, titles, type Scores } from './scores.ts';

/** A way to forecast that the network has to beat. */
export interface ForecastRival {
  /** `the last value` */
  readonly name: string;
  readonly scores: Scores;
  readonly comparison: Comparison;
}

export interface ForecastStanding {
  readonly task: Task;
  readonly network: Scores;
  /** Whether all that it answered are finite numbers. */
  readonly isFinite: boolean;
  /** From how many moments was forecast. */
  readonly moments: number;
  readonly rivals: readonly ForecastRival[];
  /** Why there is no linear model. */
  readonly noLinear?: string;
  /** Why the value a season ago is no rival. */
  readonly noSeason?: { readonly name: string; readonly reason: string };
  /** For how many of all forecasts it is not known, and the last value stands for it. */
  readonly unknownSeasons?: { readonly name: string; readonly rows: number; readonly of: number };
}

/** The score by which forecasts are compared. */
export const decisiveScore = (task: Task): string => (task === 'quantiles' ? 'pinball' : 'mae');

/** What the comparison comes to, in plain words: what is better and simpler is to be used instead. */
export function forecastVerdict({
  task,
  network,
  isFinite,
  moments,
  rivals,
  noLinear,
  noSeason,
  unknownSeasons,
}: ForecastStanding): string {
  if (rivals.length === 0) return 'There is nothing to compare the network with: baselines come from the rows that it was trained on.';
  if (!isFinite) {
    return 'The network answers with something that is not a finite number: its weights have overflown. Train again with a smaller learning rate.';
  }
  const score = decisiveScore(task);
  const sentences = rivals.map(({ name, scores, comparison }) => {
    const figures = `${titles[score]} ${formatScore(network, score)} against ${formatScore(scores, score)}`;
    if (moments < FEWEST_MOMENTS) return `From ${moments} moments alone it cannot be told whether the network beats ${name} (${figures}).`;
    if (comparison === 'better') return `The network beats ${name} (${figures}).`;
    if (comparison === 'worse') return `${name[0]!.toUpperCase()}${name.slice(1)} is better (${figures}): use it.`;
    return `The network does not clearly beat ${name} (${figures}): as far as forecasts from ${moments} moments can tell, ${name} is as good, and it is simpler.`;
  });
  return [
    ...(noLinear === undefined ? [] : [`There is no linear model to compare the network with: ${noLinear}.`]),
    ...sentences,
    ...(noSeason ? [`There is no telling how good ${noSeason.name} is: ${noSeason.reason}.`] : []),
    ...(unknownSeasons ? [tellUnknown(unknownSeasons)] : []),
  ].join(' ');
}

/** That the value a season ago is not known everywhere. */
export const tellUnknown = ({ name, rows, of }: NonNullable<ForecastStanding['unknownSeasons']>): string =>
  `For ${rows} of ${of} forecasts ${name} is not known at all steps: there the last value stands for it.`;
