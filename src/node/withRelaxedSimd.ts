import process from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** The engine of Node 20, which has relaxed SIMD as it was standardised, behind a flag. */
const HIDES_IT = /^11\./;

/** How many compile now: the flag, which is one for the whole process, stays set until the last of them is done. */
let compiling = 0;

/**
 * Runs what compiles WebAssembly with relaxed SIMD, where the engine has it. What is compiled keeps it; everything else of the process
 * finds the engine as it was.
 */
export async function withRelaxedSimd<T>(compile: () => Promise<T>): Promise<T> {
  if (!HIDES_IT.test(process.versions.v8)) return await compile();
  compiling++;
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  try {
    return await compile();
  } finally {
    compiling--;
    if (compiling === 0 && !isAskedFor) setFlagsFromString('--no-experimental-wasm-relaxed-simd');
  }
}

/** Whether the program itself has asked for it. */
const isAskedFor = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((text) =>
  text.includes('--experimental-wasm-relaxed-simd'),
);
