// Writes src/spec/builders from the tables in src/spec, and docs/train-events.md from its table.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../src/spec/builders/', import.meta.url);
const bundled = async (name) => {
  const bundle = new URL(`../build/${name}.mjs`, import.meta.url);
  await build({ entryPoints: [new URL(`${name}.ts`, import.meta.url).pathname], outfile: bundle.pathname, bundle: true, format: 'esm' });
  return import(bundle.href);
};
const { generatedFiles } = await bundled('files');
const { trainEventsText } = await bundled('trainEventsText');
const generated = generatedFiles();

await mkdir(folder, { recursive: true });
const style = await resolveConfig(new URL('any.ts', folder).pathname);
for (const name of await readdir(folder)) if (!generated.has(name)) await rm(new URL(name, folder));
for (const [name, text] of generated) await writeFile(new URL(name, folder), await format(text, { ...style, parser: 'typescript' }));

const doc = new URL('../docs/train-events.md', import.meta.url);
await mkdir(new URL('.', doc), { recursive: true });
await writeFile(doc, await format(trainEventsText(), { ...style, parser: 'markdown' }));
console.log(`${generated.size} files written to src/spec/builders, and docs/train-events.md`);
