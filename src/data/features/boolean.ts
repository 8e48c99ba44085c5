import type { FeatureOf } from '../../spec/features.ts';
import type { Column } from '../frame.ts';
import { readNumber } from '../number.ts';
import type { CellProblems, Wrong } from '../problems.ts';
import { createGaps, indicatorPart, keepGaps, type GapsKept } from './gaps.ts';
import { ofOneColumn, type EncoderBase, type Part } from './kind.ts';

/** true -> 1, false -> 0 */
export interface BooleanFeature extends EncoderBase<'boolean'>, GapsKept {
  /** What a missing cell is taken for; without it a missing one is an error. */
  readonly fill?: boolean;
}

const WORDS = new Map<string, boolean>([
  ...['true', 'yes', 'y', 't', 'on'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', 'f', 'off'].map((word) => [word, false] as const),
]);

/** Yes or no: a boolean, 1 or 0, or a word for one of them in small or capital letters; undefined for all else. */
export function readBoolean(cell: unknown): boolean | undefined {
  if (typeof cell === 'boolean') return cell;
  const word = typeof cell === 'string' ? WORDS.get(cell.trim().toLowerCase()) : undefined;
  if (word !== undefined) return word;
  const value = typeof cell === 'bigint' ? Number(cell) : readNumber(cell);
  return value === 1 ? true : value === 0 ? false : undefined;
}

/** Yes or no. */
export const boolean = ofOneColumn<FeatureOf<'boolean'>, BooleanFeature>({
  fitter(name, { missing = 'error', missingIndicator = true, missingValues }) {
    const counts = { yes: 0, no: 0, missed: 0 };
    const read = createReader(name, missing === 'error', missingValues);
    return {
      add(column, problems) {
        const { codes, answers } = read(column, problems);
        for (const code of codes) {
          const answer = answers[code];
          if (answer === null) counts.missed++;
          else if (answer !== undefined) counts[answer ? 'yes' : 'no']++;
        }
      },
      finish(problems) {
        if (missing === 'mostFrequent' && counts.yes + counts.no === 0) {
          problems.addColumn(name, { expected: 'yes or no in one row at least', received: 'neither', fix: 'make it an "ignore" column' });
        }
        return {
          name,
          type: 'boolean',
          ...(missing === 'error' ? {} : { fill: missing === 'mostFrequent' ? counts.yes > counts.no : missing }),
          ...keepGaps(missingValues, missingIndicator && counts.missed > 0),
        };
      },
    };
  },
  parts: ({ hasIndicator }): readonly Part[] => [{ isNumber: false }, ...(hasIndicator ? [indicatorPart] : [])],
  write({ name, fill, hasIndicator, missingValues }, column, { values, width, offset }, problems) {
    const { codes, answers } = createReader(name, fill === undefined, missingValues)(column, problems);
    codes.forEach((code, row) => {
      const answer = answers[code];
      const at = row * width + offset;
      values[at] = (answer ?? fill) === true ? 1 : 0;
      if (hasIndicator && answer === null) values[at + 1] = 1;
    });
  },
});

/** Reads the different cells of a column: null where one is missing, undefined where there is a problem. */
function createReader(name: string, isError: boolean, missingValues: readonly (string | number)[] | undefined) {
  const gaps = createGaps(missingValues);
  const read = (cell: unknown): boolean | null | undefined => {
    const isGap = gaps.has(cell);
    if (isGap) return isError ? undefined : null;
    return readBoolean(cell);
  };
  return (column: Column, problems: CellProblems) => {
    const { codes, values } = column.coded();
    const answers = values.map(read);
    if (answers.includes(undefined))
      codes.forEach((code, row) => answers[code] === undefined && problems.add(name, row, isError ? NO_ANSWER : NEITHER));
    return { codes, answers };
  };
}

const NO_ANSWER: Wrong = {
  expected: 'true or false, yes or no, 1 or 0',
  fix: 'write "missing": "mostFrequent" for the column (or true, false) if cells are missing; a column of other words is a "category"',
};
const NEITHER: Wrong = {
  expected: 'true or false, yes or no, 1 or 0, or a text that stands for none,',
  fix: 'correct the cells, or list what stands for none: "missingValues": ["..."]; a column of other words is a "category"',
};
