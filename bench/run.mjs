// npm run bench -- NAME [ROUNDS] [...]: netspec and its peers in turn, compared round by round.
import { compareBackends } from './backends/compare.mjs';
import { growthParts, measureGrowth } from './growth/measure.mjs';
import { installPeers } from './install.mjs';
import { measureMemory } from './memory/measure.mjs';
import { compareNative, nativeParts } from './native/compare.mjs';
import { comparePredict } from './predict/compare.mjs';
import { compareReading } from './reading/compare.mjs';
import { compareTables } from './tables/compare.mjs';
import { compareTraining } from './training/compare.mjs';
import { workNames } from './training/works.mjs';
import { compareXor } from './xor/compare.mjs';

const comparisons = {
  backends: compareBackends,
  xor: compareXor,
  native: compareNative,
  predict: comparePredict,
  training: compareTraining,
  growth: measureGrowth,
  reading: compareReading,
  memory: measureMemory,
  tables: compareTables,
};

/** Those of which parts can be measured alone: what may stand behind the rounds. */
const inParts = { training: [...workNames, '--markdown'], native: nativeParts, growth: growthParts };

const [name = '', ...rest] = process.argv.slice(2);
const comparison = Object.hasOwn(comparisons, name) ? comparisons[name] : undefined;
const rounds = /^\d+$/.test(rest[0] ?? '') ? Number(rest.shift()) : undefined;
if (comparison === undefined || rounds === 0 || (rest.length > 0 && !Object.hasOwn(inParts, name))) {
  console.error(`npm run bench -- NAME [ROUNDS], where NAME is one of ${Object.keys(comparisons).join(', ')}`);
  process.exit(1);
}
for (const asked of rest) {
  if (inParts[name].includes(asked)) continue;
  console.error(`${asked} is none of ${inParts[name].join(', ')}`);
  process.exit(1);
}
installPeers();
comparison(rounds, rest);
