import type { BackendChoice } from '../backend/choose.ts';
import type { Source } from '../data/frame.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError } from '../errors.ts';
import type { Arrays } from '../model/slots.ts';
import type { TrainOptions } from '../train/options.ts';
import { readTable, type TableData, type TableOptions } from './readTable.ts';
import { createTrainingBackend, type OnBackend, type TrainingBackend } from './trainingBackend.ts';

/**
 * What can be trained on. For a spec with features: rows, columns, the path of a file (CSV, TSV, JSON, JSON lines, Parquet), a pattern
 * or a list of paths, a stream, rows that come one by one. For a network without: `{ xs, ys }`.
 */
export type TrainData = TableData | Arrays;

/** What any training in Node may be told besides. */
export interface NodeOptions {
  /**
   * Where TF.js computes. Default: the one that is set, else plain JavaScript where plain loops have trained a small dense
   * network before WebAssembly would have, else the one of those that load which is estimated to take a step soonest. A run that goes on
   * keeps the one that it began with.
   */
  readonly backend?: BackendChoice;
  /** How files and streams are read; what is left out is found by what is in them. */
  readonly read?: TableOptions;
  /** Told once which backend it is, and why. */
  readonly onBackend?: OnBackend;
}

/** What a training in Node works with, once files are read. */
export interface Ready<O extends NodeOptions> {
  readonly rows: RowData | Arrays | Source;
  readonly read?: TableOptions;
  /** Started by the training itself. */
  readonly backend: TrainingBackend;
  /** For the training itself: rows that were given for a part are read, too. */
  readonly options: Omit<O, keyof NodeOptions | keyof PartData> & PartRows & Pick<TrainOptions, 'startBackend'>;
}

/** Rows of a part that is given by itself, as they are given in Node. */
export interface PartData {
  /**
   * Rows that watch the run, in place of those that `validationSplit` would hold out: whatever `data` may be, read the same way.
   * Encoders learn nothing of them.
   */
  readonly validationData?: TrainData;
  /** The same for those that nothing but the last evaluation looks at, in place of `testSplit`. */
  readonly testData?: TrainData;
}

type PartRows = Pick<TrainOptions, keyof PartData>;

/**
 * Reads the data where they are a file, and has the training start the backend asked for.
 * @throws UsageError where the options are none; DataError.
 */
export async function makeReady<O extends NodeOptions & PartData>(data: TrainData, given: O): Promise<Ready<O>> {
  if (typeof given !== 'object' || given === null) {
    throw new UsageError('the call', [{ path: 'options', expected: 'an object', received: show(given) }]);
  }
  const { backend, onBackend, read, validationData, testData, ...options } = given;
  const { signal } = given as { readonly signal?: AbortSignal };
  if (onBackend !== undefined && typeof onBackend !== 'function') {
    throw new UsageError('the options of the call', [{ path: 'onBackend', expected: 'a function', received: show(onBackend) }]);
  }
  const rows = await readTable(data as TableData, read, signal);
  const others = Object.entries({ validationData, testData }).filter(([, part]) => part !== undefined);
  const parts: PartRows = {};
  for (const [name, part] of others) Object.assign(parts, { [name]: await readTable(part as TableData, read, signal) });
  const chosen = createTrainingBackend(backend, onBackend);
  const all = { ...options, ...parts, startBackend: chosen.start };
  return { rows, ...(read === undefined ? {} : { read }), backend: chosen, options: all };
}
