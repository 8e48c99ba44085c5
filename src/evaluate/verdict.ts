import { FEWEST_ROWS } from './compare.ts';
import type { Comparison } from './comparison.ts';
import type { Task } from '../metrics/task.ts';
import { judges } from './judges.ts';
import { formatScore, titles, type Scores } from './scores.ts';

/** A model that the network has to beat, and how the network did beside it. */
export interface Rival {
  readonly scores: Scores;
  readonly comparison: Comparison;
  /** Of classes: whether the network has more right answers where each class counts alike. */
  readonly isMoreBalanced?: boolean;
}

export interface Standing {
  readonly task: Task;
  readonly rows: number;
  readonly network: Scores;
  /** Whether all that it answered are finite numbers. */
  readonly isFinite: boolean;
  /** The reason where none was fitted. */
  readonly linear: Rival | string;
  readonly trivial: Rival;
  /** What the trivial answer is: `answering "no" every time`. */
  readonly trivialName: string;
}

/** What the comparison comes to, in plain words; nothing stands for a network whose training rows are not known. */
export function verdictOn(standing: Standing | undefined): string {
  if (standing === undefined) return 'There is nothing to compare the network with: baselines come from the rows that it was trained on.';
  const { linear, trivial, trivialName } = standing;
  if (!standing.isFinite) {
    return 'The network answers with something that is not a finite number: its weights have overflown. Train again with a smaller learning rate.';
  }
  if (standing.rows < FEWEST_ROWS) return 'There are too few rows to tell whether the network beats its baselines.';
  const constant = sentence(standing, trivialName, trivial);
  if (typeof linear === 'string') return `There is no linear model to compare the network with: ${linear}. ${constant}`;
  return `${sentence(standing, 'the linear model', linear)} ${constant}`;
}

function sentence({ rows, network, task }: Standing, name: string, { scores, comparison, isMoreBalanced }: Rival): string {
  const compared = (names: readonly string[]) =>
    names.map((score) => `${titles[score]} ${formatScore(network, score)} against ${formatScore(scores, score)}`);
  const isSplit = comparison === 'mixed' || comparison === 'unclear';
  const isExplained = 'r2' in network && network.r2 !== null && !isSplit;
  const figures = compared(isExplained ? ['r2'] : Object.keys(judges[task].decisive));
  const all = figures.join(', ');
  const balanced = isMoreBalanced ? ` It does in balanced accuracy, where each class counts alike (${compared(['balancedAccuracy'])[0]!}).` : ''; // prettier-ignore
  switch (comparison) {
    case 'better':
      return `The network beats ${name} (${all}).`;
    case 'equal':
      return `The network does not beat ${name} (${all}): as far as ${rows} rows can tell, ${name} is as good, and it is simpler.${balanced}`;
    case 'unclear':
      return `It is not clear whether the network beats ${name} (${all}): it is ahead, but a few of the ${rows} rows decide that, and it may be chance.`;
    case 'surer':
      return `The network beats ${name} in its probabilities only (${figures[1]}): it is right no more often (${figures[0]}).`;
    case 'mixed':
      return `The network does not clearly beat ${name} (${all}): ${disagreement(task)}.${balanced}`;
    case 'worse':
      return `The network does not beat ${name}, which is better (${all}).${balanced}`;
  }
}

/** In what two models are each ahead of the other. */
export const disagreement = (task: Task): string =>
  task === 'regression'
    ? 'one is nearer on the whole, the other has fewer large errors'
    : 'one has more right answers, the other better probabilities';
