import { DataError, show } from '../errors.ts';
import type { Frame } from './frame.ts';
import { hash32 } from './hash.ts';
import { partsOfFolds } from './folds.ts';
import type { Split } from './split.ts';
import { textsOf } from './textsOf.ts';
import { timesOf } from './time/timesOf.ts';

/**
 * Folds of a rolling origin, as scikit-learn's TimeSeriesSplit: by the times of a column the latest rows are cut into as many parts,
 * each `floor(rows / (folds + 1))` long, and each is held out of a training on all rows before it, and on none after. Rows of one time
 * are never parted: then a part begins with the first of them.
 * @param format How the times are written, where it is known.
 * @throws DataError where a row has no time, or there are too few different times.
 */
export function timeFolds(frame: Frame, column: string, folds: number, format?: string): readonly Split[] {
  requireFolds(folds);
  const times = timesOf(frame, column, format);
  const sorted = times.slice().sort();
  const size = Math.floor(frame.rows / (folds + 1));
  const starts = Array.from({ length: folds }, (_, fold) => sorted[frame.rows - (folds - fold) * size] ?? NaN);
  const rows = Uint32Array.from({ length: frame.rows }, (_, row) => row);
  const splits = starts.map((start, fold) => {
    const end = starts[fold + 1] ?? Infinity;
    return {
      training: rows.filter((row) => times[row]! < start),
      heldOut: rows.filter((row) => times[row]! >= start && (fold === folds - 1 || times[row]! < end)),
    };
  });
  if (size > 0 && splits.every(({ training, heldOut }) => training.length > 0 && heldOut.length > 0)) return splits;
  const expected = `${folds + 1} parts of rows one after another in "${column}", the first only to train on`;
  const received = `${show(frame.rows)} rows of ${show(new Set(times).size)} different times`;
  throw new DataError(frame.source, [{ path: 'folds', expected, received, fix: 'ask for fewer folds, or give more rows' }]);
}

/**
 * Folds by a key alone: what has the same key is held out together, in the same fold whatever other rows there are and whatever the
 * seed. They are about equally long where there are many keys.
 * @throws DataError where a row has no key, or too few keys leave a fold empty.
 */
export function keyFolds(frame: Frame, column: string, folds: number): readonly Split[] {
  requireFolds(folds);
  const { codes, texts } = textsOf(frame, column);
  // Another hash than that which holds rows out within a training, so that neither decides the other.
  const foldOfKey = texts.map((text) => Math.floor((hash32(text, 1) / 2 ** 32) * folds));
  const splits = partsOfFolds(
    Uint32Array.from(codes, (code) => foldOfKey[code]!),
    folds,
  );
  if (splits.every(({ training, heldOut }) => training.length > 0 && heldOut.length > 0)) return splits;
  const received = `${show(new Set(texts).size)} keys, which leave a fold empty`;
  const fix = 'ask for fewer folds, or part the rows by "group", which makes folds even';
  throw new DataError(frame.source, [{ path: 'folds', expected: `${folds} parts by the keys of "${column}"`, received, fix }]);
}

function requireFolds(folds: number): void {
  if (Number.isInteger(folds) && folds >= 2) return;
  throw new DataError('the data', [{ path: 'folds', expected: 'a whole number of 2 or more', received: show(folds) }]);
}
