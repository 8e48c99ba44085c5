import type { Source } from '../frame.ts';
import type { DelimitedOptions } from './delimited/dialect.ts';
import { readDelimited } from './delimited/readDelimited.ts';
import { readJson } from './json/readJson.ts';
import { readJsonLines } from './json/readJsonLines.ts';
import { readOnce } from './memorySource.ts';

/** Where the bytes of a table come from. */
export interface ByteInput {
  /** What messages call it: `iris.csv`. */
  readonly name: string;
  /** Whether it can be opened more than once, for the same bytes each time. */
  readonly isRepeatable: boolean;
  /**
   * @param isReused Whether the bytes of a part may be written over once the third behind it is asked for. Default: false.
   * @throws DataError where it cannot be read.
   */
  open(isReused?: boolean): AsyncIterable<Uint8Array>;
}

export type TextFormat = 'csv' | 'tsv' | 'json' | 'jsonl';

export interface TextOptions extends DelimitedOptions {
  /** Default: `csv`, which is any delimited text. */
  readonly format?: TextFormat;
}

/** A table of text in bytes as a source, read part by part. */
export function sourceOfText(input: ByteInput, { format = 'csv', ...options }: TextOptions = {}): Source {
  const { name, isRepeatable } = input;
  const once = isRepeatable ? () => undefined : readOnce(name);
  const read = format === 'json' ? readJson : format === 'jsonl' ? readJsonLines : readDelimited;
  const delimiter = format === 'tsv' ? { delimiter: '\t' } : {};
  return {
    name,
    isRepeatable,
    async *frames({ signal, marksBroken = false, isReused = false } = {}) {
      once();
      const bytes = input.open(isReused && read === readDelimited);
      yield* read(bytes, name, { ...delimiter, ...options, marksBroken, isReused, ...(signal === undefined ? {} : { signal }) });
    },
  };
}
