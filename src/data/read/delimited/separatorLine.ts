/** A first line that says to Excel what the delimiter is: `sep=;`. */
export interface SeparatorLine {
  readonly delimiter: string;
  /** Where the next line begins. */
  readonly next: number;
}

/** No longer one is looked for, in bytes. */
export const LONGEST_SEPARATOR_LINE = 32;
const LINE = /^(?:"sep=([^\w\r\n"])"|sep=([^\w\r\n"]))[ \t]*(\r\n|\n|\r(?!$))/i;

/** The line that a text begins with, if it is such a one. @param bytes UTF-8, all that there are or as many as such a line has. */
export function readSeparatorLine(bytes: Uint8Array): SeparatorLine | undefined {
  const found = LINE.exec(String.fromCharCode(...bytes.subarray(0, LONGEST_SEPARATOR_LINE)));
  const delimiter = found?.[1] ?? found?.[2];
  return found === null || delimiter === undefined ? undefined : { delimiter, next: found[0].length };
}
