// After tsc: the JSON Schema of a spec, and the command line in few files.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { modelJsonSchema } from '../dist/spec/jsonSchema.js';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

// Where editors and `netspec/schema.json` find it.
writeFileSync(`${dist}/schema.json`, `${JSON.stringify(modelJsonSchema(), null, 1)}\n`);

const { dependencies, optionalDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const externals = Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => name !== 'yargs-parser');

// Node takes half a millisecond for each file it imports, which for 200 files is longer than loading TensorFlow.js. What a command
// does not need stays in files of its own.
await build({
  entryPoints: [`${dist}/cli/main.js`],
  outdir: `${dist}/bin`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // yargs-parser, which every command needs, is six files in a package that Node would have to look for.
  external: externals,
  target: 'node20',
  tsconfigRaw: '{}', // the paths of tsconfig.json lead to the sources
  logLevel: 'warning',
});
chmodSync(`${dist}/bin/main.js`, 0o755);
