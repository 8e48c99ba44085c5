import type { Frame } from '../../frame.ts';
import { missingText } from '../../missing.ts';
import { readNumber } from '../../number.ts';

/** So many rows are looked at. */
const ROWS = 200;

/**
 * Whether the names of a table are more likely its first row: where columns hold numbers, their names are numbers too, and where
 * columns hold words, one of their names comes again below. Names that count (0, 1, 2; 2019, 2020) are names.
 * @param names What the first line holds.
 * @param frame The first rows below.
 */
export function seemsHeaderless(names: readonly string[], frame: Frame): boolean {
  const columns = names.flatMap((name) => {
    const column = frame.column(name);
    if (name === '' || column === undefined) return [];
    const cells = Array.from({ length: Math.min(ROWS, frame.rows) }, (_, row) => column.cell(row));
    const present = cells.filter((cell) => missingText(cell) === undefined);
    const holdsNumbers = present.length > 0 && present.every((cell) => readNumber(cell) !== undefined);
    return [{ number: readNumber(name), holdsNumbers, comesAgain: present.includes(name) }];
  });
  const ofNumbers = columns.filter(({ holdsNumbers }) => holdsNumbers);
  const ofWords = columns.filter(({ holdsNumbers }) => !holdsNumbers);
  if (ofNumbers.length === 0) return ofWords.length > 0 && ofWords.every(({ comesAgain }) => comesAgain);
  const numbers = ofNumbers.map(({ number }) => number);
  const count = numbers.length > 1 && numbers.every((number, i) => Number.isInteger(number) && number === numbers[0]! + i);
  if (count || numbers.includes(undefined)) return false;
  return ofWords.length === 0 || ofWords.some(({ comesAgain }) => comesAgain);
}
