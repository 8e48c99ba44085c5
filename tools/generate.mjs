// Writes src/spec/builders from the tables in src/spec.
import { build } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const folder = new URL('../src/spec/builders/', import.meta.url);
const bundle = new URL('../build/generated.mjs', import.meta.url);
await build({ entryPoints: [new URL('files.ts', import.meta.url).pathname], outfile: bundle.pathname, bundle: true, format: 'esm' });
const { generatedFiles } = await import(bundle.href);
const generated = generatedFiles();

await mkdir(folder, { recursive: true });
const style = await resolveConfig(new URL('any.ts', folder).pathname);
for (const name of await readdir(folder)) if (!generated.has(name)) await rm(new URL(name, folder));
for (const [name, text] of generated) await writeFile(new URL(name, folder), await format(text, { ...style, parser: 'typescript' }));
console.log(`${generated.size} files written to src/spec/builders`);
