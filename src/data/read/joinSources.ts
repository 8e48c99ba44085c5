import { DataError, show } from '../../errors.ts';
import type { Frame, Source } from '../frame.ts';
import { EmptyTableError } from './emptyTable.ts';

export interface JoinOptions {
  /** Whether a source may lack columns, as lists of objects do. Default: false. */
  readonly mayLack?: boolean;
  /** Called with the name of a source without rows, which is passed over, at each reading. */
  readonly onEmpty?: ((source: string) => void) | undefined;
}

/**
 * The rows of several sources after one another. Their columns must have the same names, in any order; a row is placed in its file:
 * `b.csv line 7`.
 * @param name What messages call the whole.
 * @throws DataError where the columns of a source are others than the first one's, or no source has a row.
 */
export function joinSources(name: string, sources: readonly Source[], { mayLack = false, onEmpty }: JoinOptions = {}): Source {
  return {
    name,
    isRepeatable: sources.every((source) => source.isRepeatable),
    async *frames(options) {
      let first: readonly string[] | undefined;
      const empty: EmptyTableError[] = [];
      for (const source of sources) {
        let isChecked = mayLack;
        for await (const frame of unlessEmpty(source, options, empty)) {
          // One that has only broken rows may not know its columns.
          if (frame.rows > 0) {
            first ??= frame.names;
            if (!isChecked) requireSame(frame.names, source.name, first, sources[0]!.name);
            isChecked = true;
          }
          const names = mayLack ? frame.names : (first ?? frame.names);
          yield {
            rows: frame.rows,
            names,
            source: name,
            column: (column) => frame.column(column),
            place: placeIn(source.name, frame.place),
            ...(frame.style ? { style: frame.style } : {}),
            ...(frame.broken ? { broken: frame.broken } : {}),
          };
        }
      }
      if (empty.length === sources.length && empty.length > 0) throw empty[0]!;
      for (const { table } of empty) onEmpty?.(table);
    },
  };
}

async function* unlessEmpty(source: Source, options: Parameters<Source['frames']>[0], empty: EmptyTableError[]): AsyncGenerator<Frame> {
  try {
    yield* source.frames(options);
  } catch (error) {
    if (!(error instanceof EmptyTableError)) throw error;
    empty.push(error);
  }
}

// A function of its own, so that the places of rows do not keep their frames in memory.
const placeIn = (name: string, place: Frame['place']) => (row: number) => `${name} ${place(row)}`;

function requireSame(names: readonly string[], path: string, first: readonly string[], firstPath: string): void {
  const missing = first.filter((name) => !names.includes(name));
  const more = names.filter((name) => !first.includes(name));
  if (missing.length + more.length === 0) return;
  const received = [
    ...(missing.length > 0 ? [`none named ${list(missing)}`] : []),
    ...(more.length > 0 ? [`${list(more)}, which that has not`] : []),
  ];
  throw new DataError('the data', [{ path, expected: `the columns of ${firstPath}`, received: received.join(', and ') }]);
}

const list = (names: readonly string[]) =>
  names.slice(0, 5).map(show).join(' or ') + (names.length > 5 ? ` or ${names.length - 5} others` : '');
