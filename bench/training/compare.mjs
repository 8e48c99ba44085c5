import { core, median, spread } from '../measure.mjs';
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
  const printRow = isMarkdown ? printMarkdown : printText;
  const where = core === undefined ? 'not pinned, for there is no taskset' : 'all on one core';
  console.log(`training: ${rounds} rounds in turn, ${where}; ratios as medians (extremes)\n`);
  printRow(heads);
  if (isMarkdown) printRow(heads.map((_, at) => (at < 3 ? '---' : '---:')));
  const shares = rows.flatMap((work) => measure(work, rounds, printRow));
  const least = Math.min(...shares);
  if (least < 0.9) console.log(`\nOthers were at work on the core: a process had as little as ${(least * 100).toFixed(0)} % of it.`);
}

const heads = ['work', 'backend', 'against', 'times its pace', 'at least', 'is it held', 'paces a second', 'peak memory / its'];

/** Runs our program and its peers in turn and prints a row for each peer; gives the shares of the core that they had. */
function measure({ work, backend, ours, peers, often = 1 }, rounds, printRow) {
  const measured = { ours: [], ...Object.fromEntries(peers.map(({ against }) => [against, []])) };
  const failures = {};
  for (let round = 0; round < rounds * often; round++) {
    measured.ours.push(ours());
    for (const { against, program } of peers) {
      if (against in failures) continue;
      try {
        measured[against].push(program());
      } catch (error) {
        failures[against] = error.message.match(/^\w*Error: .*$/m)?.[0] ?? error.message;
      }
    }
  }
  for (const { against, atLeast, isMemoryHeld } of peers) {
    if (against in failures) {
      printRow([work, backend, against, 'not measured', `${atLeast}`, 'NOT held', '', '']);
      console.error(`${against}: ${failures[against]}`);
      continue;
    }
    const theirs = measured[against];
    theirs.forEach(({ answers }, round) => mustAgree(answers, measured.ours[round].answers));
    const ratios = (key) => measured.ours.map((one, round) => one[key] / theirs[round][key]);
    const pace = (all) => Number(median(all.map(({ pace }) => pace)).toPrecision(3)).toLocaleString('en');
    const memory = isMemoryHeld ? `${spread(ratios('peak'), 2)}${median(ratios('peak')) <= 1 ? '' : ' NOT held'}` : '';
    const isHeld = median(ratios('pace')) >= atLeast ? 'held' : 'NOT held';
    printRow([work, backend, against, spreadOf(ratios('pace')), `${atLeast}`, isHeld, `${pace(measured.ours)} / ${pace(theirs)}`, memory]);
  }
  return Object.values(measured).flatMap((all) => all.flatMap(({ share }) => (share === undefined ? [] : [share])));
}

/** Answers of two sides to the same rows, where a program gives some. */
function mustAgree(theirs = [], ours = []) {
  const apart = Math.max(0, ...theirs.map((value, at) => Math.abs(value - ours[at])));
  if (theirs.length !== ours.length || !(apart < 1e-5)) throw new Error(`the answers of both sides are ${apart} apart`);
}

const spreadOf = (ratios) => spread(ratios, median(ratios) >= 20 ? 0 : median(ratios) >= 5 ? 1 : 2);

const widths = [62, 7, 32, 22, 8, 10, 18, 0];
const printText = (cells) => console.log(cells.map((cell, at) => cell.padEnd(widths[at])).join('  ').trimEnd()); // prettier-ignore
const printMarkdown = (cells) => console.log(`| ${cells.join(' | ')} |`);
