import { tf } from '#tf';
import { cpuMachine } from './cpuMachine.ts';
import type { Machine } from './machine.ts';
import { wasmMachine } from './wasmMachine.ts';

/** What the backend that computes now gives to programs; undefined where it runs none. */
export function machineNow(): Machine<unknown> | undefined {
  const name = tf.getBackend();
  return name === 'cpu' ? cpuMachine() : name === 'wasm' ? wasmMachine() : undefined;
}
