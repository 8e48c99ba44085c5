/**
 * Whether a text is a whole number of so many digits (ids of 64 bits, say) that a double holds another one.
 * @param value The number that it is read as.
 */
export const isInexactWhole = (text: string, value: number): boolean =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER && /^-?[1-9]\d{15,}$/.test(text) && String(value) !== text;
