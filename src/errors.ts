/** One thing that is wrong, as data. `path` is the place: `network.layers[2].units`, `iris.csv line 7`. */
export interface Issue {
  readonly path: string;
  readonly expected: string;
  readonly received: string;
  readonly fix?: string;
}

/** Mistakes that a user can mend. Names are written out because minifiers rename classes. Every problem found is in `issues`; the message lists them all. */
export abstract class NetspecError extends Error {
  readonly issues: readonly Issue[];

  constructor(subject: string, issues: readonly Issue[]) {
    super(formatIssues(subject, issues));
    this.issues = issues;
  }
}

/** The spec cannot describe a network. */
export class SpecError extends NetspecError {
  override readonly name = 'SpecError';
}
/** Rows, arrays or a file hold something that the model cannot take. */
export class DataError extends NetspecError {
  override readonly name = 'DataError';
}
/** A saved model is damaged, truncated, foreign or not there. */
export class BundleError extends NetspecError {
  override readonly name = 'BundleError';
}
/** A backend that was asked for is not available. */
export class BackendError extends NetspecError {
  override readonly name = 'BackendError';
}
/** A training whose loss became no finite number: each problem is one probable cause. */
export class TrainingError extends NetspecError {
  override readonly name = 'TrainingError';
  /**
   * The weights after the best epoch, or those that the run began with where none had ended, in the order of
   * `layersModel.getWeights()`; undefined where the first step failed, which changed none.
   */
  readonly weights: readonly Float32Array[] | undefined;

  /** @param kept Which weights these are. */
  constructor(subject: string, issues: readonly Issue[], weights?: readonly Float32Array[], kept?: string) {
    super(subject, issues);
    this.weights = weights;
    if (kept !== undefined) this.message += `\n  kept: ${kept}`;
  }
}
/** An option of a call or of the command line is wrong. */
export class UsageError extends NetspecError {
  override readonly name = 'UsageError';
}

/** The text of a list of problems, made here and nowhere else. */
export function formatIssues(subject: string, issues: readonly Issue[]): string {
  const count = issues.length === 1 ? 'a problem' : `${issues.length} problems`;
  const lines = issues.map(
    ({ path, expected, received, fix }) =>
      `  ${path}: expected ${expected}, received ${received}${fix === undefined ? '' : `\n    fix: ${fix}`}`,
  );
  return [`${subject} has ${count}`, ...lines].join('\n');
}

/** A value as it is shown in a message: short, on one line, never a tensor or a whole spec. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return String(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null) {
    const name = Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
    if (Array.isArray(value) ? value.length > 12 : name !== 'Object') {
      return Array.isArray(value) ? `a list of ${value.length}` : `a ${name}`;
    }
  }
  let text: string;
  /** From the value to what is being written. */
  const within: unknown[] = [];
  let refersToItself = false;
  try {
    text = JSON.stringify(value, function (this: unknown, _, part: unknown) {
      if (typeof part === 'function') return 'a function';
      if (typeof part === 'bigint') return `${part}n`;
      if (typeof part !== 'object' || part === null) return part;
      while (within.length > 0 && within.at(-1) !== this) within.pop();
      refersToItself = within.includes(part);
      if (refersToItself) throw new TypeError();
      within.push(part);
      return part;
    });
  } catch (error) {
    if (refersToItself) return 'a value that refers to itself';
    return error instanceof RangeError ? 'a value of too many levels' : 'a value that cannot be read';
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Fewer letters begin too many words. */
const LEAST_LETTERS = 3;

/** The known word nearest to one that is not known, or the shortest that begins with it; nothing where there is none. */
export function closest(word: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  // Two changes, more in a long word; never more than half of a short one, which any other word would be near to.
  let least = Math.min(Math.max(2, Math.floor(word.length / 3)), Math.floor(word.length / 2)) + 1;
  for (const candidate of words) {
    const away = distance(word.toLowerCase(), candidate.toLowerCase());
    if (away < least) [least, best] = [away, candidate];
  }
  if (best !== undefined || word.length < LEAST_LETTERS) return best;
  const longer = words.filter((candidate) => candidate.toLowerCase().startsWith(word.toLowerCase()));
  return longer.sort((a, b) => a.length - b.length)[0];
}

/** Optimal string alignment: insertions, deletions, replacements and swaps of neighbours each count one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
