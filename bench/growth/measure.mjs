import { runPinned } from '../measure.mjs';
import { networks } from './networks.mjs';

/** What V8 may keep more of: code that it compiled later, and the history, which has an entry for each epoch. */
const MOST_HEAP = 500_000;

/** What a long training holds at its end beyond what it held after the first tenth: tensors, handles, heap, buffers, WebAssembly's memory. */
export function measureGrowth(_rounds, asked = []) {
  console.log('growth: what is held at the end of a training beyond what was held after a tenth of it; kB, each after a collection');
  console.log(`held where nothing is more, but for up to ${MOST_HEAP / 1000} kB of heap\n`);
  printRow(['network', 'backend', 'steps', 'tensors', 'handles', 'heap', 'buffers', 'wasm']);
  for (const name of asked.length === 0 ? Object.keys(networks) : asked) for (const backend of ['cpu', 'wasm']) measureOne(name, backend);
}

function measureOne(name, backend) {
  const { early, steps, from, to } = JSON.parse(runPinned(['--expose-gc', 'growth/train.mjs', name, backend]).stdout);
  const more = (key) => to[key] - from[key];
  const cell = (key, unit) => `${(from[key] / unit).toFixed(0)} ${more(key) < 0 ? '-' : '+'} ${(Math.abs(more(key)) / unit).toFixed(0)}`;
  const isHeld = ['tensors', 'handles', 'buffers', 'wasm'].every((key) => more(key) <= 0) && more('heap') <= MOST_HEAP;
  const cells = [cell('tensors', 1), cell('handles', 1), cell('heap', 1000), cell('buffers', 1000), cell('wasm', 1000)];
  printRow([name, backend, `${early} to ${steps}`, ...cells, isHeld ? 'held' : 'NOT held']);
}

const widths = [8, 8, 18, 10, 10, 14, 14, 14, 0];
const printRow = (cells) => console.log(cells.map((cell, at) => cell.padEnd(widths[at])).join('').trimEnd()); // prettier-ignore
