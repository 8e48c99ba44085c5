import { createRandom, permutation } from '../random.ts';

/**
 * The part of each group, by its place in `wanted`; `wanted.length` is the rest, to train on. A part takes the groups that fit, in
 * random order, then the smallest left where that comes nearer, so that a few large groups tear no share apart. Each part has a group
 * as long as there are enough, the rest included.
 * @param sizes Rows of each group.
 * @param wanted Rows of each part.
 */
export function dealToParts(sizes: Uint32Array, wanted: readonly number[], seed: number): Uint8Array {
  const rest = wanted.length;
  const partOf = new Uint8Array(sizes.length).fill(rest);
  const order = permutation(sizes.length, createRandom(seed));
  // Where small groups are few, the parts share them, so that the first does not take those of the others.
  const small = sizes.filter((size) => size <= Math.max(...wanted)).reduce((sum, size) => sum + size, 0);
  const asked = wanted.reduce((sum, rows) => sum + rows, 0);
  let left = sizes.length;
  wanted.forEach((all, part) => {
    const rows = small === 0 ? all : all * Math.min(1, small / asked);
    const others = rest - part; // which need a group each
    let filled = 0;
    const take = (group: number) => {
      partOf[group] = part;
      filled += sizes[group]!;
      left--;
    };
    for (const group of order) if (left > others && filled + sizes[group]! <= rows && partOf[group] === rest) take(group);
    const free = order.filter((group) => partOf[group] === rest);
    const smallest = free.reduce((least, group) => (sizes[group]! < sizes[least]! ? group : least), free[0] ?? -1);
    const isNearer = left > others && filled + sizes[smallest]! / 2 < rows;
    if (left > 0 && (filled === 0 || isNearer)) take(smallest);
  });
  return partOf;
}
