import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Frame } from '../../../src/data/frame.ts';
import { sourceOfText, type TextOptions } from '../../../src/data/read/byteInput.ts';
import { collect } from '../../../src/data/read/collect.ts';
import type { SkippedRows } from '../../../src/data/read/delimited/dialect.ts';
import { readJson } from '../../../src/data/read/json/readJson.ts';
import { readJsonLines } from '../../../src/data/read/json/readJsonLines.ts';
import { isWhole } from '../../long/spread.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

async function* cut(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function read(text: string | Uint8Array, options: TextOptions = {}) {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  return collect(sourceOfText({ name: 'a.json', isRepeatable: true, open: () => cut(bytes, 3) }, { format: 'json', ...options }));
}

const rowsOf = (frame: Frame) =>
  Array.from({ length: frame.rows }, (_, row) => Object.fromEntries(frame.names.map((name) => [name, frame.column(name)!.cell(row)])));

const people = [
  { name: 'Ada "the first"', age: 36, tags: ['a', ']', '}'] },
  { name: 'Zoë, [\n]', age: null, tags: { x: '{' } },
];

test.each([
  { name: 'a list of objects', text: JSON.stringify(people), places: ['line 1', 'line 1'] },
  { name: 'a list on several lines', text: `\n${JSON.stringify(people, null, 2)}\n`, places: ['line 3', 'line 12'] },
  { name: 'an object of columns', text: JSON.stringify({ name: people.map((row) => row.name), age: [36, null], tags: people.map((row) => row.tags) }), places: ['row 1', 'row 2'] },
  { name: 'JSON lines', text: people.map((row) => JSON.stringify(row)).join('\n'), places: ['line 1', 'line 2'] },
  { name: 'JSON lines with blank ones and carriage returns', text: `\r\n${people.map((row) => JSON.stringify(row)).join('\r\n\r\n')}\r\n`, places: ['line 2', 'line 4'] },
  { name: 'a byte order mark', text: `\uFEFF${JSON.stringify(people)}`, places: ['line 1', 'line 1'] },
])('$name is read as a table', async ({ text, places }) => {
  const frame = await read(text);
  expect(rowsOf(frame)).toEqual(people);
  expect([0, 1].map(frame.place)).toEqual(places);
}); // prettier-ignore

test('a single object that is no table of columns is read as one row', async () => {
  const frame = await read(`${JSON.stringify(people[0], null, 2)}\n`);
  expect(rowsOf(frame)).toEqual([people[0]]);
  expect(frame.place(0)).toBe('row 1');
});

test('columns that are named like parts of an object are columns like others', async () => {
  const frame = await read('[{ "__proto__": 1, "constructor": 2 }]');
  expect(frame.names).toEqual(['__proto__', 'constructor']);
  expect(frame.column('__proto__')!.cell(0)).toBe(1);
});

test('lists and lines of random rows come as JSON.parse has them, however they are cut', async () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
    fc.jsonValue(),
  );
  const rows = fc.array(fc.dictionary(fc.string(), value, { minKeys: 1 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 8, max: 60 }), async (data, size, blockSize) => {
      const wanted = JSON.parse(JSON.stringify(data)) as Record<string, unknown>[];
      const list = utf8(JSON.stringify(data, null, size % 3));
      const lines = utf8(data.map((row) => JSON.stringify(row)).join('\n'));
      for (const frames of [readJson(cut(list, size), 'x', { blockSize }), readJsonLines(cut(lines, size), 'x', { blockSize })]) {
        const frame = await collect({ name: 'x', isRepeatable: false, frames: () => frames });
        expect(frame.rows).toBe(wanted.length);
        const cells = frame.names.map((name) => wanted.map((_, i) => frame.column(name)!.cell(i)));
        expect(cells).toEqual(frame.names.map((name) => wanted.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined))));
      }
    }),
    { seed: 3, numRuns: isWhole ? 200 : 50 },
  );
});

test('a mistake is placed on its line, however the bytes come', async () => {
  const place = async (text: string, blockSize: number) =>
    await read(text, { format: 'json', blockSize } as never).then(
      String,
      (error: unknown) => /line \d+ column \d+/.exec(String(error))?.[0],
    );
  const prefix = '[{"a":1},{"a":2},';
  for (const blockSize of [5, 2 ** 18]) {
    expect(await place(`${prefix}{"a" 3}]`, blockSize)).toBe('line 1 column 23');
    expect(await place(`[{"a":1},\n{"é😀":2}, {"a" 3}]`, blockSize)).toBe('line 2 column 17');
    expect(await place(`${prefix}{\n"a" 3}]`, blockSize)).toBe('line 2 column 5');
  }
});

describe('a text that is no table is refused:', () => {
  test.each([
    { name: 'nothing', text: '' },
    { name: 'an empty list', text: ' [ ]' },
    { name: 'a number', text: '12' },
    { name: 'no JSON', text: 'a,b\n1,2\n' },
    { name: 'a list of numbers', text: '[1, 2]' },
    { name: 'a row that is broken', text: '[\n  { "a": 1 },\n  { "a": 1, b: 2 },\n  { "a": 2 }\n]' },
    { name: 'a comma too many', text: '[{ "a": 1 },\n]' },
    { name: 'a comma too few', text: '[{ "a": 1 }\n{ "a": 2 }]' },
    { name: 'a list that is not closed', text: '[{ "a": 1 }\n' },
    { name: 'a row that is not closed', text: '[{ "a": 1 \n' },
    { name: 'a bracket of another kind', text: '[{ "a": 1 }}' },
    { name: 'more after the list', text: '[{ "a": 1 }]\n[]' },
    { name: 'columns of unequal length', text: '{ "a": [1], "b": [1, 2] }' },
    { name: 'a table that lies deeper', text: '{ "rows": [{ "a": 1 }], "count": 1 }' },
    { name: 'columns that are not closed', text: '{ "a": [1],\n "b": [1, 2' },
    { name: 'a line that is broken', text: '{ "a": 1 }\n{ "a": 2\n{ "a": 3 }\n[4]\n', format: 'jsonl' },
    { name: 'bytes that are no UTF-8', text: Uint8Array.of(...utf8('[{ "a": "é'), 0xe9, ...utf8('" }]')) },
  ])('$name', async ({ text, format = 'json' }) => {
    await expect(read(text, { format: format as 'json', encoding: 'utf-8' })).rejects.toThrowErrorMatchingSnapshot();
  });
});

test('broken lines are skipped if one wants, and told when the reading is over', async () => {
  const reports: SkippedRows[] = [];
  const text = '{ "a": 1 }\n{ "a": 2\n{ "a": 3 }\n[4]\n';
  const frame = await read(text, { format: 'jsonl', onBadRow: 'skip', onSkipped: (report) => reports.push(report) });
  expect(rowsOf(frame)).toEqual([{ a: 1 }, { a: 3 }]);
  expect(frame.place(1)).toBe('line 3');
  expect(reports).toMatchInlineSnapshot(`
   [
     {
       "first": [
         {
           "place": "a.json line 2 column 9",
           "problem": "expected a comma or }, received the end of the line",
         },
         {
           "place": "a.json line 4",
           "problem": "expected an object of values by column, received [4]",
         },
       ],
       "rows": 2,
       "source": "a.json",
     },
   ]
  `);
});

describe('bytes that are no UTF-8', () => {
  const e = 0xe9; // in Latin-1
  const lines = Uint8Array.of(...utf8('{ "a": "né" }\n{ "a": "é'), e, ...utf8('", "b": 1 }\n{ "a": "Zoë" }\n'));
  const list = Uint8Array.of(...utf8('[{ "a": "né" }, {\n "a": "é'), e, ...utf8('", "b": 1 }, { "a": "Zoë" }]'));

  test.each([
    { name: 'a line', bytes: lines, format: 'jsonl', place: 'a.json line 2 column 10' },
    { name: 'an entry of a list', bytes: list, format: 'json', place: 'a.json line 2 column 9' },
  ] as const)('are a row that is broken in $name, however the bytes are cut', async ({ bytes, format, place }) => {
    for (const blockSize of [5, 16, 2 ** 18]) {
      const reports: SkippedRows[] = [];
      const options = { format, blockSize, encoding: 'utf-8' } as const;
      const frame = await read(bytes, { ...options, onBadRow: 'skip', onSkipped: (report) => reports.push(report) } as TextOptions);
      expect(rowsOf(frame)).toEqual([{ a: 'né' }, { a: 'Zoë' }]);
      const first = [{ place, problem: 'expected text in UTF-8, received bytes that are none' }];
      expect(reports).toEqual([{ source: 'a.json', rows: 1, first }]);
      await expect(read(bytes, options as TextOptions)).rejects.toThrow(`${place}: expected text in UTF-8`);
    }
  });

  test('are placed in an object of columns, which is read whole', async () => {
    const bytes = Uint8Array.of(...utf8('{\n "a": ["é", "'), e, ...utf8('"] }'));
    await expect(read(bytes, { encoding: 'utf-8', onBadRow: 'skip' })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "a.json has a problem
       a.json line 2 column 14: expected text in UTF-8, received bytes that are none
         fix: save it as UTF-8, or name its encoding"
    `);
  });
});

describe('a whole number that a double holds as another', () => {
  const ids = ['1234567890123456781', '1234567890123456782', '-9007199254740993'];
  const cells = ids.map((id, i) => `{ "id": ${id}, "text": "x: ${id}\\"", "in": [${id}], "small": ${i}, "real": 0.12345678901234567 }`);

  test.each([
    { name: 'a list', text: `[${cells.join(',\n')}]` },
    { name: 'lines', text: cells.join('\n') },
    { name: 'columns', text: `{ "id": [${ids.join(', ')}] }` },
  ])('is a text in $name, so that ids stay different', async ({ text }) => {
    const frame = await read(text);
    expect(rowsOf(frame).map(({ id }) => id)).toEqual(ids);
    expect(Array.from(frame.column('id')!.numbers())).toEqual(ids.map(Number));
    for (const name of frame.names.filter((column) => column !== 'id')) {
      const plain = cells.map((cell) => (JSON.parse(cell) as Record<string, unknown>)[name]);
      expect(rowsOf(frame).map((row) => row[name])).toEqual(plain);
    }
  });

  test('stays a number where that is written alike', async () => {
    const frame = await read('[{ "id": 9007199254740991, "far": 9007199254740992 }, { "id": 1e30, "far": 123456789012345680000 }]');
    expect(rowsOf(frame)).toEqual([
      { id: 9007199254740991, far: 9007199254740992 },
      { id: 1e30, far: 123456789012345680000 },
    ]);
  });
});
