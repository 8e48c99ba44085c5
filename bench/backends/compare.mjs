import { median, run } from '../measure.mjs';
import { networks } from './networks.mjs';

/** Where the other backend is faster by more than this, the choice was wrong. */
const AT_MOST = 1.3;

/** A step of each network on WebAssembly and on native bindings in turn, beside what auto takes. */
export function compareBackends(rounds = 3) {
  const measured = (name, batch, backend) => JSON.parse(run(['backends/measure.mjs', name, String(batch), backend]).stdout);
  console.log(`backends: ms a step, ${rounds} rounds in turn, medians; auto shall cost at most ${AT_MOST} times the other`);
  const cases = Object.entries(networks).flatMap(([name, [, ...batches]]) => batches.map((batch) => [name, batch]));
  for (const [name, batch] of cases) {
    const times = { wasm: [], native: [] };
    for (let round = 0; round < rounds; round++) {
      for (const backend of ['wasm', 'native']) times[backend].push(measured(name, batch, backend).milliseconds);
    }
    const { used } = measured(name, batch, 'auto');
    const other = used === 'wasm' ? 'native' : 'wasm';
    const ratio = median(times[used].map((time, round) => time / times[other][round]));
    const words = `wasm ${median(times.wasm).toFixed(2)}, native ${median(times.native).toFixed(2)}, auto takes ${used}: ${ratio.toFixed(2)}`;
    console.log(`${`${name}, ${batch} rows`.padEnd(36)} ${words}${ratio <= AT_MOST ? '' : ' NOT held'}`);
  }
}
