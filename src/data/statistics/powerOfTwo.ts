/** The power of two at or below the size of a number, among those whose inverse is a number too; 0 for 0. To divide by it loses no digit. */
export const powerOfTwo = (value: number): number =>
  value === 0 ? 0 : 2 ** Math.min(1023, Math.max(-1022, Math.floor(Math.log2(Math.abs(value)))));
