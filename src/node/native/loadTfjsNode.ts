import util from 'node:util';
import { tf } from '#tf';
import { loadToStay } from './staysLoaded.ts';

/**
 * Loads tfjs-node onto our TensorFlow.js, in whatever way: without a word of TensorFlow's log, unless `TF_CPP_MIN_LOG_LEVEL` asks
 * for it, and also on a Node that lacks what tfjs-node calls.
 * @throws what loading it does; the backend is then the one from before.
 */
export async function loadTfjsNode(load: () => void): Promise<void> {
  restoreRemovedUtilities();
  const [wasTest, backend, level] = [tf.env().get('IS_TEST'), tf.getBackend(), process.env['TF_CPP_MIN_LOG_LEVEL']];
  try {
    // TensorFlow reads it once, while it is loaded. Errors are still told.
    process.env['TF_CPP_MIN_LOG_LEVEL'] = level || '2';
    tf.env().set('IS_TEST', true); // no warnings about a platform and kernels that are there already
    loadToStay(load);
    if (tf.findBackendFactory('tensorflow') === null) throw new Error('it brings a TensorFlow.js of its own');
  } catch (error) {
    if (backend) await tf.setBackend(backend);
    throw error;
  } finally {
    tf.env().set('IS_TEST', wasTest);
    // Not for programs that this one starts.
    if (level === undefined) delete process.env['TF_CPP_MIN_LOG_LEVEL'];
    else process.env['TF_CPP_MIN_LOG_LEVEL'] = level;
  }
}

/** tfjs-node calls two functions that Node 22 warns of and Node 23 took away; it dies without them. */
function restoreRemovedUtilities(): void {
  const utilities = util as unknown as Record<string, unknown>;
  utilities['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
  utilities['isArray'] = Array.isArray;
}
