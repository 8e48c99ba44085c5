import { median, spread } from './measure.mjs';

/** What a comparison is of: a key of what programs print, when it is as wanted, and how the numbers of both sides are written. */
export const paces = {
  key: 'pace',
  holds: (ratio, wanted) => ratio >= wanted,
  heads: ['times its pace', 'at least', 'paces a second'],
  write: (value) => Number(value.toPrecision(3)).toLocaleString('en'),
};
export const times = {
  key: 'seconds',
  holds: (ratio, wanted) => ratio <= wanted,
  heads: ['times its time', 'at most', 'milliseconds'],
  write: (value) => Number((value * 1000).toPrecision(3)).toLocaleString('en'),
};

/**
 * Runs our program and the peers of each work in turn, round after round, and prints a row for each peer.
 * @param works Each with `work` and `backend` (texts), `ours`, `peers` and `often`, how many rounds there are of it in each. A peer has
 * `against` (its name), its `program`, what is `wanted`, and `isMemoryHeld`: true holds our peak memory to at most the peer's, false
 * only tells it, and undefined does neither. A program is a function of the place to run at that gives what it measured.
 * @param place Where programs run: `onOneCore` or `onAllCores` of measure.mjs.
 * @returns The shares of a core that the programs had.
 */
export function compareInTurn(works, { rounds, place, quantity = paces, isMarkdown = false }) {
  const printRow = isMarkdown ? printMarkdown : printText;
  const [ratio, wanted, values] = quantity.heads;
  printRow(['work', 'backend', 'against', ratio, wanted, 'is it held', values, 'peak memory / its']);
  if (isMarkdown) printRow(Array.from({ length: 8 }, (_, at) => (at < 3 ? '---' : '---:')));
  return works.flatMap((work) => compareWork(work, { rounds, place, quantity, printRow }));
}

function compareWork({ work, backend, ours, peers, often = 1 }, { rounds, place, quantity, printRow }) {
  const { key, holds, write } = quantity;
  const sides = { ours, ...Object.fromEntries(peers.map(({ against, program }) => [against, program])) };
  const measured = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  const failures = {};
  for (let round = 0; round < rounds * often && !('ours' in failures); round++) {
    for (const [side, program] of Object.entries(sides)) {
      if (side in failures) continue;
      try {
        measured[side].push(program(place));
      } catch (error) {
        failures[side] = error.message.match(/^\w*Error: .*$/m)?.[0] ?? error.message;
      }
    }
  }
  for (const [side, why] of Object.entries(failures)) console.error(`${side}: ${why}`);
  for (const { against, wanted, isMemoryHeld } of peers) {
    if ('ours' in failures || against in failures) {
      printRow([work, backend, against, 'not measured', `${wanted}`, 'NOT held', '', '']);
      continue;
    }
    const [mine, theirs] = [measured.ours, measured[against]];
    theirs.forEach(({ answers }, round) => mustAgree(answers, mine[round].answers));
    const ratiosOf = (key) => mine.map((one, round) => one[key] / theirs[round][key]);
    const both = (key, write) => [mine, theirs].map((side) => write(median(side.map((one) => one[key])))).join(' / ');
    const ratios = ratiosOf(key);
    const isHeld = holds(median(ratios), wanted) ? 'held' : 'NOT held';
    const memory = isMemoryHeld === undefined ? '' : memoryOf(ratiosOf('peak'), both('peak', megabytes), isMemoryHeld);
    printRow([work, backend, against, spreadOf(ratios), `${wanted}`, isHeld, both(key, write), memory]);
  }
  return Object.values(measured).flatMap((all) => all.flatMap(({ share }) => (share === undefined ? [] : [share])));
}

/** Answers of two sides to the same rows, where a program gives some. */
function mustAgree(theirs = [], ours = []) {
  const apart = Math.max(0, ...theirs.map((value, at) => Math.abs(value - ours[at])));
  if (theirs.length !== ours.length || !(apart < 1e-5)) throw new Error(`the answers of both sides are ${apart} apart`);
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(0);
const memoryOf = (ratios, both, isHeld) =>
  isHeld ? `${spread(ratios, 2)}${median(ratios) <= 1 ? '' : ' NOT held'}` : `${spread(ratios, 2)}, ${both} MB`;
const spreadOf = (ratios) => spread(ratios, median(ratios) >= 20 ? 0 : median(ratios) >= 5 ? 1 : 2);

const widths = [63, 7, 34, 22, 8, 10, 18, 0];
const printText = (cells) => console.log(cells.map((cell, at) => cell.padEnd(widths[at])).join('  ').trimEnd()); // prettier-ignore
const printMarkdown = (cells) => console.log(`| ${cells.join(' | ')} |`);
