import { mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { io } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { packArtifacts, parseModelJson, saved, unpackArtifacts } from '../bundle/layersFiles.ts';
import { writeFilesAtomically } from './writeFile.ts';

/**
 * Lets TF.js's own `model.save('file:///folder')` and `tf.loadLayersModel('file:///folder/model.json')` work without tfjs-node.
 * Where tfjs-node is loaded its own handler serves.
 */
export function registerFileHandler(): void {
  tf.io.registerSaveRouter((url) => (isOurs(url) ? { save: (artifacts) => save(fileURLToPath(url), artifacts) } : nothing));
  tf.io.registerLoadRouter((url) => (isOurs(url) ? { load: () => load(fileURLToPath(url)) } : nothing));
}

// A router answers null for an address that is not its own; its type does not say so.
const nothing = null as unknown as io.IOHandler;

const isOurs = (url: string | string[]): url is string =>
  typeof url === 'string' && url.startsWith('file://') && !('tensorflow' in tf.engine().registryFactory);

async function save(folder: string, artifacts: io.ModelArtifacts): Promise<io.SaveResult> {
  await mkdir(folder, { recursive: true });
  const files = packArtifacts(artifacts);
  await writeFilesAtomically([
    [join(folder, 'weights.bin'), files['weights.bin']],
    [join(folder, 'model.json'), files['model.json']],
  ]);
  return saved(artifacts);
}

async function load(path: string): Promise<io.ModelArtifacts> {
  const json = await readFile(path);
  const files = parseModelJson(json).weightsManifest.flatMap(({ paths }) => paths);
  // A name alone: what a file says must not lead out of its folder.
  const shards = await Promise.all(files.map((file) => readFile(join(dirname(path), basename(file)))));
  return unpackArtifacts({ 'model.json': json, 'weights.bin': Buffer.concat(shards) });
}
