import { kernelModuleNow, type KernelModule } from './wasm/kernelModule.ts';

/**
 * Whether all are numbers: neither infinite nor NaN.
 * @param values Not in the memory of WebAssembly, which may move.
 */
export function areFinite(values: Float32Array): boolean {
  const module = values.length < FEW ? undefined : kernelModuleNow();
  const whole = module === undefined ? 0 : values.length - (values.length % AT_ONCE);
  return areFiniteBySums(values.subarray(whole)) && (module === undefined || areFiniteBySimd(module, values.subarray(0, whole)));
}

/** Fewer are looked at sooner where they are. */
const FEW = 1024;
/** So many floats does the module look at in a round of its loop. */
const AT_ONCE = 16;
/** So many are copied at a time: they stay in the nearest memory of a processor until they have been looked at. */
const COPIED = 2 ** 13;

/** Copied to where SIMD can look at them: in V8 that takes a sixth of the time that a loop takes over an array of 200,000. */
function areFiniteBySimd({ wasm, kernels, withScratch }: KernelModule, values: Float32Array): boolean {
  return withScratch(4 * COPIED, (address) => {
    const copy = new Float32Array(wasm.HEAPU8.buffer, address, COPIED);
    for (let start = 0; start < values.length; start += COPIED) {
      const part = values.subarray(start, start + COPIED);
      copy.set(part);
      if (!kernels.areFinite(address, part.length)) return false;
    }
    return true;
  });
}

/** Floats of 32 bits that are numbers have a sum in 64 bits. Four of them at once, since each waits for the one before. */
function areFiniteBySums(values: Float32Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  let q = 0;
  for (; q + 7 < values.length; q += 8) {
    a += values[q]! + values[q + 1]!;
    b += values[q + 2]! + values[q + 3]!;
    c += values[q + 4]! + values[q + 5]!;
    d += values[q + 6]! + values[q + 7]!;
  }
  for (; q < values.length; q++) a += values[q]!;
  return Number.isFinite(a + b + c + d);
}
