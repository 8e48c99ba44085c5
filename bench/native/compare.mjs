import { loadavg } from 'node:os';
import { compareInTurn, paces, times } from '../inTurn.mjs';
import { core, onAllCores, onOneCore } from '../measure.mjs';
import { tellLeastShare } from '../training/compare.mjs';
import { firstSteps, nativeNames, withOneCore, works } from './works.mjs';

const cores = { '--cores=one': onOneCore, '--cores=all': onAllCores };
const tables = ['pace', 'first'];

/** What may be asked for. */
export const nativeParts = [...nativeNames, ...tables, ...Object.keys(cores), '--markdown'];

/**
 * The pace of our training on native bindings, and how soon it gets there, beside that of each peer, round by round: on one core, and
 * once more on all.
 * @param asked Names of works; `pace` or `first` for one of the two tables; `--cores=one` or `--cores=all`: all of these by default.
 * `--markdown` prints tables as in README.md.
 */
export function compareNative(rounds = 3, asked = []) {
  const isMarkdown = asked.includes('--markdown');
  const chosen = (names) => (names.some((name) => asked.includes(name)) ? names.filter((name) => asked.includes(name)) : names);
  const isChosen = ({ name }) => chosen(nativeNames).includes(name);
  for (const place of chosen(Object.keys(cores)).map((name) => cores[name])) {
    const isOne = place === onOneCore;
    for (const table of chosen(tables)) {
      console.log(`${heading(table, isOne)}: ${rounds} rounds in turn; ratios as medians (extremes)\n`);
      const options = { rounds, place, isMarkdown, quantity: table === 'pace' ? paces : times };
      const rows = (table === 'first' ? firstSteps : isOne ? works : works.map(withOneCore)).filter(isChosen);
      const shares = compareInTurn(rows, options);
      if (isOne && shares.length > 0) tellLeastShare(shares);
      console.log('');
    }
  }
}

function heading(table, isOne) {
  const what = table === 'pace' ? 'native, steps a second' : 'native, time until the first step runs compiled';
  if (isOne) return `${what}, ${core === undefined ? 'not pinned, for there is no taskset' : 'all on one core, one thread'}`;
  return `${what}, on all cores, of which others have ${loadavg()[0].toFixed(1)} now`;
}
