import { memoryIsFull, type WasmModule } from '../kernels/repair.ts';

/** So much is kept from call to call; what is larger is freed after it. */
const KEPT_BYTES = 2 ** 20;
const ALIGNMENT = 64;

/** Lends memory of TF.js's module to one call after another. */
export function createScratch(wasm: WasmModule): <T>(bytes: number, use: (address: number) => T) => T {
  let kept = 0;
  return (bytes, use) => {
    if (bytes <= KEPT_BYTES) {
      kept ||= allocate(wasm, KEPT_BYTES);
      return use(align(kept));
    }
    const address = allocate(wasm, bytes);
    try {
      return use(align(address));
    } finally {
      wasm._free(address);
    }
  };
}

/**
 * Takes so many bytes, from `align(address)` on. `_free(address)` gives them back.
 * @throws Error where there is no memory left.
 */
export function allocate(wasm: WasmModule, bytes: number): number {
  const address = wasm._malloc(bytes + ALIGNMENT) >>> 0;
  if (address === 0) throw memoryIsFull(bytes);
  return address;
}

/** The next multiple of 64. */
export const align = (address: number): number => Math.ceil(address / ALIGNMENT) * ALIGNMENT;
