import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, run, spread } from '../measure.mjs';
import { writeTable } from './writeTable.mjs';

const ROWS = 500_000;
/** How much faster than each peer we hold ourselves to be. */
const peers = { papaparse: 1, tfdata: 3 };

/** Rows a second of reading and encoding a CSV beside its mere reading by peers, round by round. */
export function compareReading(rounds = 3) {
  const folder = mkdtempSync(join(tmpdir(), 'netspec-bench-'));
  try {
    const { path, megabytes } = writeTable(folder, ROWS);
    console.log(`reading: ${ROWS} rows of 20 columns, ${megabytes.toFixed(0)} MB, ${rounds} rounds in turn, medians (extremes)\n`);
    const times = Array.from({ length: rounds }, () => {
      const round = {};
      for (const name of ['ours', ...Object.keys(peers)]) {
        const { milliseconds, rows } = JSON.parse(
          run([`reading/${name}.mjs`, path])
            .stdout.trim()
            .split('\n')
            .at(-1),
        );
        if (rows !== ROWS) throw new Error(`${name} read ${rows} rows`);
        round[name] = milliseconds;
      }
      return round;
    });
    const pace = megabytes / (median(times.map(({ ours }) => ours)) / 1000);
    console.log(`ours       ${spread(times.map(({ ours }) => ours), 0)} ms, ${pace.toFixed(0)} MB/s`); // prettier-ignore
    for (const [name, wanted] of Object.entries(peers)) {
      const ratios = times.map((round) => round[name] / round.ours);
      const held = median(ratios) >= wanted ? 'held' : 'NOT held';
      const theirs = spread(times.map((round) => round[name]), 0); // prettier-ignore
      console.log(`${name.padEnd(10)} ${theirs} ms; ours is ${spread(ratios, 2)} times as fast; at least ${wanted} is wanted: ${held}`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
