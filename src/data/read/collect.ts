import type { Column, Frame, FrameOptions, Source } from '../frame.ts';
import type { NumberStyle } from '../writtenNumber.ts';
import { gatherColumn, type Gathering } from './gather.ts';
import { frameOfMap } from './memoryFrame.ts';

/**
 * All rows of a source in one frame in memory, as compact as they can be kept without a loss: columns of numbers as numbers,
 * others by their different cells, cells of text files as the bytes that they were.
 * @throws DataError as the source does; the signal's reason when it is aborted.
 */
export async function collect(source: Source, options: FrameOptions = {}): Promise<Frame> {
  const wanted = options.columns && new Set(options.columns);
  const gatherings = new Map<string, Gathering>();
  const names = new Set<string>();
  const parts: Part[] = [];
  const broken: number[] = [];
  let rows = 0;
  let style: NumberStyle | undefined;
  for await (const frame of source.frames(options)) {
    for (const name of frame.names) {
      names.add(name);
      if (gatherings.has(name) || (wanted !== undefined && !wanted.has(name))) continue;
      const gathering = gatherColumn();
      if (rows > 0) gathering.addGaps(rows);
      gatherings.set(name, gathering);
    }
    for (const [name, gathering] of gatherings) {
      const column = frame.column(name);
      if (column === undefined) gathering.addGaps(frame.rows);
      else gathering.add(column);
    }
    for (const before of frame.broken ?? []) broken.push(rows + before);
    parts.push({ begin: rows, place: frame.place });
    rows += frame.rows;
    style ??= frame.style;
  }
  const columns = new Map<string, Column>();
  for (const [name, gathering] of gatherings) columns.set(name, gathering.finish());
  return {
    ...frameOfMap(columns, { rows, source: source.name, place: placeIn(parts) }),
    names: [...names],
    ...(style ? { style } : {}),
    ...(broken.length > 0 ? { broken } : {}),
  };
}

/** The same rows as one frame in memory. */
export const inOneFrame = (source: Source): Source => ({
  name: source.name,
  isRepeatable: source.isRepeatable,
  async *frames(options) {
    yield await collect(source, { ...options, isReused: false });
  },
});

interface Part {
  /** Its first row in the whole. */
  readonly begin: number;
  readonly place: Frame['place'];
}

const placeIn = (parts: readonly Part[]) => (row: number) => {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.begin <= row) low = middle;
    else high = middle - 1;
  }
  return parts[low]!.place(row - parts[low]!.begin);
};
