// Puts the page together in a folder: the script bundled into one file, the page, and a model trained from the CSV file beside it.
//   node examples/browser/iris/build.mjs [FOLDER]     default: build/browser/iris
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { save, train } from 'netspec';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'build/browser/iris');

await mkdir(folder, { recursive: true });
await build({
  entryPoints: [join(here, 'page.ts')],
  outfile: join(folder, 'page.js'),
  bundle: true,
  format: 'esm',
  minify: true,
  platform: 'browser',
  tsconfigRaw: '{}',
  logLevel: 'warning',
});
await copyFile(join(here, 'index.html'), join(folder, 'index.html'));

const spec = JSON.parse(await readFile(join(root, 'models/iris.json'), 'utf8'));
const model = await train(spec, join(root, 'examples/data/iris.csv'), { seed: 1 });
await save(model, join(folder, 'model'));
model.dispose();
console.log(`open ${folder}/index.html through any web server`);
