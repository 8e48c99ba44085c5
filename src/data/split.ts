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
  const classOf = (row: number) => classes?.[row] ?? 0;
  const sizes = new Map<number, number>();
  for (let row = 0; row < count; row++) sizes.set(classOf(row), (sizes.get(classOf(row)) ?? 0) + 1);
  const quotas = holdOut(sizes, Math.max(1, Math.round(count * share)));
  const held = new Uint8Array(count);
  for (const row of permutation(count, createRandom(seed))) {
    const quota = quotas.get(classOf(row))!;
    if (quota === 0) continue;
    quotas.set(classOf(row), quota - 1);
    held[row] = 1;
  }
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const [training, heldOut] = [rows.filter((row) => held[row] === 0), rows.filter((row) => held[row] === 1)];
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

/** How many rows of each class to hold out, of `total`: their share, rounded so that the sum is right, but never all of a class. */
function holdOut(sizes: ReadonlyMap<number, number>, total: number): Map<number, number> {
  const count = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const classes = [...sizes].map(([name, size]) => {
    const exact = (size * total) / count;
    const quota = Math.min(Math.floor(exact), size - 1);
    return { name, size, quota, rest: exact - quota };
  });
  let missing = total - classes.reduce((sum, { quota }) => sum + quota, 0);
  for (const entry of classes.sort((a, b) => b.rest - a.rest || a.name - b.name)) {
    if (missing === 0) break;
    if (entry.quota === entry.size - 1) continue;
    entry.quota++;
    missing--;
  }
  return new Map(classes.map(({ name, quota }) => [name, quota]));
}
