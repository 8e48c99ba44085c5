import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, run, spread } from '../measure.mjs';
import { writeTable } from '../reading/writeTable.mjs';

const FEW = 200_000;
const MANY = 2_000_000;
const MOST = 400;
const GROWTH = 1.1;

/** The most memory of a process that reads and encodes a table part by part, for one of few rows and one of ten times as many. */
export function measureMemory(rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    const [few, many] = [writeTable(folder, FEW), writeTable(folder, MANY)];
    console.log(`memory: the most of a process in MB, tables of 20 columns, ${rounds} rounds in turn, medians (extremes)\n`);
    const peakOf = ({ path }) => Number(run(['memory/pass.mjs', path]).stdout);
    const peaks = Array.from({ length: rounds }, () => ({ few: peakOf(few), many: peakOf(many) }));
    const of = (key) => peaks.map((round) => round[key]);
    const growth = peaks.map((round) => round.many / round.few);
    console.log(`${FEW}  rows ${spread(of('few'), 0)}`);
    console.log(`${MANY} rows ${spread(of('many'), 0)}`);
    const held = median(growth) <= GROWTH && Math.max(...of('many')) < MOST;
    console.log(`growth ${spread(growth, 3)}; at most ${GROWTH} and less than ${MOST} MB is wanted: ${held ? 'held' : 'NOT held'}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
