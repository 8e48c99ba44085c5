/** CRC-32 (ISO 3309, as zip has it). */
export const crc32 = createCrc(0xedb88320);

/** CRC-32C (Castagnoli's polynomial, RFC 3720 appendix B.4). */
export const crc32c = createCrc(0x82f63b78);

/**
 * A CRC of 32 bits that begins with ones and ends inverted, bits taken from the lowest; `polynomial` is written from the lowest too.
 * What it makes goes on from that of the bytes before, where there are some.
 */
function createCrc(polynomial: number): (bytes: Uint8Array, before?: number) => number {
  const table = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? polynomial ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  return (bytes, before = 0) => {
    let c = before ^ 0xffffffff;
    for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]!) & 0xff]! ^ (c >>> 8);
    return (c ^ 0xffffffff) >>> 0;
  };
}
