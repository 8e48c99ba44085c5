// So many passes over a CSV, reading and encoding. Prints the most memory that the process had, in MB, and the rows: FILE PASSES
import { openSource } from '../../dist/node/read/openSource.js';
import { numbers } from '../reading/table.mjs';

const [path, passes] = process.argv.slice(2);
const source = await openSource(path);
let rows = 0;
let sum = 0;
for (let pass = 0; pass < Number(passes); pass++) {
  for await (const frame of source.frames()) {
    const matrix = new Float32Array(frame.rows * numbers.length);
    numbers.forEach((name, offset) => {
      const values = frame.column(name).numbers();
      for (let row = 0; row < frame.rows; row++) matrix[row * numbers.length + offset] = values[row];
    });
    rows += frame.rows;
    sum += matrix[0];
  }
}
if (!Number.isFinite(sum)) throw new Error('a cell was not read');
console.log(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1000, rows }));
