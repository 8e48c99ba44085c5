import { tf } from '#tf';
import { addressOf, type WasmBackend, type WasmModule } from '../kernels/repair.ts';
import type { KernelExports } from './exports.ts';
import { createScratch } from './scratch.ts';

/** Our kernels at work in the memory of one of TF.js's modules, which may grow: addresses stay what they are. */
export interface KernelModule {
  readonly wasm: WasmModule;
  readonly kernels: KernelExports;
  /** Where a tensor's values are. */
  readonly addressOf: typeof addressOf;
  /** Lends so many bytes for the time of a call; they begin at a multiple of 64. */
  withScratch<T>(bytes: number, use: (address: number) => T): T;
}

const modules = new WeakMap<WasmModule, KernelModule>();

/** Our kernels in the memory of this backend, if they have been started there. */
export const kernelModuleOf = ({ wasm }: WasmBackend): KernelModule | undefined => modules.get(wasm);

/** The same of the backend that computes now. */
export const kernelModuleNow = (): KernelModule | undefined =>
  tf.getBackend() === 'wasm' ? kernelModuleOf(tf.backend() as unknown as WasmBackend) : undefined;

/**
 * Starts our kernels in the memory of TF.js's module. A page that may run that one may compile ours as well.
 * @returns Whether they run. They do not without SIMD, nor in memory that threads share, which is of another kind.
 */
export async function startKernelModule({ wasm }: WasmBackend): Promise<boolean> {
  if (modules.has(wasm)) return true;
  const { memory } = wasm.asm;
  const isShared = Object.prototype.toString.call(memory?.buffer) !== '[object ArrayBuffer]';
  if (memory === undefined || isShared || memory.buffer !== wasm.HEAPU8.buffer) return false;
  const { binary } = await import('./binary.ts');
  const bytes = Uint8Array.from(atob(binary), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return false;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  modules.set(wasm, {
    wasm,
    kernels: instance.exports as unknown as KernelExports,
    addressOf,
    withScratch: createScratch(wasm),
  });
  return true;
}
