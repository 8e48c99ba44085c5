import type { BackendChoice } from '../backend/choose.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError } from '../errors.ts';
import type { Arrays } from '../model/slots.ts';
import { ensureBackend } from './ensureBackend.ts';
import { readRows } from './readRows.ts';

/** What can be trained on: rows, columns, or the path of a CSV file for a spec with features; `{ xs, ys }` for a network without. */
export type TrainData = RowData | Arrays | string;

/** What any training in Node may be told besides. */
export interface NodeOptions {
  /** Where TF.js computes. Default: the one that is set, else native bindings where they load, else WebAssembly, else plain JavaScript. */
  readonly backend?: BackendChoice;
  /** Told once which backend it is, and why. */
  readonly onBackend?: (info: { readonly name: string; readonly reason: string }) => void;
}

/** What a training in Node works with, once files are read and the backend is set. */
export interface Ready<O extends NodeOptions> {
  readonly rows: RowData | Arrays;
  /** Name of the backend that is set. */
  readonly backend: string;
  /** For the training itself. */
  readonly options: Omit<O, keyof NodeOptions>;
}

/**
 * Reads the data where they are a file, and makes TF.js compute on the backend asked for.
 * @throws UsageError where the options are none; DataError, BackendError.
 */
export async function makeReady<O extends NodeOptions>(data: TrainData, given: O): Promise<Ready<O>> {
  if (typeof given !== 'object' || given === null) {
    throw new UsageError('the call', [{ path: 'options', expected: 'an object', received: show(given) }]);
  }
  const { backend, onBackend, ...options } = given;
  if (onBackend !== undefined && typeof onBackend !== 'function') {
    throw new UsageError('the options of the call', [{ path: 'onBackend', expected: 'a function', received: show(onBackend) }]);
  }
  const rows = typeof data === 'string' ? (await readRows(data)).rows : data;
  const chosen = await ensureBackend(backend);
  onBackend?.(chosen);
  return { rows, backend: chosen.name, options };
}
