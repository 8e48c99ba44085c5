import { DataError } from '../../../errors.ts';
import type { Encoding } from './dialect.ts';
import { countUtf8 } from './utf8Share.ts';

/** Some text as UTF-8. */
export interface Utf8 {
  readonly bytes: Uint8Array;
  /** False where they are none after all, which the reader of rows can tell with the line. */
  readonly isValid: boolean;
}

/**
 * Text in any of the encodings, block by block, as UTF-8 without its byte order mark. Without a named encoding it is told by the
 * mark, by the NULs that UTF-16 has in each Latin letter, or, where more of the first bytes beyond ASCII are strays than characters of
 * UTF-8, taken as Latin-1.
 * @throws DataError where bytes are none of a UTF-16 that was found or named, or what seemed Latin-1 goes on as UTF-8.
 */
export function createTranscoder(name: string, encoding?: Encoding): (block: Uint8Array, isEnd: boolean) => Utf8 {
  let known = encoding;
  let decoder: TextDecoder | undefined;
  let isStart = true;
  let mayBeCut = false; // a character at the end of the block before
  const encoder = new TextEncoder();
  return (block, isEnd) => {
    let bytes = block;
    if (isStart && block.length > 0) {
      isStart = false;
      known ??= utf16Of(block);
      if (startsWith(block, UTF8_MARK) && (known ?? 'utf-8') === 'utf-8') {
        known = 'utf-8';
        bytes = block.subarray(UTF8_MARK.length);
      }
    }
    const isUtf8OrUnknown = known === undefined || known === 'utf-8';
    if (isUtf8OrUnknown && !mayBeCut && !hasHighBytes(bytes)) return { bytes, isValid: true };
    const isGuessed = encoding === undefined && known !== 'utf-16le' && known !== 'utf-16be';
    // One broken byte among many characters makes no Latin-1 of a UTF-8.
    const isMostlyUtf8 = isGuessed && known !== 'utf-8' && seemsUtf8(bytes, known === 'latin1');
    if (known === 'latin1' && isMostlyUtf8) {
      const fix = 'save it as UTF-8, or name its encoding';
      throw new DataError(name, [{ path: name, expected: 'text in one encoding', received: 'Latin-1, and UTF-8 after it', fix }]);
    }
    known ??= isMostlyUtf8 ? 'utf-8' : 'latin1';
    if (known === 'latin1') return { bytes: fromWindows1252(bytes), isValid: true };
    decoder ??= new TextDecoder(known, { fatal: true });
    const text = decode(decoder, bytes, isEnd);
    if (known === 'utf-8') {
      mayBeCut = bytes.length > 0 && bytes[bytes.length - 1]! >= 128;
      if (text === undefined) decoder = undefined; // what it remembers is of the broken bytes
      return { bytes, isValid: text !== undefined };
    }
    if (text === undefined) {
      const expected = `text in ${known.toUpperCase()}`;
      throw new DataError(name, [{ path: name, expected, received: 'bytes that are none', fix: 'save it as UTF-8' }]);
    }
    return { bytes: encoder.encode(text), isValid: true };
  };
}

function decode(decoder: TextDecoder, bytes: Uint8Array, isEnd: boolean): string | undefined {
  try {
    return decoder.decode(bytes, { stream: !isEnd });
  } catch {
    return undefined;
  }
}

/** What windows-1252 has at 0x80 to 0x9F. The rest is Unicode's. (TextDecoder of Node 20 gives control characters there.) */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ';

function fromWindows1252(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length * 3);
  let at = 0;
  for (const byte of bytes) {
    const code = byte >= 0x80 && byte < 0xa0 ? WINDOWS.charCodeAt(byte - 0x80) : byte;
    if (code < 0x80) result[at++] = code;
    else if (code < 0x800) {
      result[at++] = 0xc0 | (code >> 6);
      result[at++] = 0x80 | (code & 0x3f);
    } else {
      result[at++] = 0xe0 | (code >> 12);
      result[at++] = 0x80 | ((code >> 6) & 0x3f);
      result[at++] = 0x80 | (code & 0x3f);
    }
  }
  return result.subarray(0, at);
}

const UTF8_MARK = [0xef, 0xbb, 0xbf];
/** So many bytes are looked at for the NULs of UTF-16. */
const LOOK = 256;

const startsWith = (bytes: Uint8Array, mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

function utf16Of(bytes: Uint8Array): Encoding | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (startsWith(bytes, [0xfe, 0xff])) return 'utf-16be';
  const pairs = Math.min(LOOK, bytes.length) >> 1;
  let [high, low] = [0, 0];
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) high++;
    if (bytes[2 * i + 1] === 0) low++;
  }
  // A few letters of other scripts have a NUL on the other side (U+0100, U+0400, U+3000).
  if (low * 2 > pairs && low > 8 * high) return 'utf-16le';
  return high * 2 > pairs && high > 8 * low ? 'utf-16be' : undefined;
}

const HIGH_BITS = 0x80808080 | 0;

/** Whether some byte is none of ASCII. */
function hasHighBytes(bytes: Uint8Array): boolean {
  const aligned = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + aligned, (bytes.length - aligned) >> 2);
  const most = words.length & ~3;
  let all = 0;
  for (let i = 0; i < most; i += 4) all |= words[i]! | words[i + 1]! | words[i + 2]! | words[i + 3]!;
  for (let i = 0; i < aligned; i++) all |= bytes[i]!;
  for (let i = aligned + most * 4; i < bytes.length; i++) all |= bytes[i]!;
  return (all & HIGH_BITS) !== 0;
}

/** @param isLate Whether a text that seemed Latin-1 goes on: a few of its pairs of letters may be UTF-8 by chance. */
function seemsUtf8(bytes: Uint8Array, isLate: boolean): boolean {
  const { characters, strays } = countUtf8(bytes);
  return isLate ? characters > 2 + 2 * strays : characters >= strays;
}
