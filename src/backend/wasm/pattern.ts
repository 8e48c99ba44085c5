import type { Slot } from '../kernels/planned.ts';

/** The four bytes that fill memory with a value of this type: truths take one byte each. */
export function patternOf(value: number, dtype: Slot['dtype']): number {
  const bytes = new DataView(new ArrayBuffer(4));
  if (dtype === 'float32') bytes.setFloat32(0, value);
  else if (dtype === 'int32') bytes.setInt32(0, value);
  else bytes.setUint32(0, (value & 0xff) * 0x01010101);
  return bytes.getInt32(0);
}
