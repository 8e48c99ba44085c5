import type { Task } from '../metrics/task.ts';
import type { BaselineSpreads, Spreads } from './foldScores.ts';
import { compareClasses, compareNumbers, compareOne, type Comparison, type Gain } from './comparison.ts';
import { decisiveScore, tellUnknown } from './forecastVerdict.ts';
import { judges } from './judges.ts';
import { formatScore, titles, type Scores } from './scores.ts';
import { unitOf } from './unitOf.ts';
import { disagreement } from './verdict.ts';

/** What the verdict over folds is drawn from. */
export interface FoldStanding {
  readonly task: Task;
  readonly folds: number;
  readonly network: Spreads;
  readonly baselines: BaselineSpreads | null;
  /** Of forecasts: what a season before is called, and for how many of all it is known, where it is not for each. */
  readonly forecast?: { readonly seasonName?: string; readonly seasonalRows?: number; readonly rows: number };
}

/** Whether the network beats its baselines, as far as so few folds can tell. */
export function judgeFolds({ task, folds, network, baselines, forecast }: FoldStanding): string {
  const scores = forecast ? { [decisiveScore(task)]: -1 as const } : judges[task].decisive;
  const broken = Object.keys(scores).some((name) => network[name]?.values.includes(null));
  if (broken) return 'In some fold the network answers with something that is not a finite number: train with a smaller learning rate.';
  if (baselines === null) return 'There is nothing to compare the network with: not every fold has baselines.';
  if (folds < 2) return 'One fold cannot tell whether the network beats its baselines.';
  const judge = (name: string, rival: Spreads) => sentence({ name, task, folds, scores, network, rival });
  const simple = judge(forecast ? 'the last value' : 'the trivial answer', baselines.trivial);
  const { seasonal } = baselines;
  const name = `the value ${forecast?.seasonName ?? 'a season ago'}`;
  const known = forecast?.seasonalRows;
  const unknown = known === undefined ? '' : ` ${tellUnknown({ name, rows: forecast!.rows - known, of: forecast!.rows })}`;
  const noSeason = forecast?.seasonName === undefined ? '' : ` There is no telling how good ${name} is: it is not known in every fold.`;
  const constant = seasonal ? `${simple} ${judge(name, seasonal)}${unknown}` : `${simple}${noSeason}`;
  if (baselines.linear === null) return `There is no linear model in every fold to compare the network with. ${constant}`;
  return `${judge('the linear model', baselines.linear)} ${constant}`;
}

interface Pair {
  readonly name: string;
  readonly task: Task;
  readonly folds: number;
  readonly scores: Readonly<Record<string, 1 | -1>>;
  readonly network: Spreads;
  readonly rival: Spreads;
}

function sentence({ name, task, folds, scores, network, rival }: Pair): string {
  const gains = Object.entries(scores).flatMap(([score, sign]) => {
    const [own, other] = [network[score], rival[score]];
    if (own === undefined || other === undefined || other.mean === null || other.values.includes(null)) return [];
    const shown = [own.mean!, other.mean].map((mean) => formatScore({ [score]: mean } as unknown as Scores, score));
    const gain = gainOver(own.values as readonly number[], other.values as readonly number[], sign);
    return [{ ...gain, text: `${titles[score] ?? score} ${shown[0]} against ${shown[1]}` }];
  });
  const figures = `${gains.map(({ text }) => text).join(', ')} on average`;
  const limit = `as far as ${folds} folds can tell`;
  switch (compareGains(task, gains)) {
    case 'mixed':
      return `The network does not clearly beat ${name} (${figures}): ${disagreement(task)}, ${limit}.`;
    case 'worse':
      return `The network does not beat ${name}, which is better (${figures}), ${limit}.`;
    case 'surer':
      return `The network beats ${name} in its probabilities only (${figures}), ${limit}.`;
    case 'better':
      return `The network beats ${name} (${figures}; better in ${gains[0]!.wins} of ${folds}), ${limit}.`;
    default:
      return `The network does not clearly beat ${name} (${figures}), ${limit}, and ${name} is simpler.`;
  }
}

/** By the rules for rows; but few folds have to show clearly that answers are right more often, not only more probable. */
function compareGains(task: Task, [first, second]: readonly Gain[]): Comparison {
  if (first === undefined) return 'equal';
  if (second === undefined) return compareOne(first);
  if (task === 'regression') return compareNumbers(first, second);
  const comparison = compareClasses(first, second);
  return comparison === 'better' && !first.isClear ? 'surer' : comparison;
}

/**
 * The mean of paired differences over folds, and whether it is more than chance at one in twenty. Training parts of different
 * folds share most of their rows, so that differences vary less than they would on new data: the variance is scaled up by
 * 1/k + (held out)/(trained on), here 1/k + 1/(k - 1), and held against Student's t (C. Nadeau and Y. Bengio, "Inference for the
 * Generalization Error", Machine Learning 52, 2003).
 * @param own A score in each fold. @param other The same of the second model.
 * @param sign 1 where more is better, else -1.
 */
function gainOver(own: readonly number[], other: readonly number[], sign: 1 | -1): Gain & { readonly wins: number } {
  const folds = own.length;
  const unit = unitOf([...own, ...other]);
  const differences = own.map((value, fold) => (sign * (value - other[fold]!)) / unit);
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / folds;
  const [mine, theirs] = [own, other].map((values) => average(values.map((value) => Math.abs(value) / unit))) as [number, number];
  const rounding = 1e-6 * (mine + theirs); // what float32 leaves between equal answers
  const mean = average(differences);
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (folds - 1);
  const error = Math.sqrt(variance * (1 / folds + 1 / (folds - 1)));
  const told = Math.abs(mean) > rounding ? mean : 0;
  return {
    mean: told,
    share: told === 0 ? 0 : told / Math.max(mine, theirs),
    isClear: Math.abs(mean) > Math.max(criticalT(folds - 1) * error, rounding),
    wins: differences.filter((value) => value > 0).length,
  };
}

/** Two-sided 5 % points of Student's t for 1 to 30 degrees of freedom. */
const CRITICAL = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]; // prettier-ignore

/** Beyond 30 the first terms of the expansion about the normal distribution, right to three decimals. */
const criticalT = (freedom: number): number => CRITICAL[freedom - 1] ?? 1.96 + 2.3722 / freedom + 2.8225 / freedom ** 2;
