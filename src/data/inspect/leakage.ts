import { createRandom, permutation } from '../../random.ts';
import { readDate } from '../time/dateText.ts';
import type { TableSample } from './inspectTable.ts';
import { percent } from './words.ts';

/** With fewer rows held out a column is right by chance. */
const FEWEST_ROWS = 25;
/** Share of what the most frequent class (or the mean) gets wrong that one column alone must put right. */
const GIVES_CLASS_AWAY = 0.99;
const GIVES_NUMBER_AWAY = 0.99;

/** A column by which alone the target can be told. */
export interface Leak {
  readonly column: string;
  /** How well: `99.8 % of 2500 rows held out are right (88 % by the most frequent class)`. */
  readonly how: string;
  /** It is enough to know whether the column has a value. */
  readonly isMissingness: boolean;
}

type Cells = readonly (string | number | null)[];

/**
 * Columns that give the target away. On one half of the sampled rows each value of a column is mapped to the target that it has
 * there (numbers that are not there: as the nearest that is); on the other half that is held against what the target is.
 */
export function findLeaks(
  { rows, columns }: TableSample,
  { target, isNumber, columns: names }: { readonly target: string; readonly isNumber: boolean; readonly columns: readonly string[] },
): Leak[] {
  const goal = columns.get(target)!;
  const order = permutation(rows, createRandom(1)).filter((row) => (isNumber ? typeof goal[row] === 'number' : goal[row] !== null));
  const half = Math.ceil(order.length / 2);
  const [seen, heldOut] = [order.subarray(0, half), order.subarray(half)];
  if (heldOut.length < FEWEST_ROWS) return [];
  const judge = isNumber
    ? judgeNumbers(goal as readonly number[], seen, heldOut)
    : judgeClasses(goal as readonly (string | number)[], seen, heldOut);
  return names.flatMap((column) => {
    const cells = datesAsNumbers(columns.get(column)!);
    const how = judge(cells);
    if (how === undefined) return [];
    const isMissingness = cells.includes(null) && judge(cells.map((cell) => (cell === null ? null : ''))) !== undefined;
    return [{ column, how, isMissingness }];
  });
}

/** A day between two others is near both. Months are first where one cell at least tells that they are. */
function datesAsNumbers(cells: Cells): Cells {
  const readings = cells.map((cell) => (typeof cell === 'string' ? readDate(cell) : undefined));
  const isMonthFirst = readings.some((reading) => reading !== undefined && reading.dayFirst === undefined);
  return cells.map((cell, row) => readings[row]?.[isMonthFirst ? 'monthFirst' : 'dayFirst'] ?? cell);
}

/** Says how well the cells of a column tell the target, where that is too well to be true. */
type Judge = (cells: Cells) => string | undefined;

function judgeClasses(goal: readonly (string | number)[], seen: Uint32Array, heldOut: Uint32Array): Judge {
  const usual = mostFrequent([...seen].map((row) => goal[row]!));
  const rightOf = (answer: (row: number) => string | number) => heldOut.filter((row) => answer(row) === goal[row]).length / heldOut.length;
  const chance = rightOf(() => usual);
  return (cells) => {
    const answer = learn(cells, goal, seen, mostFrequent, usual);
    const right = rightOf((row) => answer(cells[row]!));
    if (chance === 1 || (right - chance) / (1 - chance) < GIVES_CLASS_AWAY) return undefined;
    return `${percent(right)} of ${heldOut.length} rows held out are right (${percent(chance)} by the most frequent class)`;
  };
}

function judgeNumbers(goal: readonly number[], seen: Uint32Array, heldOut: Uint32Array): Judge {
  const told = shareTold(goal, seen, heldOut);
  // Of a long tail the few largest numbers are nearly all the variance, and none near them was seen; their ranks are near each other.
  const toldOfRanks = shareTold(ranksOf(goal, [...seen, ...heldOut]), seen, heldOut);
  return (cells) => {
    const [share, shareOfRanks] = [told(cells), toldOfRanks(cells)];
    const [most, of] = share >= GIVES_NUMBER_AWAY ? [share, 'its variance'] : [shareOfRanks, 'the variance of its ranks'];
    if (!(most >= GIVES_NUMBER_AWAY)) return undefined;
    return `${percent(Math.floor(most * 10000) / 10000)} of ${of} is told (${heldOut.length} rows held out)`;
  };
}

/** The place of each number among all of them, from 0; equal ones share the middle of theirs. By row. */
function ranksOf(goal: readonly number[], rows: readonly number[]): readonly number[] {
  const sorted = [...rows].sort((a, b) => goal[a]! - goal[b]!);
  const ranks: number[] = [];
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    while (end < sorted.length && goal[sorted[end]!] === goal[sorted[start]!]) end++;
    for (let i = start; i < end; i++) ranks[sorted[i]!] = (start + end - 1) / 2;
  }
  return ranks;
}

/** The share of the variance of the rows held out that the cells of a column tell; NaN where there is none. */
function shareTold(goal: readonly number[], seen: Uint32Array, heldOut: Uint32Array): (cells: Cells) => number {
  const usual = mean([...seen].map((row) => goal[row]!));
  const scale = [...heldOut].reduce((most, row) => Math.max(most, Math.abs(goal[row]! - usual)), 0);
  const missOf = (answer: (row: number) => number) => [...heldOut].reduce((sum, row) => sum + ((goal[row]! - answer(row)) / scale) ** 2, 0);
  const chance = missOf(() => usual);
  return (cells) => {
    if (!(chance > 0)) return NaN;
    const answer = learn(cells, goal, seen, mean, usual);
    return 1 - missOf((row) => answer(cells[row]!)) / chance;
  };
}

/** The answer for each value by the rows seen: of the value itself, of the nearest number, or the usual one. */
function learn<T>(
  cells: Cells,
  goal: readonly T[],
  seen: Uint32Array,
  join: (answers: readonly T[]) => T,
  usual: T,
): (cell: string | number | null) => T {
  const gathered = new Map<string | number | null, T[]>();
  for (const row of seen) {
    const cell = cells[row]!;
    const answers = gathered.get(cell);
    if (answers) answers.push(goal[row]!);
    else gathered.set(cell, [goal[row]!]);
  }
  const answers = new Map([...gathered].map(([cell, all]) => [cell, join(all)]));
  const numbers = Float64Array.from([...answers.keys()].filter((cell) => typeof cell === 'number')).sort();
  return (cell) => {
    if (answers.has(cell)) return answers.get(cell)!;
    return typeof cell === 'number' && numbers.length > 0 ? answers.get(nearest(numbers, cell))! : usual;
  };
}

function nearest(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  const [below, above] = [sorted[Math.max(0, low - 1)]!, sorted[low]!];
  return Math.abs(value - below) <= Math.abs(above - value) ? below : above;
}

function mostFrequent<T>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);
