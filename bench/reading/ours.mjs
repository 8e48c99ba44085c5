// Reads a CSV and encodes it: numbers to a matrix in float32, categories to codes. Prints milliseconds and rows.
import { openSource } from '../../dist/node/read/openSource.js';
import { categories, numbers } from './table.mjs';

const start = performance.now();
const source = await openSource(process.argv[2]);
const width = numbers.length;
let rows = 0;
let sum = 0;
for await (const frame of source.frames()) {
  const matrix = new Float32Array(frame.rows * width);
  numbers.forEach((name, offset) => {
    const values = frame.column(name).numbers();
    for (let row = 0, at = offset; row < values.length; row++, at += width) matrix[at] = values[row];
  });
  for (const name of categories) sum += frame.column(name).coded().codes[0];
  rows += frame.rows;
  sum += matrix[0];
}
if (!Number.isFinite(sum)) throw new Error('a cell was not read');
console.log(JSON.stringify({ milliseconds: performance.now() - start, rows }));
