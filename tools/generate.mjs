// Writes src/spec/builders from the tables in src/spec, docs/train-events.md from its table, and docs/layers.md.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../src/spec/builders/', import.meta.url);
const bundled = async (name) => {
  const bundle = new URL(`../build/${name}.mjs`, import.meta.url);
  await build({
    entryPoints: [new URL(`${name}.ts`, import.meta.url).pathname],
    outfile: bundle.pathname,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
  return import(bundle.href);
};
const { generatedFiles } = await bundled('files');
const { trainEventsText } = await bundled('trainEventsText');
const { layersText } = await bundled('layersText');
const generated = generatedFiles();

await mkdir(folder, { recursive: true });
const style = await resolveConfig(new URL('any.ts', folder).pathname);
for (const name of await readdir(folder)) if (!generated.has(name)) await rm(new URL(name, folder));
for (const [name, text] of generated) await writeFile(new URL(name, folder), await format(text, { ...style, parser: 'typescript' }));

const docs = new URL('../docs/', import.meta.url);
await mkdir(docs, { recursive: true });
for (const [name, text] of [
  ['train-events.md', trainEventsText()],
  ['layers.md', layersText()],
]) {
  await writeFile(new URL(name, docs), await format(text, { ...style, parser: 'markdown' }));
}
console.log(`${generated.size} files written to src/spec/builders, and docs/train-events.md, docs/layers.md`);
