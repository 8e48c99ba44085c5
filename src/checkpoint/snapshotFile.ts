import { crc32 } from '../crc.ts';
import { BundleError, type Issue } from '../errors.ts';
import type { Snapshot } from '../snapshot.ts';
import { align, hoist, lower, type Json } from './values.ts';

// A file is, numbers with the low byte first:
//    0  8 bytes   MAGIC
//    8  uint32    version of this format
//   12  uint32    length of the header
//   16  uint64    length of the file
//   24  header    JSON in UTF-8: the snapshot without its arrays (values.ts), and zeros up to a multiple of 8
//       sections  the bytes of each array, each at a multiple of 8 after zeros
//   -4  uint32    CRC-32 of all that is before it

/** The first byte is no text, and the line break is lost where a file is copied as text: both are told from a real one. */
const MAGIC = Uint8Array.from([0x8e, ...new TextEncoder().encode('NSCKPT'), 0x0a]);
const VERSION = 1;
const START = 24;
const END = 4;

/** A snapshot as the bytes of one file. Every number and every type of array comes back as it was, NaN and -0 too. */
export function encodeSnapshot(value: Snapshot): Uint8Array {
  const { json, sections, length } = hoist(value);
  const header = new TextEncoder().encode(JSON.stringify(json));
  const start = align(START + header.length);
  const bytes = new Uint8Array(start + length + END);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(8, VERSION, true);
  view.setUint32(12, header.length, true);
  view.setBigUint64(16, BigInt(bytes.length), true);
  bytes.set(header, START);
  for (const section of sections) bytes.set(section.bytes, start + section.offset);
  view.setUint32(bytes.length - END, crc32(bytes.subarray(0, -END)), true);
  return bytes;
}

/**
 * The snapshot that `encodeSnapshot` made bytes of; it shares no memory with them.
 * @param file Those bytes.
 * @param place Where they are from, for messages: `runs/iris/checkpoints/000012-000000.ckpt`.
 * @throws BundleError where they are cut short, damaged, of another program or of a later version.
 */
export function decodeSnapshot(file: Uint8Array, place: string): Snapshot {
  const bytes = new Uint8Array(file.buffer, file.byteOffset, file.byteLength); // a Buffer's slice would share its memory
  const refuse = (issue: Omit<Issue, 'path'>) => new BundleError('the checkpoint', [{ path: place, ...issue }]);
  if (bytes.length === 0 || MAGIC.some((byte, i) => i < bytes.length && bytes[i] !== byte)) {
    const received = bytes.length === 0 ? 'an empty file' : 'a file of another kind';
    throw refuse({ expected: 'a checkpoint of netspec', received, fix });
  }
  if (bytes.length < START + END) throw refuse({ expected: 'a whole checkpoint', received: `its first ${bytes.length} bytes`, fix });
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const version = view.getUint32(8, true);
  if (version !== VERSION) {
    const newer = 'open it with the version of netspec that wrote it, or a later one';
    throw refuse({ expected: `format ${VERSION}`, received: `format ${version}`, fix: newer });
  }
  const length = Number(view.getBigUint64(16, true));
  if (length > bytes.length) throw refuse({ expected: `${length} bytes`, received: `the first ${bytes.length} of them`, fix });
  const expected = view.getUint32(bytes.length - END, true);
  const received = crc32(bytes.subarray(0, -END));
  if (received !== expected) throw refuse({ expected: `checksum ${hex(expected)}`, received: hex(received), fix });
  const headerEnd = START + view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(START, headerEnd))) as Json;
  return lower(json, bytes.subarray(align(headerEnd), -END));
}

const fix = 'the file is damaged: go on from an earlier checkpoint';

const hex = (value: number): string => value.toString(16).padStart(8, '0');
