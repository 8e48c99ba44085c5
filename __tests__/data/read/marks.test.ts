import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { collect } from '../../../src/data/read/collect.ts';
import { createMarkFinder, createPlainFinder, roomFor } from '../../../src/data/read/delimited/marks.ts';
import { readDelimited } from '../../../src/data/read/delimited/readDelimited.ts';
import { markModule } from '../../../src/data/read/delimited/wasm/markModule.ts';
import { createRandom } from '../../../src/random.ts';

const random = createRandom(7);
const draw = <T>(of: readonly T[]): T => of[Math.floor(random.next() * of.length)]!;

test('WebAssembly runs here, so that it is tested', () => {
  expect(markModule()).toBeDefined();
});

test.each([',', ';', '\t', '|'])('marks of texts with %j are found by WebAssembly as without it', (delimiter) => {
  const dialect = { delimiter, quote: '"' };
  const [find, findPlainly] = [createMarkFinder(dialect), createPlainFinder(dialect)];
  const signs = [...Array<string>(12).fill('a'), delimiter, '"', '\n', '\r', '\0', ' ', '-', '\u00ff'].map((sign) => sign.charCodeAt(0));
  for (const length of [4096, 4097, 5000, 6143, 8191, 8192]) {
    const bytes = roomFor(length);
    for (let i = 0; i < length; i++) bytes[i] = draw(signs);
    const [found, plain] = [find(bytes, length), findPlainly(bytes, length)];
    expect(found.count).toBeGreaterThan(length / 6);
    expect(found.marks.slice(0, found.count)).toEqual(plain.marks.slice(0, plain.count));
    expect(found.plainRows).toBeUndefined();
  }
});

const cells = [() => String(Math.floor(random.next() * 1000)), () => (random.next() * 9 - 4).toFixed(3), () => '', () => 'New York'];
const texts = (oddities: readonly string[], lineEnd: string) => {
  const row = () => Array.from({ length: 4 }, () => draw(cells)()).join(',');
  return `a,b,c,d${lineEnd}${Array.from({ length: 3000 }, () => (random.next() < 0.002 ? draw([...oddities, row()]) : row())).join(lineEnd)}`;
};

test.each([
  { name: 'nothing else', oddities: [], lineEnd: '\n' },
  { name: 'carriage returns', oddities: [], lineEnd: '\r\n' },
  { name: 'quotes', oddities: ['"x, y","z ""q""",1,2', '1,"two\nlines",,3'], lineEnd: '\n' },
  { name: 'white space beside cells', oddities: [' 1,2 ,3, four ', ',\t5,,'], lineEnd: '\n' },
  { name: 'blank lines', oddities: ['', '  '], lineEnd: '\n' },
])('a long table with $name is read as csv-parse reads it, however it is cut', async ({ oddities, lineEnd }) => {
  const text = texts(oddities, lineEnd);
  const [names, ...rows] = parse(text, { trim: true, skipEmptyLines: true }) as string[][];
  for (const blockSize of [5000, 8192, 2 ** 18]) {
    async function* bytes() {
      yield new TextEncoder().encode(text);
    }
    const frame = await collect({ name: 'a', isRepeatable: false, frames: () => readDelimited(bytes(), 'a', { blockSize }) });
    expect(frame.names).toEqual(names);
    expect(Array.from({ length: frame.rows }, (_, row) => frame.names.map((name) => frame.column(name)!.cell(row)))).toEqual(rows);
    for (const [i, name] of frame.names.entries()) {
      const numbers = rows.map((row) => (row[i] === '' || row[i]!.includes('N') ? NaN : Number(row[i])));
      expect([...frame.column(name)!.numbers()]).toEqual(numbers);
      const { codes, values } = frame.column(name)!.coded();
      expect(Array.from(codes, (code) => values[code])).toEqual(rows.map((row) => row[i]));
    }
  }
});

test('rows of another length among plain ones are told with their lines', async () => {
  const lines = ['x,y', ...Array.from({ length: 5000 }, (_, i) => `${i},1`)];
  lines[2500] = '1';
  lines[3000] = '1,2,3';
  async function* bytes() {
    yield new TextEncoder().encode(lines.join('\n'));
  }
  const reading = collect({ name: 'a', isRepeatable: false, frames: () => readDelimited(bytes(), 'a', { blockSize: 2 ** 14 }) });
  await expect(reading).rejects.toThrow(/a line 2501: expected 2 cells.*\n.*\n\s+a line 3001: expected 2 cells/);
});
