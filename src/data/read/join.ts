/** The elements of all parts, in order. */
export const joinFloat64 = (parts: readonly Float64Array[]) => join(parts, new Float64Array(lengthOf(parts)));
export const joinUint32 = (parts: readonly Uint32Array[]) => join(parts, new Uint32Array(lengthOf(parts)));
export const joinBytes = (parts: readonly Uint8Array[]) => join(parts, new Uint8Array(lengthOf(parts)));

const lengthOf = (parts: readonly { readonly length: number }[]) => parts.reduce((sum, { length }) => sum + length, 0);

function join<T extends Float64Array | Uint32Array | Uint8Array>(parts: readonly T[], whole: T): T {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
