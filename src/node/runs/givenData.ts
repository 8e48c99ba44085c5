import type { Row } from '../../data/encoders.ts';
import { digest, type DataSource } from './dataSource.ts';

/** Describes rows that a program gave; a row is the same whatever the order of its columns. */
export async function describeRows(rows: readonly Row[]): Promise<DataSource> {
  return { given: 'rows', ...(await digest(lines(rows))) };
}

/** Describes arrays that a program gave, by their numbers: in nested lists, typed arrays and tensors they are the same. */
export async function describeArrays(arrays: unknown): Promise<DataSource> {
  return { given: 'arrays', ...(await digest(numbersOf(arrays, ''))) };
}

function* lines(rows: readonly Row[]): Generator<Buffer> {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  for (const row of rows) {
    const cells = Object.keys(row)
      .sort()
      .map((name) => [name, row[name]]);
    yield Buffer.from(`${JSON.stringify(cells, plain)}\n`);
  }
}

/** The name of each array, and its numbers as a network reads them, in single precision. */
function* numbersOf(data: unknown, path: string): Generator<Buffer> {
  if (typeof data !== 'object' || data === null) return;
  if ('dataSync' in data) yield bytes((data as { dataSync(): ArrayLike<number> }).dataSync());
  else if (ArrayBuffer.isView(data)) yield bytes(data as unknown as ArrayLike<number>);
  else if (!Array.isArray(data)) {
    for (const name of Object.keys(data).sort()) {
      yield Buffer.from(`${path}.${name}\n`);
      yield* numbersOf((data as Readonly<Record<string, unknown>>)[name], `${path}.${name}`);
    }
  } else if (data.some((entry) => typeof entry === 'object')) for (const entry of data) yield* numbersOf(entry, path);
  else yield bytes(data as readonly number[]);
}

const bytes = (numbers: ArrayLike<number>): Buffer => Buffer.from(Float32Array.from(numbers).buffer);
