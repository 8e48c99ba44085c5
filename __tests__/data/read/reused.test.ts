import { expect, test } from '@jest/globals';
import type { Frame } from '../../../src/data/frame.ts';
import { reusedArrays } from '../../../src/data/read/arrays.ts';
import { readDelimited } from '../../../src/data/read/delimited/readDelimited.ts';
import { selectRows } from '../../../src/data/read/selectRows.ts';

const rows = Array.from({ length: 60 }, (_, i) => [`${i},${i % 7}`, ['low', 'middle', 'high'][(i * i) % 3], `word ${i}`]);
const bytes = new TextEncoder().encode(['size;level;word', ...rows.map((row) => row.join(';'))].join('\n'));

/** Everything that columns tell of their cells, as lists. */
const contentOf = (frame: Frame) =>
  ['size', 'level', 'word'].map((name) => {
    const column = frame.column(name)!;
    const { codes, values } = column.coded();
    const cells = Array.from({ length: column.length }, (_, row) => [column.cell(row), column.written!(row), values[codes[row]!]]);
    return { cells, numbers: [...column.numbers()], places: cells.map((_, row) => frame.place(row)) };
  });

test.each([64, 100, 300])('frames of %i bytes that share their memory tell in their time what those that stay tell', async (blockSize) => {
  async function* chunks() {
    yield await Promise.resolve(bytes);
  }
  const content = async (isReused: boolean) => {
    const arrays = isReused ? reusedArrays() : undefined;
    const all = [];
    for await (const frame of readDelimited(chunks(), 'a.csv', { blockSize, isReused })) {
      const odd = Uint32Array.from({ length: frame.rows >> 1 }, (_, i) => 2 * i + 1);
      all.push(contentOf(frame), contentOf(selectRows(frame, odd, arrays)));
    }
    return all;
  };
  const found = await content(true);
  expect(found).toEqual(await content(false));
  const cells = found.filter((_, i) => i % 2 === 0).map(([size]) => size!);
  expect(cells.flatMap(({ numbers }) => numbers)).toEqual(rows.map(([size]) => Number(size!.replace(',', '.'))));
});
