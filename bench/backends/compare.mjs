import { median, run } from '../measure.mjs';
import { networks } from './networks.mjs';

/** Where the other backend is faster by more than this, the choice was wrong. */
const AT_MOST = 1.3;

/** A step of each network on WebAssembly and on native bindings in turn, beside what auto takes. */
export function compareBackends(rounds = 3) {
  const measured = (name, batch, backend) => JSON.parse(run(['backends/measure.mjs', name, String(batch), backend]).stdout);
  console.log(
    `backends: ms a step (and of processor time), ${rounds} rounds in turn, medians; auto shall cost at most ${AT_MOST} times the other`,
  );
  const cases = Object.entries(networks).flatMap(([name, [, ...batches]]) => batches.map((batch) => [name, batch]));
  for (const [name, batch] of cases) {
    const steps = { wasm: [], native: [] };
    for (let round = 0; round < rounds; round++) {
      for (const backend of ['wasm', 'native']) steps[backend].push(measured(name, batch, backend));
    }
    const { used } = measured(name, batch, 'auto');
    const other = used === 'wasm' ? 'native' : 'wasm';
    const ratio = median(steps[used].map(({ milliseconds }, round) => milliseconds / steps[other][round].milliseconds));
    const middle = (backend, what) => median(steps[backend].map((step) => step[what])).toFixed(2);
    const times = ['wasm', 'native'].map((backend) => `${backend} ${middle(backend, 'milliseconds')} (${middle(backend, 'cpu')})`);
    const held = ratio <= AT_MOST ? '' : ' NOT held';
    console.log(`${`${name}, ${batch} rows`.padEnd(36)} ${times.join(', ')}, auto takes ${used}: ${ratio.toFixed(2)}${held}`);
  }
}
