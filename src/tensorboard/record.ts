import { crc32c } from '../crc.ts';
import { joinBytes } from '../protobuf.ts';

/** A record of a TFRecord file: length (64 bits), its checksum, data, their checksum; all with the lowest byte first. */
export function frameRecord(data: Uint8Array): Uint8Array {
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(data.length), true);
  const head = new Uint8Array(length.buffer);
  return joinBytes([head, maskedChecksum(head), data, maskedChecksum(data)]);
}

/** CRC-32C turned and moved, because the checksum of data that hold their own checksum tells little. */
function maskedChecksum(data: Uint8Array): Uint8Array {
  const crc = crc32c(data);
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, ((crc >>> 15) | (crc << 17)) + 0xa282ead8, true);
  return new Uint8Array(view.buffer);
}
