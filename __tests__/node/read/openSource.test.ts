import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Frame } from '../../../src/data/frame.ts';
import { collect } from '../../../src/data/read/collect.ts';
import { openSource, type ReadOptions, type SourceData } from '../../../src/node/read/openSource.ts';

let folder: string;
const at = (name: string) => join(folder, name);
const csv = 'a,b\n1,x\n2,y\n';
const rows = [
  { a: '1', b: 'x' },
  { a: '2', b: 'y' },
];
const typed = [
  { a: 1, b: 'x' },
  { a: 2, b: 'y' },
];
const parquet = (codec: string) => fileURLToPath(new URL(`parquet/types.${codec}.parquet`, import.meta.url));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  await mkdir(at('folder'));
  await writeFile(at('a.csv'), csv);
  await writeFile(at('b.csv'), 'b,a\nz,3\n');
  await writeFile(at('c.csv'), 'a,c\n1,2\n');
  await writeFile(at('a.csv.gz'), gzipSync(csv));
  await writeFile(at('packed'), gzipSync(csv));
  await writeFile(at('cut.gz'), gzipSync(csv).subarray(0, 20));
  await writeFile(at('a.tsv'), 'a\tb\n1\tx\n2\ty\n');
  await writeFile(at('a.json'), JSON.stringify(typed));
  await writeFile(at('a.jsonl'), typed.map((row) => JSON.stringify(row)).join('\n'));
  await writeFile(at('list'), JSON.stringify(typed));
  await writeFile(at('lines'), typed.map((row) => JSON.stringify(row)).join('\n'));
  await writeFile(at('book.csv'), 'PK\x03\x04...');
  await writeFile(at('no.parquet'), 'PAR1 and no more');
});
afterAll(() => rm(folder, { recursive: true }));

const cellsOf = (frame: Frame) =>
  Array.from({ length: frame.rows }, (_, row) => Object.fromEntries(frame.names.map((name) => [name, frame.column(name)!.cell(row)])));

/** The message with the folder left out. */
async function problem(data: SourceData, options: ReadOptions = {}): Promise<string> {
  try {
    return JSON.stringify(cellsOf(await collect(await openSource(data, options))));
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, '').replaceAll(folder, '');
  }
}

describe('a file is read again and again by what its name or its content says:', () => {
  test.each([
    ['a.csv', rows],
    ['a.csv.gz', rows],
    ['packed', rows],
    ['a.tsv', rows],
    ['a.json', typed],
    ['a.jsonl', typed],
    ['list', typed],
    ['lines', typed],
  ])('%s', async (name, expected) => {
    const source = await openSource(at(name));
    expect(source).toMatchObject({ name: at(name), isRepeatable: true });
    for (let pass = 0; pass < 2; pass++) expect(cellsOf(await collect(source))).toEqual(expected);
  });

  test('a format that is said goes before the name', async () => {
    expect(
      cellsOf(await collect(await openSource(at('a.json'), { format: 'csv', delimiter: ';', quote: "'", header: ['x'] }))),
    ).toHaveLength(1);
  });
});

describe('streams are read once:', () => {
  test.each([
    { name: 'a Readable of bytes', data: () => Readable.from([Buffer.from(csv.slice(0, 5)), Buffer.from(csv.slice(5))]) },
    { name: 'a Readable of texts', data: () => Readable.from([...csv]) },
    { name: 'a ReadableStream', data: () => new Response(csv).body! },
    { name: 'a packed stream', data: () => Readable.from([gzipSync(csv)]) },
  ])('$name', async ({ data }) => {
    const source = await openSource(data());
    expect(source).toMatchObject({ name: 'the data', isRepeatable: false });
    expect(cellsOf(await collect(source))).toEqual(rows);
    await expect(collect(source)).rejects.toThrow('the data: expected a table that can be read again, received a stream, which is over');
  });

  test('standard input', async () => {
    const source = await openSource('-', { stdin: Readable.from([csv]) });
    expect(source.name).toBe('standard input');
    expect(cellsOf(await collect(source))).toEqual(rows);
  });

  test('rows one by one', async () => {
    const source = await openSource(Readable.from(typed));
    expect(cellsOf(await collect(source))).toEqual(typed);
  });

  test('a stream of nothing', async () => {
    expect(await problem(Readable.from([]))).toMatchInlineSnapshot(`
     "the data has a problem
       the data: expected a header line and rows, received an empty file"
    `);
  });

  test('a stream that breaks', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from(csv);
        throw new Error('the line is dead');
      })(),
    );
    expect(await problem(broken)).toBe('the line is dead');
  });

  test('Parquet', async () => {
    const frame = await collect(await openSource(Readable.from([gzipSync(await readFile(parquet('none')))])));
    expect(frame.column('small')!.numbers()).toEqual(Float64Array.of(1, 2, 3, 4));
  });
});

test('a function that begins rows anew can be read again, whatever it returns', async () => {
  const begins = [() => rows, () => Readable.from([csv]), () => Readable.from(rows)];
  for (const begin of begins) {
    const source = await openSource(begin);
    expect(source.isRepeatable).toBe(true);
    for (let pass = 0; pass < 2; pass++) expect(cellsOf(await collect(source))).toEqual(rows);
  }
  await expect(openSource((() => 3) as never).then(collect)).rejects.toThrowErrorMatchingInlineSnapshot(`
   "the data has a problem
     data: expected a function that returns a new stream, or rows, at each call, received one that returns 3"
  `);
});

test('a file may be named by its address', async () => {
  expect(cellsOf(await collect(await openSource(pathToFileURL(at('a.csv')))))).toEqual(rows);
});

describe('several files are one table', () => {
  test('of a list or a pattern, in the order of their names, with columns in any order', async () => {
    for (const data of [[at('a.csv'), at('b.csv')], at('[ab].csv')]) {
      const source = await openSource(data);
      expect(source.isRepeatable).toBe(true);
      const frame = await collect(source);
      expect(cellsOf(frame)).toEqual([...rows, { a: '3', b: 'z' }]);
      expect(frame.place(2)).toBe(`${at('b.csv')} line 2`);
    }
  });

  test('if their columns have the same names', async () => {
    expect(await problem([at('a.csv'), at('c.csv')])).toMatchInlineSnapshot(`
     "the data has a problem
       c.csv: expected the columns of a.csv, received none named "b", and "c", which that has not"
    `);
  });

  test('of which those without rows are passed over, and told', async () => {
    const told: string[] = [];
    const onEmpty = (source: string) => void told.push(source);
    await writeFile(at('empty.csv'), 'a,b\n');
    await writeFile(at('nothing.csv'), '');
    const frame = await collect(await openSource([at('empty.csv'), at('a.csv'), at('nothing.csv')], { onEmpty }));
    expect(cellsOf(frame)).toEqual(rows);
    expect(told).toEqual([at('empty.csv'), at('nothing.csv')]);
    expect(await problem([at('empty.csv'), at('nothing.csv')])).toMatchInlineSnapshot(`
     "empty.csv has a problem
       empty.csv: expected rows below the header, received the header alone"
    `);
    expect(told).toHaveLength(2);
  });

  test('and a pattern that names none is told', async () => {
    expect(await problem(at('*.nothing'))).toMatchInlineSnapshot(`
     "the data has a problem
       *.nothing: expected files that this pattern names, received none"
    `);
  });
});

describe('what cannot be read is told:', () => {
  test('no such file', async () =>
    expect(await problem(at('no.csv'))).toMatchInlineSnapshot(`
     "the data has a problem
       no.csv: expected a CSV file, received no such file"
    `));
  test('no such JSON file', async () =>
    expect(await problem(at('no.json'))).toMatchInlineSnapshot(`
     "the data has a problem
       no.json: expected a JSON file, received no such file"
    `));
  test('a folder', async () =>
    expect(await problem(at('folder'))).toMatchInlineSnapshot(`
     "the data has a problem
       folder: expected a file, received a folder"
    `));
  test('a workbook', async () =>
    expect(await problem(at('book.csv'))).toMatchInlineSnapshot(`
     "the data has a problem
       book.csv: expected a table, received a workbook (.xlsx) or ZIP archive
         fix: export the sheet as CSV, or unpack the archive"
    `));
  test.each([
    ['web page', '\uFEFF<!DOCTYPE html>\n<html>', 'a web page (HTML)'],
    ['PDF', '%PDF-1.7\n', 'a PDF'],
  ])('a %s', async (_, text, received) => {
    const source = openSource((async function* () { yield text; })()); // prettier-ignore
    await expect(source).rejects.toThrow(`expected a table, received ${received}`);
  });
  test('a packed file that is cut off', async () =>
    expect(await problem(at('cut.gz'))).toMatchInlineSnapshot(`
     "the data has a problem
       cut.gz: expected a whole gzip file, received one that is cut off or damaged"
    `));
  test('a damaged Parquet file', async () =>
    expect(await problem(at('no.parquet'))).toMatchInlineSnapshot(`
     "the data has a problem
       no.parquet: expected a Parquet file, received one that cannot be read: parquet file invalid (footer != PAR1)"
    `));
  test('no path', async () =>
    expect(await problem([])).toMatchInlineSnapshot(`
     "the data has a problem
       data: expected one path at least, received []"
    `));
  test('a number', async () =>
    expect(await problem(5 as never)).toMatchInlineSnapshot(`
     "the data has a problem
       data: expected a path, a list of paths, a stream, rows that come one by one, or a function that begins these anew, received 5"
    `));
});

test('a file that was changed since it was opened is told', async () => {
  await writeFile(at('changing.csv'), csv);
  const source = await openSource(at('changing.csv'));
  await collect(source);
  await appendFile(at('changing.csv'), '3,z\n');
  await expect(collect(source)).rejects.toThrow(
    /changing\.csv: expected the file as it was at the beginning, received a file that was changed/,
  );
});

test('a reading that is broken off closes its file', async () => {
  const many = at('many.csv.gz'); // more than is read at a time
  await writeFile(many, gzipSync(`a\n${Array.from({ length: 4e5 }, (_, i) => Math.sin(i)).join('\n')}`));
  for await (const frame of (await openSource(many)).frames()) {
    expect(frame.rows).toBeGreaterThan(0);
    if (process.platform === 'linux') expect(timesOpen(many)).toBe(1);
    break;
  }
  expect(timesOpen(many)).toBe(0);
});

/** How often this process has a file open; 0 where the system does not tell. */
function timesOpen(path: string): number {
  const { stdout } = spawnSync('ls', ['-l', `/proc/${process.pid}/fd`], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').filter((line) => line.endsWith(path)).length;
}

describe('Parquet', () => {
  test.each(['none', 'snappy', 'gzip', 'zstd'])('as pyarrow writes it, with compression %s, comes as plain values', async (codec) => {
    const frame = await collect(await openSource(parquet(codec)));
    expect(frame.names).toEqual(['whole', 'small', 'real', 'single', 'flag', 'text', 'level', 'time', 'day', 'price', 'list']);
    const column = (name: string) => Array.from({ length: 4 }, (_, row) => frame.column(name)!.cell(row) ?? null);
    expect(column('whole')).toEqual([1, -2, null, '9007199254740993']);
    expect(column('small')).toEqual([1, 2, 3, 4]);
    expect(column('real')).toEqual([0.5, null, NaN, 1e300]);
    expect(column('single')).toEqual([0.1, 0.2, 0.3, 0.4].map(Math.fround));
    expect(column('flag')).toEqual([true, false, null, true]);
    expect(column('text')).toEqual(['a', 'é', null, 'a']);
    expect(column('level')).toEqual(['x', 'y', 'x', 'x']);
    expect(column('time')).toEqual([new Date('2024-01-02T03:04:05.678Z'), null, new Date('1969-12-31'), new Date('2000-01-01')]);
    expect(column('day')).toEqual([new Date('2024-01-02'), null, new Date('1969-12-31'), new Date('2000-01-01')]);
    expect(column('price')).toEqual([1.25, null, -0.05, 100]);
    expect(column('list')).toEqual([[1, 2], [], null, [3]]);
    expect(frame.place(3)).toBe('row 4');
  });

  test('is read group by group, the columns that are asked for alone', async () => {
    const frames: Frame[] = [];
    for await (const frame of (await openSource(parquet('snappy'))).frames({ columns: ['text'] })) frames.push(frame);
    expect(frames.map((frame) => frame.rows)).toEqual([3, 1]);
    expect(frames[0]!.column('whole')).toBeUndefined();
    expect(frames[0]!.names).toContain('whole');
    expect(frames[1]!.column('text')!.cell(0)).toBe('a');
  });
});

// Linux has a file that can be opened, and fails where it is read.
(process.platform === 'linux' ? test : test.skip)('a file that cannot be read to its end is told by its path', async () => {
  for (const format of ['csv', 'parquet'] as const) {
    await expect(openSource('/proc/self/mem', { format }).then(collect)).rejects.toThrow(/\/proc\/self\/mem: expected .*, received .*EIO/);
  }
});

test('rows that a program makes without waiting leave other work its turn, and the signal is heard', async () => {
  const controller = new AbortController();
  const endless = async function* () {
    for (let i = 0; ; i++) yield await Promise.resolve({ i });
  };
  setTimeout(() => controller.abort(new Error('enough')), 5);
  const source = await openSource(endless as never);
  await expect(collect(source, { signal: controller.signal })).rejects.toThrow('enough');
});
