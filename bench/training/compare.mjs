import { compareInTurn } from '../inTurn.mjs';
import { core, onOneCore } from '../measure.mjs';
import { eagerWorks, works } from './works.mjs';

/**
 * The pace of our training and answering beside that of each peer, round by round, all on one core.
 * @param asked Names of works, all by default; `--markdown` prints the table as in README.md.
 */
export function compareTraining(rounds = 3, asked = []) {
  const isMarkdown = asked.includes('--markdown');
  const chosen = asked.filter((name) => name !== '--markdown');
  const isChosen = ({ name }) => chosen.includes(name);
  const rows = chosen.length === 0 ? works : [...works, ...eagerWorks].filter(isChosen);
  const where = core === undefined ? 'not pinned, for there is no taskset' : 'all on one core';
  console.log(`training: ${rounds} rounds in turn, ${where}; ratios as medians (extremes)\n`);
  tellLeastShare(compareInTurn(rows, { rounds, place: onOneCore, isMarkdown }));
}

/** Tells where others were at work on the core, by the shares of it that programs had. */
export function tellLeastShare(shares) {
  const least = Math.min(...shares);
  if (least < 0.9) console.log(`\nOthers were at work on the core: a process had as little as ${(least * 100).toFixed(0)} % of it.`);
}
