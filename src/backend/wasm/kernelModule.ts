import { tf } from '#tf';
import { addressOf, type WasmBackend, type WasmModule } from '../kernels/repair.ts';
import type { KernelExports } from './exports.ts';
import { createScratch } from './scratch.ts';

/** Our kernels at work in the memory of one of TF.js's modules, which may grow: addresses stay what they are. */
export interface KernelModule {
  readonly wasm: WasmModule;
  readonly kernels: KernelExports;
  /** Whether products and convolutions are by relaxed SIMD, which rounds once for a product and a sum. */
  readonly isRelaxed: boolean;
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
  const bytes = bytesOf(binary);
  if (!WebAssembly.validate(bytes)) return false;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const isRelaxed = hasRelaxedSimd();
  modules.set(wasm, {
    wasm,
    kernels: { ...(instance.exports as unknown as KernelExports), ...(await products(memory, isRelaxed)) },
    isRelaxed,
    addressOf,
    withScratch: createScratch(wasm),
  });
  return true;
}

/** Products and convolutions: by relaxed SIMD, which rounds once for a product and a sum and is a quarter faster, where the engine has it. */
async function products(memory: WebAssembly.Memory, isRelaxed: boolean): Promise<Partial<KernelExports>> {
  const bytes = bytesOf(
    isRelaxed ? (await import('./relaxedBinary.ts')).relaxedBinary : (await import('./productsBinary.ts')).productsBinary,
  );
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  return instance.exports as unknown as Partial<KernelExports>;
}

/** Whether the engine has relaxed SIMD: a module whose one function is f32x4.relaxed_madd of its argument three times. */
const hasRelaxedSimd = (): boolean => WebAssembly.validate(Uint8Array.from(relaxedProbe));

// prettier-ignore
const relaxedProbe = [
  0, 97, 115, 109, 1, 0, 0, 0, // magic and version
  1, 6, 1, 96, 1, 123, 1, 123, // one type: a vector to a vector
  3, 2, 1, 0, // one function of it
  10, 13, 1, 11, 0, 32, 0, 32, 0, 32, 0, 0xfd, 0x85, 0x02, 11, // local.get 0, three times, and the instruction
];

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
