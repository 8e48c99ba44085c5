import { DataError } from '../errors.ts';
import { createRandom, permutation } from '../random.ts';

/** Row numbers of both parts, ascending. */
export interface Split {
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/**
 * Holds out a share of the rows, drawn by a seed, the same on every machine. With classes, each is held out in proportion
 * (largest remainders) and keeps at least one row for training.
 * @param share Between 0 and 1; the number held out is rounded, and at least one row.
 * @param classes The class of each row, by number.
 * @throws DataError where one part would be empty.
 */
export function splitRows(count: number, share: number, seed: number, classes?: ArrayLike<number>, option = 'validationSplit'): Split {
  const quotas = holdOut(sizesOf(count, classes), Math.max(1, Math.round(count * share)));
  const held = new Uint8Array(count);
  const order = permutation(count, createRandom(seed));
  let kept = count;
  for (let i = 0; i < count; i++) {
    const row = order[i]!;
    const label = classes?.[row] ?? 0;
    if (quotas[label] === 0) continue;
    quotas[label]!--;
    held[row] = 1;
    kept--;
  }
  const [training, heldOut] = [new Uint32Array(kept), new Uint32Array(count - kept)];
  for (let row = 0, [a, b] = [0, 0]; row < count; row++) {
    if (held[row] === 0) training[a++] = row;
    else heldOut[b++] = row;
  }
  if (heldOut.length === 0) {
    const expected =
      classes === undefined
        ? 'two rows or more, to hold some out'
        : 'two rows or more of some class, to hold one out and keep one to train on';
    const received = classes === undefined ? String(count) : `${count}, each of another class`;
    const fix = `give more rows, or set ${option} to 0`;
    throw new DataError('the data', [{ path: 'rows', expected, received, fix }]);
  }
  return { training, heldOut };
}

/** How many rows each class has, by its number. */
function sizesOf(count: number, classes: ArrayLike<number> | undefined): readonly number[] {
  if (classes === undefined) return [count];
  const sizes: number[] = [];
  for (let row = 0; row < count; row++) {
    const label = classes[row]!;
    while (sizes.length <= label) sizes.push(0);
    sizes[label]!++;
  }
  return sizes;
}

/** How many rows of each class to hold out, of `total`: their share, rounded so that the sum is right, but never all of a class. */
function holdOut(sizes: readonly number[], total: number): number[] {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  const classes = sizes.map((size, name) => {
    const exact = (size * total) / count;
    const quota = Math.max(0, Math.min(Math.floor(exact), size - 1));
    return { name, size, quota, rest: exact - quota };
  });
  let missing = total - classes.reduce((sum, { quota }) => sum + quota, 0);
  for (const entry of classes.sort((a, b) => b.rest - a.rest || a.name - b.name)) {
    if (missing === 0) break;
    if (entry.quota >= entry.size - 1) continue;
    entry.quota++;
    missing--;
  }
  const quotas: number[] = [];
  for (const { name, quota } of classes) quotas[name] = quota;
  return quotas;
}
