import { DataError } from '../errors.ts';
import { permutation, type Random } from '../random.ts';

interface Group {
  readonly rows: number[];
  /** How many of its rows each class has. */
  readonly counts: Map<number, number>;
}

/** Orders to try until each training part has each class. */
const ATTEMPTS = 32;

/**
 * The fold of each row such that no group is torn apart: greedily, the largest group first, each to the fold that has least of
 * the group's classes (which is the smallest fold where there are no classes).
 * @throws DataError where there are fewer groups than folds, or a class would be missing from a training part.
 */
export function dealGroups(
  groups: ArrayLike<number | string>,
  count: number,
  folds: number,
  random: Random,
  classes: ArrayLike<number> | undefined,
): Uint32Array {
  const found = gather(groups, count, classes);
  checkGroups(found, folds, classes !== undefined);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mixed = Array.from(permutation(found.length, random), (i) => found[i]!);
    // Largest first is evenest; where that leaves a class out of a training part, other orders may not.
    const order = attempt === 0 ? mixed.sort((a, b) => b.rows.length - a.rows.length) : mixed;
    const { foldOf, isWhole } = deal(order, count, folds);
    if (isWhole || classes === undefined) return foldOf;
  }
  const expected = 'groups that can be held out without taking all rows of a class with them';
  const fix = 'ask for another number of folds, or make the groups smaller';
  throw new DataError('the data', [{ path: 'groups', expected, received: `no such way among ${ATTEMPTS} tried`, fix }]);
}

function gather(groups: ArrayLike<number | string>, count: number, classes: ArrayLike<number> | undefined): readonly Group[] {
  const found = new Map<number | string, Group>();
  for (let row = 0; row < count; row++) {
    const name = groups[row]!;
    if (!found.has(name)) found.set(name, { rows: [], counts: new Map() });
    const { rows, counts } = found.get(name)!;
    const label = classes?.[row] ?? 0;
    rows.push(row);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...found.values()];
}

function checkGroups(groups: readonly Group[], folds: number, hasClasses: boolean): void {
  if (groups.length < folds) {
    const expected = `${folds} groups or more, one for each fold`;
    throw new DataError('the data', [{ path: 'groups', expected, received: String(groups.length), fix: 'ask for fewer folds' }]);
  }
  if (!hasClasses) return;
  const groupsOf = groupsByClass(groups);
  const lonely = groups.find(({ counts }) => [...counts.keys()].some((label) => groupsOf.get(label) === 1));
  if (lonely === undefined) return;
  const expected = 'each class in two groups or more, so that it can be learned while one is held out';
  const received = `a class that is in the group of row ${lonely.rows[0]! + 1} alone`;
  throw new DataError('the data', [{ path: 'groups', expected, received, fix: 'leave the rows of that class out' }]);
}

function groupsByClass(groups: readonly Group[]): Map<number, number> {
  const groupsOf = new Map<number, number>();
  for (const { counts } of groups) for (const label of counts.keys()) groupsOf.set(label, (groupsOf.get(label) ?? 0) + 1);
  return groupsOf;
}

/** Rows of a class: in all, dealt so far, and of these in each fold. */
interface Tally {
  rows: number;
  dealt: number;
  groupsLeft: number;
  readonly inFold: Uint32Array;
}

/** Deals groups in the order given. `isWhole` tells whether each training part has each class. */
function deal(order: readonly Group[], count: number, folds: number): { readonly foldOf: Uint32Array; readonly isWhole: boolean } {
  const tallies = new Map<number, Tally>();
  for (const { counts } of order) {
    for (const [label, rows] of counts) {
      const tally = tallies.get(label) ?? { rows: 0, dealt: 0, groupsLeft: 0, inFold: new Uint32Array(folds) };
      tallies.set(label, { ...tally, rows: tally.rows + rows, groupsLeft: tally.groupsLeft + 1 });
    }
  }
  const sizes = new Uint32Array(folds);
  const foldOf = new Uint32Array(count);
  let isWhole = true;
  order.forEach(({ rows, counts }, i) => {
    const empty = sizes.filter((size) => size === 0).length;
    const mustFill = order.length - i <= empty;
    /** Whether the last group of a class would join all the others of it. */
    const takesAll = (fold: number) =>
      [...counts.keys()].some((label) => {
        const { dealt, groupsLeft, inFold } = tallies.get(label)!;
        return groupsLeft === 1 && inFold[fold] === dealt;
      });
    // What a fold adds to the variance of each class's shares over the folds.
    const cost = (fold: number) =>
      [...counts].reduce((sum, [label, own]) => {
        const tally = tallies.get(label)!;
        return sum + (own / tally.rows) * (tally.inFold[fold]! / tally.rows);
      }, 0);
    const open = Array.from(sizes.keys()).filter((fold) => (!mustFill || sizes[fold] === 0) && !takesAll(fold));
    const choices = open.map((fold) => ({ fold, cost: cost(fold), size: sizes[fold]! }));
    const best = choices.reduce<(typeof choices)[number] | undefined>(
      (least, next) => (!least || next.cost < least.cost || (next.cost === least.cost && next.size < least.size) ? next : least),
      undefined,
    );
    if (best === undefined) isWhole = false;
    const fold = best?.fold ?? sizes.indexOf(Math.min(...sizes));
    sizes[fold]! += rows.length;
    for (const row of rows) foldOf[row] = fold;
    for (const [label, own] of counts) {
      const tally = tallies.get(label)!;
      tally.dealt += own;
      tally.groupsLeft--;
      tally.inFold[fold]! += own;
    }
  });
  return { foldOf, isWhole };
}
