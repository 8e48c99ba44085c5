import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import util from 'node:util';
import { nativePlaces, within } from '../../dist/node/native/places.js';
import { KEY } from '../../dist/node/native/bridge.js';

/**
 * Puts the native bindings that `netspec native install` left beneath a TensorFlow.js of the umbrella package: its own layers and
 * gradients, with nothing of ours among them.
 * @throws Error where they are not installed.
 */
export function loadTfjsNode(tf) {
  const { folder } = nativePlaces();
  if (!existsSync(within(folder).record)) throw new Error('no native bindings (node dist/bin/main.js native install)');
  // Two functions that tfjs-node calls and that Node 23 took away.
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray;
  globalThis[Symbol.for(KEY)] = tf;
  tf.env().set('IS_TEST', true); // no warnings about kernels that are there already
  createRequire(import.meta.url)(within(folder).tfjsNode);
  tf.env().set('IS_TEST', false);
}
