import { DataError, show } from '../errors.ts';
import { createRandom, permutation, type Random } from '../random.ts';
import { dealGroups } from './groupFolds.ts';
import type { Split } from './split.ts';

/** What decides beside chance which rows are held out together. */
export interface FoldOptions {
  /** The class of each row, by number: each class is spread evenly over the folds. */
  readonly classes?: ArrayLike<number> | undefined;
  /** What each row belongs to (a patient, a place): rows of one group are held out together, never on both sides. */
  readonly groups?: ArrayLike<number | string> | undefined;
}

/**
 * Splits for k-fold cross-validation, drawn by a seed, the same on every machine: over all of them each row is held out once.
 *
 * Without groups the folds differ by one row at most, and so does each class in them. With groups the largest are dealt first,
 * each to the fold that has least of its classes; sizes are then as even as the groups let them be. Every training part has
 * every class, so that no fold is asked for what it could not learn.
 * @param folds How many, 2 or more.
 * @throws DataError where there are fewer rows or groups than folds; where a class has one row, or is in one group, alone; and
 * where no way was found to keep every class in every training part without tearing groups apart.
 */
export function foldRows(count: number, folds: number, seed: number, { classes, groups }: FoldOptions = {}): readonly Split[] {
  checkFolds(count, folds);
  const random = createRandom(seed);
  const foldOf = groups === undefined ? dealRows(count, folds, random, classes) : dealGroups(groups, count, folds, random, classes);
  return partsOfFolds(foldOf, folds);
}

/** A split for each fold, by the fold of each row. */
export function partsOfFolds(foldOf: Uint32Array, folds: number): readonly Split[] {
  const rows = Uint32Array.from(foldOf.keys());
  return Array.from({ length: folds }, (_, fold) => ({
    training: rows.filter((row) => foldOf[row] !== fold),
    heldOut: rows.filter((row) => foldOf[row] === fold),
  }));
}

/** Rows in random order, class after class, dealt one to each fold in turn: that evens out the folds and each class at once. */
function dealRows(count: number, folds: number, random: Random, classes: ArrayLike<number> | undefined): Uint32Array {
  const order = permutation(count, random);
  if (classes !== undefined) {
    checkClasses(count, classes);
    order.sort((a, b) => classes[a]! - classes[b]!); // stable
  }
  const foldOf = new Uint32Array(count);
  order.forEach((row, i) => (foldOf[row] = i % folds));
  return foldOf;
}

function checkFolds(count: number, folds: number): void {
  const refuse = (path: string, expected: string, received: string, fix?: string) =>
    new DataError('the data', [{ path, expected, received, ...(fix === undefined ? {} : { fix }) }]);
  if (!Number.isInteger(folds) || folds < 2) throw refuse('folds', 'a whole number of 2 or more', show(folds));
  if (folds > count)
    throw refuse('rows', `${folds} rows or more, one for each fold`, String(count), 'give more rows, or ask for fewer folds');
}

/** This many rows are named; the others are counted. */
const SHOWN = 5;

function checkClasses(count: number, classes: ArrayLike<number>): void {
  const rowsOf = new Map<number, number>();
  for (let row = 0; row < count; row++) rowsOf.set(classes[row]!, (rowsOf.get(classes[row]!) ?? 0) + 1);
  const alone: number[] = [];
  for (let row = 0; row < count; row++) if (rowsOf.get(classes[row]!) === 1) alone.push(row + 1);
  if (alone.length === 0) return;
  const rest = alone.length > SHOWN ? ` and ${alone.length - SHOWN} more` : '';
  const received = `${alone.length === 1 ? 'a row' : 'rows'} alone: row ${alone.slice(0, SHOWN).join(', ')}${rest}`;
  const expected = 'two rows or more of each class, so that it can be learned while one is held out';
  throw new DataError('the data', [{ path: 'rows', expected, received, fix: 'give more rows of its class, or leave it out' }]);
}
