import { tf } from '#tf';
import type { WasmBackend, WasmModule } from '../src/backend/kernels/repair.ts';

/**
 * Counts what is taken of WebAssembly's memory, whose backend is to be the present one, from now on.
 * @returns `stop`, which says how many blocks were taken and not given back.
 */
export function watchMemory(): { stop(): number } {
  const { wasm } = tf.backend() as unknown as { readonly wasm: { -readonly [K in keyof WasmModule]: WasmModule[K] } };
  const { _malloc, _free } = wasm;
  const taken = new Set<number>();
  wasm._malloc = (bytes) => {
    const address = _malloc(bytes) >>> 0;
    taken.add(address);
    return address;
  };
  wasm._free = (address) => {
    taken.delete(address >>> 0);
    _free(address);
  };
  return {
    stop() {
      Object.assign(wasm, { _malloc, _free } satisfies Partial<WasmBackend['wasm']>);
      return taken.size;
    },
  };
}
