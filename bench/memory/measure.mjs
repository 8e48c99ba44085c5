import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, run, spread } from '../measure.mjs';
import { writeTable } from '../reading/writeTable.mjs';

const FEW = 200_000;
const MANY = 2_000_000;
const MOST = 400;
const GROWTH = 1.1;

/**
 * The most memory of a process that reads and encodes a table part by part, for one of few rows and one of ten times as many. V8
 * lets its heap grow by some MB with the time that it runs, so the short table is read ten times too: what differs then is the
 * length of the table alone.
 */
export function measureMemory(rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    const [few, many] = [writeTable(folder, FEW), writeTable(folder, MANY)];
    console.log(`memory: the most of a process in MB, tables of 20 columns, ${rounds} rounds in turn, medians (extremes)\n`);
    const peakOf = ({ path }, passes) => JSON.parse(run(['memory/pass.mjs', path, String(passes)]).stdout).megabytes;
    const peaks = Array.from({ length: rounds }, () => ({ once: peakOf(few, 1), often: peakOf(few, MANY / FEW), many: peakOf(many, 1) }));
    const of = (key) => peaks.map((round) => round[key]);
    console.log(`${FEW} rows once      ${spread(of('once'), 0)}`);
    console.log(`${FEW} rows ${MANY / FEW} times  ${spread(of('often'), 0)}`);
    console.log(`${MANY} rows once     ${spread(of('many'), 0)}`);
    const growth = (key) => peaks.map((round) => round.many / round[key]);
    const held = median(growth('often')) <= GROWTH && Math.max(...of('many')) < MOST;
    console.log(`growth with the table ${spread(growth('often'), 3)}, with the time too ${spread(growth('once'), 3)}`);
    console.log(`at most ${GROWTH} with the table and less than ${MOST} MB is wanted: ${held ? 'held' : 'NOT held'}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
