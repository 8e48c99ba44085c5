import util from 'node:util';
import { tf } from '#tf';
import type { NativeSettings } from '../../backend/nativeSettings.ts';
import { loadToStay } from './staysLoaded.ts';

/**
 * Loads tfjs-node onto our TensorFlow.js, in whatever way: without a word of TensorFlow's log, unless `TF_CPP_MIN_LOG_LEVEL` asks
 * for it, and also on a Node that lacks what tfjs-node calls.
 * @param settings For which `TF_NUM_INTRAOP_THREADS` and `TF_ENABLE_ONEDNN_OPTS` are set, unless the user has set them.
 * The backend stays the one from before, if there was one.
 * @throws what loading it does.
 */
export async function loadTfjsNode(load: () => void, { threads, hasOneDnn }: NativeSettings = {}): Promise<void> {
  restoreRemovedUtilities();
  const [wasTest, backend] = [tf.env().get('IS_TEST'), tf.getBackend()];
  // Errors are still told.
  const putBack = setAll({
    TF_CPP_MIN_LOG_LEVEL: process.env['TF_CPP_MIN_LOG_LEVEL'] || '2',
    TF_XLA_FLAGS: xlaBeside(process.env['TF_XLA_FLAGS']),
    ...(threads === undefined ? {} : { TF_NUM_INTRAOP_THREADS: process.env['TF_NUM_INTRAOP_THREADS'] || `${threads}` }),
    ...(hasOneDnn === undefined ? {} : { TF_ENABLE_ONEDNN_OPTS: process.env['TF_ENABLE_ONEDNN_OPTS'] || '1' }),
  });
  try {
    tf.env().set('IS_TEST', true); // no warnings about a platform and kernels that are there already
    loadToStay(load);
    if (tf.findBackendFactory('tensorflow') === null) throw new Error('it brings a TensorFlow.js of its own');
  } finally {
    if (backend) await tf.setBackend(backend); // loading it sets it
    tf.env().set('IS_TEST', wasTest);
    putBack();
  }
}

const BESIDE = 'tf_xla_async_compilation';
/** The user's own flags, and that XLA compiles beside other work; a file of flags is left as it is. */
const xlaBeside = (own = ''): string =>
  own.includes(BESIDE) || (own !== '' && !own.startsWith('-')) ? own : `${own} --${BESIDE}=true`.trimStart();

/** TensorFlow reads variables once, while it is loaded: those that we set are not for programs that this one starts. */
function setAll(variables: Readonly<Record<string, string>>): () => void {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  return () => {
    for (const [name, own] of before) {
      if (own === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = own;
    }
  };
}

/** tfjs-node calls two functions that Node 22 warns of and Node 23 took away; it dies without them. */
function restoreRemovedUtilities(): void {
  const utilities = util as unknown as Record<string, unknown>;
  utilities['isNullOrUndefined'] = (value: unknown) => value === null || value === undefined;
  utilities['isArray'] = Array.isArray;
}
