import { createRequire } from 'node:module';
import { tf, tfl } from '#tf';
import { KEY } from './bridge.ts';
import { within } from './places.ts';

/**
 * Loads the tfjs-node of an installation onto our TensorFlow.js.
 * @throws what loading it does.
 */
export function loadInstalled(folder: string): void {
  const version = { 'tfjs-core': tf.version_core, 'tfjs-layers': tfl.version_layers };
  (globalThis as Record<symbol, unknown>)[Symbol.for(KEY)] = { ...tf, ...tfl, version };
  createRequire(import.meta.url)(within(folder).tfjsNode);
}
