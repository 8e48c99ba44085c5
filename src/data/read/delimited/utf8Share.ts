/** How many characters beyond ASCII bytes have as UTF-8, and how many bytes beyond ASCII are of none. One that the end cuts counts as neither. */
export interface Utf8Count {
  readonly characters: number;
  readonly strays: number;
}

/** Counts them. (Table 3-7 of the Unicode Standard, without its narrower second bytes: a decoder is the judge of those.) */
export function countUtf8(bytes: Uint8Array): Utf8Count {
  let [characters, strays] = [0, 0];
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i++]!;
    if (byte < 0x80) continue;
    const more = byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
    let have = 0;
    while (have < more && i + have < bytes.length && isTrailing(bytes[i + have]!)) have++;
    if (more > 0 && have === more) {
      characters++;
      i += more;
    } else if (more === 0 || i + have < bytes.length) strays++;
    else break; // cut by the end
  }
  return { characters, strays };
}

const isTrailing = (byte: number) => (byte & 0xc0) === 0x80;
