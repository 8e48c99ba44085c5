import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bindingPath, within } from './places.ts';

/** Where TensorFlow.js waits for the tfjs-node of an installation. */
export const KEY = 'netspec.tfjs';

const tfjs = `// TensorFlow.js is that of the project which loads this: one engine, whoever imports it.
module.exports = globalThis[Symbol.for('${KEY}')];
`;
const preGyp = `// The only thing of it that tfjs-node asks for while it runs: where the binding is.
const { dirname, join } = require('node:path');
exports.find = (packageJson) => join(dirname(packageJson), ${JSON.stringify(bindingPath)});
`;

/** Writes, in the place of packages that tfjs-node requires, what hands it the TensorFlow.js of whoever loads it. */
export async function writeBridges(folder: string): Promise<void> {
  const sources = { '@tensorflow/tfjs': tfjs, '@tensorflow/tfjs-core': tfjs, '@mapbox/node-pre-gyp': preGyp };
  for (const [name, source] of Object.entries(sources)) {
    const place = join(within(folder).modules, name);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, 'index.js'), source);
  }
}
