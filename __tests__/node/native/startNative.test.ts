import { expect, test } from '@jest/globals';
import { tf } from '#tf';
import type { Candidate } from '../../../src/node/native/candidates.ts';
import { candidates } from '../../../src/node/native/candidates.ts';
import type { NativeSettings } from '../../../src/backend/nativeSettings.ts';
import { startNative } from '../../../src/node/native/startNative.ts';

/** Bindings that load, do not, cannot, or are not there. */
function machine(states: readonly ('loads' | 'fails' | 'cannot' | 'absent')[]) {
  const loaded: string[] = [];
  const made = states.map((state, i): Candidate => {
    const { name } = candidates[i]!;
    const load = () => {
      loaded.push(name);
      if (state === 'fails') throw new Error('libcudart.so.11.0: cannot open shared object file.\nmore');
      tf.registerBackend('tensorflow', () => ({}) as never, 0);
    };
    return { name, find: () => (state === 'absent' ? undefined : state === 'cannot' ? 'its binding is missing' : { load }) };
  });
  return { made, loaded };
}

test.each([
  [['loads', 'loads', 'loads'], ['@tensorflow/tfjs-node-gpu']],
  [
    ['fails', 'loads', 'loads'],
    ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'],
  ],
  [['absent', 'loads', 'loads'], ['@tensorflow/tfjs-node']],
  [
    ['fails', 'cannot', 'loads'],
    ['@tensorflow/tfjs-node-gpu', 'those of netspec native install'],
  ],
  [['absent', 'absent', 'loads'], ['those of netspec native install']],
] as const)('of native bindings that are (graphics card, package, installed) %j those are loaded: %j', async (states, expected) => {
  const { made, loaded } = machine(states);
  expect(await startNative(made)).toBeUndefined();
  expect(loaded).toEqual(expected);
  tf.removeBackend('tensorflow');
});

test('why none of them loads is said in one line', async () => {
  expect(await startNative(machine(['absent', 'absent', 'absent']).made)).toMatchInlineSnapshot(
    `"the native bindings (@tensorflow/tfjs-node) are not installed"`,
  );
  expect(await startNative(machine(['fails', 'cannot', 'absent']).made)).toMatchInlineSnapshot(
    `"the native bindings (@tensorflow/tfjs-node) do not load (@tensorflow/tfjs-node-gpu: libcudart.so.11.0: cannot open shared object file; @tensorflow/tfjs-node: its binding is missing)"`,
  );
});

test('threads, oneDNN, the log and that XLA compiles beside other work are set while native bindings load, where the user has not set them, and are as they were afterwards', async () => {
  const names = ['TF_NUM_INTRAOP_THREADS', 'TF_CPP_MIN_LOG_LEVEL', 'TF_XLA_FLAGS', 'TF_ENABLE_ONEDNN_OPTS'];
  const beside = '--tf_xla_async_compilation=true';
  const now = () => names.map((name) => process.env[name]);
  const before = now();
  const found: unknown[] = [];
  const load = () => {
    found.push(now());
    tf.registerBackend('tensorflow', () => ({}) as never, 0);
  };
  const loadWith = async (own: readonly (string | undefined)[], settings?: NativeSettings) => {
    names.forEach((name, i) => (own[i] === undefined ? Reflect.deleteProperty(process.env, name) : (process.env[name] = own[i])));
    expect(await startNative([{ name: '@tensorflow/tfjs-node', find: () => ({ load }) }], settings)).toBeUndefined();
    expect(now()).toEqual(own);
    tf.removeBackend('tensorflow');
  };
  await loadWith([undefined, undefined, undefined, undefined], { threads: 1, hasOneDnn: true });
  await loadWith([undefined, '0', '--tf_xla_clustering_debug', undefined]);
  await loadWith(['8', '', '--tf_xla_async_compilation=false', '0'], { threads: 1, hasOneDnn: true });
  await loadWith([undefined, undefined, 'flags.txt', undefined]);
  names.forEach((name, i) => (before[i] === undefined ? Reflect.deleteProperty(process.env, name) : (process.env[name] = before[i])));
  expect(found).toEqual([
    ['1', '2', beside, '1'],
    [undefined, '0', `--tf_xla_clustering_debug ${beside}`, undefined],
    ['8', '2', '--tf_xla_async_compilation=false', '0'],
    [undefined, '2', 'flags.txt', undefined],
  ]);
});
