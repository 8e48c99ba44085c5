import type { Frame, Source } from '../../data/frame.ts';
import { digest, type DataSource } from './dataSource.ts';

/** Describes rows that a program gave; a row is the same whatever the order of its columns. */
export async function describeFrame(frame: Frame): Promise<DataSource> {
  return { given: 'rows', ...(await digest(lines(frame))) };
}

/** The same of rows that are read frame by frame, the columns in the order of their names. */
export async function describeSource(source: Source): Promise<DataSource> {
  async function* all() {
    for await (const frame of source.frames()) yield* lines(frame);
  }
  return { given: 'rows', ...(await digest(all())) };
}

/** Describes arrays that a program gave, by their numbers: in nested lists, typed arrays and tensors they are the same. */
export async function describeArrays(arrays: unknown): Promise<DataSource> {
  return { given: 'arrays', ...(await digest(numbersOf(arrays, ''))) };
}

function* lines(frame: Frame): Generator<Buffer> {
  const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
  const columns = [...frame.names].sort().map((name) => [name, frame.column(name)!] as const);
  for (let row = 0; row < frame.rows; row++) {
    const cells = columns.map(([name, column]) => [name, column.cell(row)] as const).filter(([, cell]) => cell !== undefined);
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
