import type { Parting } from '../../data/inspect/parting.ts';

/** What the command line says of how rows are parted. */
export interface PartingValues {
  readonly validationSplit?: number;
  readonly testSplit?: number;
  readonly group?: string;
  readonly time?: string;
  readonly key?: string;
  readonly splitColumn?: string;
  readonly seed?: number;
}

/** The seed of a spec that is made for a table, unless another is asked for: so `init` and `train` make the same. */
const SEED = 0;

/** The way to part rows; the columns of two ways are refused before. */
export function splitOf({ group, time, key, splitColumn }: PartingValues): Parting['split'] {
  if (group !== undefined) return { type: 'group', column: group };
  if (time !== undefined) return { type: 'time', column: time };
  if (key !== undefined) return { type: 'key', column: key };
  return splitColumn === undefined ? undefined : { type: 'column', column: splitColumn };
}

/** The column by which rows are parted and which is therefore no feature. */
export const splitColumnOf = ({ group, key, splitColumn }: PartingValues): string | undefined => group ?? key ?? splitColumn;

/** How the rows of a training on a table without a spec are parted. */
export function partingOf({ validationSplit, testSplit, seed = SEED, ...columns }: PartingValues): Parting {
  const split = splitOf(columns);
  return {
    seed,
    ...(validationSplit === undefined ? {} : { validationSplit }),
    ...(testSplit === undefined ? {} : { testSplit }),
    ...(split === undefined ? {} : { split }),
  };
}
