import { jest } from '@jest/globals';

/** More than a module that only asks for a feature is long. */
const LONG = 1000;
/** The code of f32x4.relaxed_madd. */
const relaxedMadd = Buffer.of(0xfd, 0x85, 0x02);

/** Has WebAssembly answer as an engine without relaxed SIMD does where it is asked for it. @returns What ends that. */
export function engineWithoutRelaxedSimd(): () => void {
  const { validate } = WebAssembly;
  const isRelaxedMadd = (bytes: BufferSource) => Buffer.from(bytes as Uint8Array).includes(relaxedMadd);
  return answering((bytes) => (bytes.byteLength > LONG || !isRelaxedMadd(bytes)) && validate(bytes));
}

/** The same of one that has no SIMD at all, so that none of our kernels runs. */
export const engineWithoutSimd = (): (() => void) => answering(() => false);

function answering(validate: typeof WebAssembly.validate): () => void {
  const spy = jest.spyOn(WebAssembly, 'validate').mockImplementation(validate);
  return () => spy.mockRestore();
}
