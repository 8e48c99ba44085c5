import { createRequire } from 'node:module';
import { tf, tfl } from '#tf';
import { KEY } from './bridge.ts';

/**
 * Loads a package of tfjs-node onto our TensorFlow.js, by which that of an installation is (bridge.ts).
 * @throws what loading it does.
 */
export function loadInstalled(tfjsNode: string): void {
  const version = { 'tfjs-core': tf.version_core, 'tfjs-layers': tfl.version_layers };
  (globalThis as Record<symbol, unknown>)[Symbol.for(KEY)] = { ...tf, ...tfl, version };
  createRequire(import.meta.url)(tfjsNode);
}
