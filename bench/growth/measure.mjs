import { runPinned } from '../measure.mjs';
import { networks } from './networks.mjs';

/** What V8 may keep more of: code that it compiled later, and the history, which has an entry for each epoch. */
const MOST_HEAP = 500_000;
/** As much of the process's memory may be more, on native bindings: what V8 keeps, and what TensorFlow's allocator leaves between its blocks. */
const MOST_RESIDENT = 8_000_000;

/**
 * What a long training holds at its end beyond what it held after the first tenth: tensors, graphs and files of them, handles, heap, buffers,
 * WebAssembly's memory, and on native bindings the whole of the process.
 */
export function measureGrowth(_rounds, asked = []) {
  console.log('growth: what is held at the end of a training beyond what was held after a tenth of it; kB, each after a collection');
  console.log(`held where nothing is more, but for up to ${MOST_HEAP / 1000} kB of heap (native: ${MOST_RESIDENT / 1000} of all)\n`);
  printRow(['network', 'backend', 'steps', 'tensors', 'graphs', 'files', 'handles', 'heap', 'buffers', 'wasm', 'resident']);
  const chosen = (names) => (names.some((name) => asked.includes(name)) ? names.filter((name) => asked.includes(name)) : names);
  for (const name of chosen(Object.keys(networks))) for (const backend of chosen(backends)) measureOne(name, backend);
}

const backends = ['cpu', 'wasm', 'native'];

/** What may be asked for. */
export const growthParts = [...Object.keys(networks), ...backends];

function measureOne(name, backend) {
  const { early, steps, from, to } = JSON.parse(runPinned(['--expose-gc', 'growth/train.mjs', name, backend]).stdout);
  const more = (key) => to[key] - from[key];
  const cell = (key, unit) => `${(from[key] / unit).toFixed(0)} ${more(key) < 0 ? '-' : '+'} ${(Math.abs(more(key)) / unit).toFixed(0)}`;
  const isHeld =
    ['tensors', 'graphs', 'files', 'handles', 'buffers', 'wasm'].every((key) => more(key) <= 0) &&
    more('heap') <= MOST_HEAP &&
    (backend !== 'native' || more('resident') <= MOST_RESIDENT);
  const counted = ['tensors', 'graphs', 'files', 'handles'].map((key) => cell(key, 1));
  const cells = [...counted, ...['heap', 'buffers', 'wasm', 'resident'].map((key) => cell(key, 1000))];
  printRow([name, backend, `${early} to ${steps}`, ...cells, isHeld ? 'held' : 'NOT held']);
}

const widths = [8, 8, 18, 10, 8, 8, 9, 14, 14, 14, 18, 0];
const printRow = (cells) => console.log(cells.map((cell, at) => cell.padEnd(widths[at])).join('').trimEnd()); // prettier-ignore
