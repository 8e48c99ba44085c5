// npm run build:wasm: compiles each assembly/ of AssemblyScript, and writes it to the module beside it where it has changed.
// With --check nothing is written: it fails where the mark of a binary is not that of its bytes and sources. With --anew each is compiled,
// whatever its mark, and with both it fails where a binary is not what its sources give.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { gzipSync } from 'node:zlib';

/** The sections of a WebAssembly module that write into memory when it starts. */
const DATA_SECTION = 11;
const START_SECTION = 8;

const optionsWith = (entry, ...others) => [
  entry,
  ...['--runtime', 'stub', ...others, '--noAssert', '--use', 'abort='],
  ...['-O3', '--converge', '--enable', 'simd', '--enable', 'bulk-memory'],
  ...['--noColors', '--outFile', 'kernels.wasm'],
];
const ofKernels = { place: 'src/backend/wasm' };
const ofProducts = { ...ofKernels, mostBytes: 8 * 1024, mostZipped: 3.5 * 1024 };
const modules = [
  // These work in the memory of TensorFlow.js. A page loads the first and one of the others: at most 64 KB, 16 zipped.
  { ...ofKernels, name: 'binary', options: optionsWith('index.ts', '--importMemory'), mostBytes: 56 * 1024, mostZipped: 12.5 * 1024 },
  { ...ofProducts, name: 'productsBinary', options: optionsWith('products.ts', '--importMemory') },
  { ...ofProducts, name: 'relaxedBinary', options: optionsWith('products.ts', '--importMemory', '--enable', 'relaxed-simd') },
  // It is compiled at once, which pages allow for 4 KB.
  { place: 'src/data/read/delimited/wasm', name: 'binary', options: optionsWith('index.ts'), mostBytes: 4 * 1024, mostZipped: 2 * 1024 },
];
const [isCheck, isAnew] = ['--check', '--anew'].map((flag) => process.argv.includes(flag));
for (const module of modules) await build(module);

async function build(module) {
  const target = fileURLToPath(new URL(`../${module.place}/${module.name}.ts`, import.meta.url));
  const present = read(target);
  const [, bytes] = /'(.+)'/.exec(present ?? '') ?? [];
  const isMarked = bytes !== undefined && present === moduleText(module, bytes);
  if (isMarked && !isAnew) return;
  const refuse = () => fail(`${module.place}/${module.name}.ts is not what the sources give: npm run build:wasm`);
  if (isCheck && !isMarked) refuse();
  const binary = await compile(module);
  verify(binary, module);
  const text = moduleText(module, Buffer.from(binary).toString('base64'));
  if (isCheck && text !== present) refuse();
  if (text !== present) writeFileSync(target, text);
  console.log(`${module.place}/${module.name}.ts: ${binary.length} bytes, ${gzipSync(binary, { level: 9 }).length} zipped`);
}

/** Changes with the bytes, the sources, the compiler and its options: compiling takes seconds, and is left out where nothing has changed. */
function markOf({ place, options }, bytes) {
  const folder = folderOf(place);
  const { version } = JSON.parse(readFileSync(new URL('../node_modules/assemblyscript/package.json', import.meta.url), 'utf8'));
  const hash = createHash('sha256').update(JSON.stringify([version, options, bytes]));
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\n`).update(readFileSync(new URL(name, folder)));
  return hash.digest('hex');
}

async function compile({ place, options }) {
  const folder = folderOf(place);
  const { default: asc } = await import('assemblyscript/asc');
  let binary;
  const { error, stderr } = await asc.main(options, {
    readFile: (name, base) => read(fileURLToPath(new URL(name, new URL(`${base}/`, folder)))) ?? null,
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') binary = contents;
    },
    listFiles: () => [],
  });
  if (error || binary === undefined) fail(`${stderr.toString()}${error?.message ?? 'nothing was compiled'}`);
  return binary;
}

/** A module may work in the memory of another one: what it would write there by itself would be written over that one's. */
function verify(binary, { mostBytes, mostZipped }) {
  const sections = sectionsOf(binary);
  if (sections.includes(DATA_SECTION) || sections.includes(START_SECTION)) {
    fail('The module has a data or start section, which would overwrite the memory of TensorFlow.js: use no strings, arrays or objects.');
  }
  // Node 20 has relaxed SIMD, but asks for it to be switched on.
  if (!WebAssembly.validate(binary)) setFlagsFromString('--experimental-wasm-relaxed-simd');
  const others = WebAssembly.Module.imports(new WebAssembly.Module(binary)).filter(({ kind }) => kind !== 'memory');
  if (others.length > 0) fail(`The module imports ${others.map(({ name }) => name).join(', ')}: it may have the memory alone.`);
  const zipped = gzipSync(binary, { level: 9 }).length;
  if (binary.length > mostBytes || zipped > mostZipped) {
    fail(`The module has ${binary.length} bytes, ${zipped} zipped: at most ${mostBytes} and ${mostZipped} are wanted.`);
  }
}

/** The numbers of the sections of a WebAssembly module. */
function sectionsOf(binary) {
  const sections = [];
  let at = 8;
  while (at < binary.length) {
    sections.push(binary[at++]);
    let size = 0;
    for (let shift = 0, more = true; more; shift += 7, at++) {
      size += (binary[at] & 127) * 2 ** shift;
      more = binary[at] > 127;
    }
    at += size;
  }
  return sections;
}

/** A module of TypeScript around the bytes, which are base64. */
function moduleText(module, bytes) {
  return `// Written by \`npm run build:wasm\` from assembly/. The mark of both is
// ${markOf(module, bytes)}
/** The module, as base64: it needs no file to be found and no address to be fetched, in Node, bundlers and pages alike. */
export const ${module.name}: string =
  '${bytes}';
`;
}

function folderOf(place) {
  return new URL(`../${place}/assembly/`, import.meta.url);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
