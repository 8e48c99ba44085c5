import type { Target } from '../../spec/target.ts';
import { readLevel, type LevelReading } from '../category.ts';
import { readBoolean } from '../features/boolean.ts';

/** The classes of a target that is read as yes or no. */
export const YES_NO: readonly string[] = ['no', 'yes'];

/** Words for yes and no however they are written, true, false, 1 and 0, as one of two classes. */
export const asYesNo: LevelReading = {
  read(cell) {
    const answer = readBoolean(cell);
    return answer === undefined ? undefined : answer ? 'yes' : 'no';
  },
  wrong: { expected: 'yes or no, true or false, 1 or 0', fix: 'correct the cells, or leave "readAs" out for a target of other classes' },
};

/** Reads the class of a cell as a target has it; undefined where it has none. */
export const classReader = (target: Target): ((cell: unknown) => string | undefined) =>
  'readAs' in target && target.readAs === 'yesNo' ? asYesNo.read : readLevel;
