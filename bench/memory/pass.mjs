// A pass over a CSV, reading and encoding, with the package loaded as a training has it. Prints the most memory of the process, in MB.
import '../../dist/index.js';
import { openSource } from '../../dist/node/read/openSource.js';
import { numbers } from '../reading/table.mjs';

const source = await openSource(process.argv[2]);
let sum = 0;
for await (const frame of source.frames()) {
  const matrix = new Float32Array(frame.rows * numbers.length);
  numbers.forEach((name, offset) => {
    const values = frame.column(name).numbers();
    for (let row = 0; row < frame.rows; row++) matrix[row * numbers.length + offset] = values[row];
  });
  sum += matrix[0];
}
if (!Number.isFinite(sum)) throw new Error('a cell was not read');
console.log(process.resourceUsage().maxRSS / 1000);
