import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Frame } from '../../../src/data/frame.ts';
import { collect } from '../../../src/data/read/collect.ts';
import type { SkippedRows } from '../../../src/data/read/delimited/dialect.ts';
import { readDelimited, type ReadDelimitedOptions } from '../../../src/data/read/delimited/readDelimited.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

/** The bytes in pieces of these sizes, over and over. */
async function* cut(bytes: Uint8Array, sizes: readonly number[] = [bytes.length || 1]) {
  for (let at = 0, i = 0; at < bytes.length; i++) yield bytes.slice(at, (at += sizes[i % sizes.length]!));
}

const read = (data: string | Uint8Array, options: ReadDelimitedOptions = {}, name = 'a.csv', sizes?: readonly number[]) =>
  collect({
    name,
    isRepeatable: false,
    frames: () => readDelimited(cut(typeof data === 'string' ? utf8(data) : data, sizes), name, options),
  });

const tableOf = (frame: Frame) => [
  frame.names,
  ...Array.from({ length: frame.rows }, (_, row) => frame.names.map((name) => frame.column(name)!.cell(row))),
];

const ages = [
  ['name', 'age'],
  ['Ada', '36'],
  ['Alan', '41'],
];

test.each([
  { name: 'line feeds', text: 'name,age\nAda,36\nAlan,41\n' },
  { name: 'no line end after the last row', text: 'name,age\nAda,36\nAlan,41' },
  { name: 'carriage returns with line feeds', text: 'name,age\r\nAda,36\r\nAlan,41\r\n' },
  { name: 'carriage returns alone', text: 'name,age\rAda,36\rAlan,41\r' },
  { name: 'line ends of two kinds', text: 'name,age\r\nAda,36\nAlan,41\r\n' },
  { name: 'a byte order mark', text: '\uFEFFname,age\nAda,36\nAlan,41\n' },
  { name: 'a byte order mark before a quote', text: '\uFEFF"name",age\nAda,36\nAlan,41\n' },
  { name: 'blank lines', text: '\n \nname,age\n\nAda,36\n\t\n\nAlan,41\n\n' },
  { name: 'white space around cells', text: 'name , age\n Ada,36 \nAlan,\t41\n' },
  { name: 'quotes around cells', text: '"name","age"\n"Ada","36"\n"Alan", "41" \n' },
  { name: 'single quotes around cells', text: "'name','age'\n'Ada','36'\n'Alan','41'\n" },
  { name: 'semicolons', text: 'name;age\nAda;36\nAlan;41\n' },
  { name: 'tabs', text: 'name\tage\nAda\t36\nAlan\t41\n' },
  { name: 'bars', text: 'name|age\nAda|36\nAlan|41\n' },
])('a file with $name is read, however its bytes come', async ({ text }) => {
  for (const sizes of [undefined, [1], [2, 3, 5]]) {
    for (const blockSize of [2 ** 18, 5, 11]) {
      const isShort = blockSize < text.length && !text.startsWith('\uFEFF') && !/^\s/.test(text);
      const options = isShort ? { delimiter: /[,;\t|]/.exec(text)![0], quote: text.includes("'") ? "'" : '"' } : {};
      expect(tableOf(await read(text, { blockSize, ...options }, 'a.csv', sizes))).toEqual(ages);
    }
  }
});

test('quoted cells may hold delimiters, quotes, line ends and white space', async () => {
  const frame = await read('text,n\n" a, ""b""\r\nc",1\n"""",2\n"",3\n', {}, 'a.csv', [1]);
  expect(tableOf(frame).slice(1)).toEqual([
    [' a, "b"\r\nc', '1'],
    ['"', '2'],
    ['', '3'],
  ]);
});

test('cells in single quotes may hold delimiters, found by how even the rows are', async () => {
  const rows = [['a', 'b', 'y'], ['1', 'x, y', 'p'], ['2', 'z', 'q']]; // prettier-ignore
  expect(tableOf(await read("a,b,y\n1,'x, y',p\n2,'z',q\n"))).toEqual(rows);
  expect(tableOf(await read("'a',\"b\",y\n1,'x, y',p\n2,'z',q\n", { quote: "'" }))[1]).toEqual(rows[1]);
  expect(tableOf(await read("a,b\n'1','2'\n"))[1]).toEqual(['1', '2']);
  const apostrophes = "a,b\n\"it's, so\",'tis\nrock 'n' roll,x\n";
  expect(tableOf(await read(apostrophes)).slice(1)).toEqual([["it's, so", "'tis"], ["rock 'n' roll", 'x']]); // prettier-ignore
});

test('a first column without a name is an index, told and left out', async () => {
  const told: string[] = [];
  const frame = await read(',a,y\n0,1,p\n1,2,q\n', { onIndex: (source) => told.push(source) });
  expect(tableOf(frame)).toEqual([['a', 'y'], ['1', 'p'], ['2', 'q']]); // prettier-ignore
  expect([frame.column(''), told]).toEqual([undefined, ['a.csv']]);
  await expect(read(',a,y\n0,1,p\n1,2\n')).rejects.toThrow('line 3: expected 3 cells, as the header has, received 2, none for column "y"');
  await expect(read(',\n0,1\n')).rejects.toThrow('none for column 2');
  await expect(read('"",\n0,1\n')).rejects.toThrow('none for column 2');
});

test('a row is placed on the line that it begins on', async () => {
  const frame = await read('text,n\n\n"two\nlines",1\r\n"three\r\nand\rlines",1\nx,2\n');
  expect([0, 1, 2].map(frame.place)).toEqual(['line 3', 'line 5', 'line 8']);
});

test('columns that are named like parts of an object are columns like others', async () => {
  const frame = await read('__proto__,constructor,toString\n1,2,3\n');
  expect(tableOf(frame)).toEqual([
    ['__proto__', 'constructor', 'toString'],
    ['1', '2', '3'],
  ]);
  expect(frame.column('hasOwnProperty')).toBeUndefined();
});

describe('encodings are found by themselves, and each can be named:', () => {
  const text = 'name,größe\nZoë,"5,5 €"\nBjörn,6\n';
  const wide = (bigEndian: boolean, marked: boolean) => {
    const all = (marked ? '\uFEFF' : '') + text;
    const bytes = new Uint8Array(all.length * 2);
    [...all].forEach((character, i) => new DataView(bytes.buffer).setUint16(2 * i, character.charCodeAt(0), !bigEndian));
    return bytes;
  };
  const windows = Uint8Array.from([...text], (character) => (character === '€' ? 0x80 : character.charCodeAt(0)));
  const expected = [
    ['name', 'größe'],
    ['Zoë', '5.5 €'],
    ['Björn', '6'],
  ];

  test.each([
    { name: 'UTF-8', bytes: utf8(text), encoding: 'utf-8' },
    { name: 'UTF-16 LE with its mark', bytes: wide(false, true), encoding: 'utf-16le' },
    { name: 'UTF-16 BE with its mark', bytes: wide(true, true), encoding: 'utf-16be' },
    { name: 'UTF-16 LE without a mark', bytes: wide(false, false), encoding: 'utf-16le' },
    { name: 'UTF-16 BE without a mark', bytes: wide(true, false), encoding: 'utf-16be' },
    { name: 'Latin-1 with the euro of Windows', bytes: windows, encoding: 'latin1' },
  ] as const)('$name', async ({ bytes, encoding }) => {
    for (const sizes of [undefined, [1], [3, 4]]) {
      expect(tableOf(await read(bytes, {}, 'a.csv', sizes))).toEqual(expected);
      expect(tableOf(await read(bytes, { encoding }, 'a.csv', sizes))).toEqual(expected);
    }
  });

  test.each(['utf-16le', 'utf-16be'] as const)('%s is found where some of its letters have a NUL on the other side', async (encoding) => {
    const all = `name,size\n${'Zo\u0100,5\nБ\u3000x,7\n'.repeat(2)}${'Ada,6\n'.repeat(20)}`;
    const bytes = new Uint8Array(all.length * 2);
    [...all].forEach((character, i) => new DataView(bytes.buffer).setUint16(2 * i, character.charCodeAt(0), encoding === 'utf-16le'));
    expect(tableOf(await read(bytes)).slice(0, 3)).toEqual([
      ['name', 'size'],
      ['Zo\u0100', '5'],
      ['Б\u3000x', '7'],
    ]);
  });

  test('UTF-16 without a mark that is mostly other scripts is to be named', async () => {
    const bytes = new Uint8Array(Uint16Array.from('имя,x\nАнна,1\nМария,2\n', (character) => character.charCodeAt(0)).buffer);
    expect((await read(bytes, { encoding: 'utf-16le' })).rows).toBe(2);
    await expect(read(bytes, { encoding: 'utf-8' })).rejects.toThrow('name its encoding (--encoding utf-16le)');
  });

  test('one character of UTF-8 and one stray byte are UTF-8 with a broken row', async () => {
    const bytes = Uint8Array.of(...utf8('a,b\ncafé,1\ncaf'), 0xe9, ...utf8(',2\n'));
    const frame = await read(bytes, { onBadRow: 'skip' });
    expect(tableOf(frame)).toEqual([
      ['a', 'b'],
      ['café', '1'],
    ]);
  });

  test('Latin-1 is read as the encoding standard of browsers has it', async () => {
    const frame = await read(Uint8Array.of(...utf8('a,b\n'), 0x80, 0x9f, 0xa0, 0xff, ...utf8(',x\n')));
    expect(frame.column('a')!.cell(0)).toBe('€Ÿ\u00a0ÿ');
  });

  test('Latin-1 is found where its first letter beyond ASCII comes late', async () => {
    const frame = await read(Uint8Array.of(...utf8(`a,b\n${'1,2\n'.repeat(50)}`), 0xe9, ...utf8(',3\n')), { blockSize: 64 });
    expect(frame.column('a')!.cell(50)).toBe('é');
  });

  test('text that seemed Latin-1 and goes on as UTF-8 is refused', async () => {
    const bytes = Uint8Array.of(...utf8('a,b\n'), 0xe9, ...utf8(`,1\n${'1,2\n'.repeat(50)}${'café,2\n'.repeat(99)}`));
    await expect(read(bytes, { blockSize: 64 })).rejects.toThrowErrorMatchingInlineSnapshot(`
     "a.csv has a problem
       a.csv: expected text in one encoding, received Latin-1, and UTF-8 after it
         fix: save it as UTF-8, or name its encoding"
    `);
  });

  test('a character may be cut by the border of a block', async () => {
    const euros = `a,b\n${'€€€€€€€,x\n'.repeat(40)}`;
    for (const blockSize of [64, 65, 66]) {
      const frame = await read(euros, { blockSize });
      expect(frame.column('a')!.coded().values).toEqual(['€€€€€€€']);
    }
  });
});

describe('decimals with a comma', () => {
  const numbers = async (text: string, options: ReadDelimitedOptions = {}) => [...(await read(text, options)).column('x')!.numbers()];

  test('are found where semicolons or tabs stand between the cells', async () => {
    expect(await numbers('x;y\n1,5;a\n-2;b\n1.234,5;c\n1e3;d\n,5;e\n')).toEqual([1.5, -2, 1234.5, 1000, 0.5]);
    expect(await numbers('x\ty\n1,5\ta\n')).toEqual([1.5]);
  });

  test('are found in quotes where commas stand between the cells, unless lists or points are too', async () => {
    expect(await numbers('x,y\n"1,5","2"\n"-3,25","7"\n')).toEqual([1.5, -3.25]);
    expect(await numbers('x,y\n"1,500","2,5"\n"3","7"\n')).toEqual([1.5, 3]);
    expect(await numbers('x,y\n"0,500","2,5"\n"3","7"\n')).toEqual([0.5, 3]);
    expect(await numbers('x,y\n"1,5","1,2,3"\n"3","7"\n')).toEqual([NaN, 3]);
    expect(await numbers('x,y\n"1,5","2.5"\n"3","7"\n')).toEqual([NaN, 3]);
  });

  test('are not taken for such where a point is used too', async () => {
    expect(await numbers('x;y\n1,5;2\n2.5;1\n')).toEqual([NaN, 2.5]);
  });

  test('may be named', async () => {
    expect(await numbers('x,y\n"1,5",2\n', { decimal: ',' })).toEqual([1.5]);
    expect(await numbers('x;y\n1,5;2\n', { decimal: '.' })).toEqual([NaN]);
  });

  test('decide between delimiters that would divide all rows alike', async () => {
    const frame = await read('"price, EUR";sold\n1,5;2\n2,5;3\n');
    expect(frame.names).toEqual(['price, EUR', 'sold']);
    expect([...frame.column('price, EUR')!.numbers()]).toEqual([1.5, 2.5]);
  });
});

test('a text without a header takes the names that are given', async () => {
  const frame = await read('1,2\n3,4\n', { header: ['a', 'b'] });
  expect(tableOf(frame)).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(frame.place(0)).toBe('line 1');
});

describe('numbers are read from bytes', () => {
  const numbersOf = async (cells: readonly string[]) => {
    const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}",.`).join('\n');
    return (await read(`x,y\n${quoted}\n`, { delimiter: ',', quote: '"', decimal: '.' })).column('x')!.numbers();
  };

  test('to the bit as Number reads them', async () => {
    const double = fc.double({ noDefaultInfinity: true, noNaN: true }).map(String);
    const decimal = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        fc.stringMatching(/^\d{1,25}$/),
        fc.stringMatching(/^\.?\d{0,25}$/),
        fc.integer({ min: -330, max: 330 }),
      )
      .map(
        ([sign, whole, rest, exponent]) => `${sign}${whole}${rest.startsWith('.') ? rest : ''}${exponent % 3 === 0 ? `e${exponent}` : ''}`,
      );
    const cells = fc.sample(fc.oneof(double, decimal), { numRuns: 4000, seed: 7 });
    const numbers = await numbersOf(cells);
    cells.forEach((cell, i) => {
      const expected = Number(cell);
      expect([cell, numbers[i]]).toEqual([cell, Number.isFinite(expected) ? expected : NaN]);
    });
  });

  test.each([
    ['0', 0], ['-0', -0], ['+1', 1], ['.5', 0.5], ['5.', 5], ['1e5', 1e5], ['1E-5', 1e-5], ['007', 7], [' 12 ', 12], ['\u00a012\u00a0', 12],
    ['9007199254740993', 9007199254740992], ['123456789012345678901234567890', 1.2345678901234568e29], ['0.1', 0.1], ['1e22', 1e22], ['1e23', 1e23],
    ['2.2250738585072014e-308', 2.2250738585072014e-308], ['5e-324', 5e-324], ['0e999', 0],
    ['', NaN], ['.', NaN], ['-', NaN], ['1e', NaN], ['1e+', NaN], ['e5', NaN], ['1.2.3', NaN], ['1,5', NaN], ['0x10', NaN], ['Infinity', NaN], ['NaN', NaN],
    ['1e999', NaN], ['1 2', NaN], ['--1', NaN], ['1_000', NaN], ['١', NaN], ['12a', NaN], ['2020-01-01', NaN],
  ] as const)('%j is %d', async (cell, expected) => {
    expect((await numbersOf([cell]))[0]).toBe(expected);
  }); // prettier-ignore
});

test('cells are coded by their texts, in the order in which they first come', async () => {
  const words = Array.from({ length: 3000 }, (_, i) => `w${(i * 7919) % 1013}`);
  const frame = await read(`w,x\n${words.map((word) => `${word},1`).join('\n')}\n`, { blockSize: 1024 });
  const { codes, values } = frame.column('w')!.coded();
  expect(values).toEqual([...new Set(words)]);
  expect(Array.from(codes, (code) => values[code])).toEqual(words);
});

describe('random tables', () => {
  const cell = fc.oneof(
    { weight: 3, arbitrary: fc.stringMatching(/^[a-z0-9.-]{0,6}$/) },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'é', '😀', 'x', "'", ';'), maxLength: 8 }) },
  );
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
  const write = (rows: readonly (readonly string[])[], end: string) =>
    [rows[0]!.map((_, i) => `c${i}`), ...rows]
      .map((row) => row.map((text) => (/^[a-z0-9.-]+$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`)).join(','))
      .join(end);

  test('are read as csv-parse reads them', async () => {
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n', '\r'), async (rows, end) => {
        const text = write(rows, end);
        const frame = await read(text, { delimiter: ',', quote: '"' });
        const theirs = parse(text, { record_delimiter: ['\r\n', '\n', '\r'], skip_empty_lines: true, trim: true }) as string[][];
        expect(tableOf(frame)).toEqual(theirs);
        expect(tableOf(frame).slice(1)).toEqual(rows);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('do not depend on how their bytes are cut', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(table, sizes, fc.integer({ min: 4, max: 40 }), async (rows, pieces, blockSize) => {
        const text = write(rows, '\r\n');
        const named = { delimiter: ',', quote: '"' };
        const whole = await read(text, named);
        const parts = await read(text, { ...named, blockSize }, 'a.csv', pieces);
        expect(tableOf(parts)).toEqual(tableOf(whole));
        for (let row = 0; row < whole.rows; row++) expect(parts.place(row)).toBe(whole.place(row));
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe('a file that is no table of rows is refused:', () => {
  test.each([
    { name: 'empty', text: '' },
    { name: 'blank lines only', text: '\n\n' },
    { name: 'a header alone', text: 'a,b\n' },
    { name: 'two columns of one name', text: 'a,b,a\n1,2,3\n' },
    { name: 'a column without a name', text: '\na,,c\n1,2,3\n' },
    { name: 'rows of another length', text: 'a,b\n1,2,3\n4,5\n6\n' },
    { name: 'a quote left open', text: 'a,b\n1,2\n\n"3,4\n5,6\n' },
    { name: 'a quote left open in the header', text: '"a,b\n1,2\n' },
    { name: 'a quote inside a cell', text: 'a,b\n1,2"\n' },
    { name: 'text after a closing quote', text: 'a,b\n"1"x,2\n' },
    { name: 'text after a closing quote of a cell of two lines', text: 'a,b\n"1\n"x,2\n' },
    { name: 'semicolons where commas were said', text: 'a;b\n1;2\n', options: { delimiter: ',' } },
    { name: 'NUL bytes', text: 'a,b\n\0,2\n' },
    { name: 'NUL bytes in quotes', text: 'a,b\n1,"\0"\n' },
    { name: 'several kinds of broken rows', text: 'a,b\n1\n1,2"\n3,4\n1,2,3\n' },
    { name: 'more than ten uneven lines, of which nine are told', text: `a,b\n${'1\n'.repeat(12)}` },
    { name: 'bytes that are no UTF-8 where it was said', text: Uint8Array.of(...utf8('a,b\n1,2\nx,'), 0xe9, 10), options: { encoding: 'utf-8' } },
    { name: 'bytes that are no UTF-8 after some that are', text: Uint8Array.of(...utf8(`a,b\né,2\n${'1,1\n'.repeat(20)}x,`), 0xe9, 10), options: { blockSize: 64 } },
    { name: 'half a character of UTF-16', text: Uint8Array.of(97, 0, 10, 0, 0, 0xd8, 98, 0), options: { encoding: 'utf-16le' } },
    { name: 'options that are none', text: 'a\n1\n', options: { delimiter: ', ', quote: 'x', decimal: ':', encoding: 'utf8', onBadRow: 'ignore', header: [] } },
    { name: 'broken rows only, though they are skipped', text: 'a,b\n1\n', options: { onBadRow: 'skip' } },
  ])('$name', async ({ text, options }) => {
    await expect(read(text, options as ReadDelimitedOptions, 'iris.csv')).rejects.toThrowErrorMatchingSnapshot();
  }); // prettier-ignore

  test('a row that is longer than any', async () => {
    const long = `a,b\n1,2\n"${'x'.repeat(2 ** 25)}`;
    await expect(read(long, {}, 'iris.csv')).rejects.toThrowErrorMatchingInlineSnapshot(`
     "iris.csv has a problem
       iris.csv line 3: expected a row of at most 16 MiB, received a longer one
         fix: close the quote that is open in it"
    `);
  });
});

describe('broken rows', () => {
  const text = 'a,b\n1,2\n3\n4,"5\n6,7\n8"9,1\n\0,1\n1,2,3\n10,11\n"x,1\n12,13\n';

  test('are skipped if one wants, and told when the reading is over', async () => {
    const reports: SkippedRows[] = [];
    const frame = await read(text, { onBadRow: 'skip', onSkipped: (report) => reports.push(report) });
    expect(tableOf(frame).slice(1)).toEqual([
      ['1', '2'],
      ['10', '11'],
      ['12', '13'],
    ]);
    expect(frame.place(2)).toBe('line 11');
    expect(reports).toMatchInlineSnapshot(`
     [
       {
         "first": [
           {
             "place": "a.csv line 3",
             "problem": "expected 2 cells, as the header has, received 1, none for column "b"",
           },
           {
             "place": "a.csv line 6",
             "problem": "expected quotes only around a whole cell, received a quote inside column "b"",
           },
           {
             "place": "a.csv line 7",
             "problem": "expected a text, received NUL bytes in column "a"",
           },
           {
             "place": "a.csv line 8",
             "problem": "expected 2 cells, as the header has, received 3, too many from column 3 on",
           },
           {
             "place": "a.csv line 10",
             "problem": "expected a closing quote for each opening one, received a quote in column "a" that is open to the end of the file",
           },
         ],
         "rows": 5,
         "source": "a.csv",
       },
     ]
    `);
  });

  test('of broken bytes in UTF-8 are told with their lines, and skipped if one wants, however the bytes are cut', async () => {
    const bytes = Uint8Array.of(...utf8('a,b\n"Zoë ""x""",1\n3\n'), 0xe9, ...utf8(',2\n€,3\nx,'), 0xe2, 0x82, ...utf8('\n\nBjörn,5'), 0xc3);
    for (const blockSize of [4, 5, 7, 11, 2 ** 18]) {
      const reports: SkippedRows[] = [];
      const options = { blockSize, delimiter: ',', quote: '"', encoding: 'utf-8', onBadRow: 'skip' } as const;
      const frame = await read(bytes, { ...options, onSkipped: (report) => reports.push(report) });
      expect(tableOf(frame).slice(1)).toEqual([
        ['Zoë "x"', '1'],
        ['€', '3'],
      ]);
      expect(frame.place(1)).toBe('line 5');
      expect(reports.map(({ rows, first }) => [rows, first.map(({ place }) => place)])).toEqual([
        [4, ['a.csv line 3', 'a.csv line 4', 'a.csv line 6', 'a.csv line 8']],
      ]);
      let marked = '';
      for await (const { rows, broken = [] } of readDelimited(cut(bytes), 'a.csv', { ...options, marksBroken: true })) {
        for (let row = 0; row <= rows; row++) marked += '-'.repeat(broken.filter((at) => at === row).length) + (row < rows ? '+' : '');
      }
      expect(marked).toBe('+--+--');
    }
  });

  test('of one broken byte make no Latin-1 of a table in UTF-8', async () => {
    const bytes = Uint8Array.of(...utf8(`a,b\n${'café,2\n'.repeat(2000)}caf`), 0xe9, ...utf8(',3\n'));
    await expect(read(bytes)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "a.csv has a problem
       a.csv line 2002: expected text in UTF-8, received bytes that are none in column "a"
         fix: save it as UTF-8, or name its encoding"
    `);
    const frame = await read(bytes, { onBadRow: 'skip' });
    expect([frame.rows, ...frame.column('a')!.coded().values]).toEqual([2000, 'café']);
  });

  test('are the same however the bytes are cut', async () => {
    const whole = tableOf(await read(text, { onBadRow: 'skip' }));
    for (const blockSize of [16, 17, 23, 31]) {
      expect(tableOf(await read(text, { onBadRow: 'skip', blockSize, delimiter: ',', quote: '"' }, 'a.csv', [1]))).toEqual(whole);
    }
  });

  test('come late, after frames that were good', async () => {
    const frames: number[] = [];
    const reading = (async () => {
      const late = `a,b\n${'1,2\n'.repeat(100)}3\n${'1,2\n'.repeat(100)}`;
      for await (const frame of readDelimited(cut(utf8(late)), 'a.csv', { blockSize: 64 })) frames.push(frame.rows);
    })();
    await expect(reading).rejects.toThrow('a.csv line 102: expected 2 cells, as the header has, received 1');
    expect(frames.reduce((sum, rows) => sum + rows, 0)).toBeLessThan(101);
  });
});

test('a reading stops with the reason of its signal', async () => {
  await expect(read('a\n1\n', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
});

test('frames of files that write decimals in two ways are one table', async () => {
  const frame = await collect({
    name: 'two files',
    isRepeatable: true,
    async *frames() {
      yield* readDelimited(cut(utf8('x;y\n1,5;a\n')), 'a.csv');
      yield* readDelimited(cut(utf8('x;y\n2.5;b\n')), 'b.csv');
    },
  });
  expect([...frame.column('x')!.numbers()]).toEqual([1.5, 2.5]);
  expect(frame.column('y')!.coded().values).toEqual(['a', 'b']);
});
