import { expect, test } from '@jest/globals';
import { parseModel } from '../../src/spec/parse.ts';
import { layOut, type Box, type Layout } from '../../src/spec/layout.ts';
import { randomSpec } from './randomSpec.ts';
import { isWhole } from '../long/spread.ts';

const box = (id: string, from: readonly string[] = [], width = 100): Box => ({ id, width, height: 40, from });
const placeOf = ({ boxes }: Layout, id: string) => boxes.find((placed) => placed.box.id === id)!;

test('a chain stands in one straight line, each below what it reads', () => {
  const layout = layOut([box('a'), box('b', ['a'], 60), box('c', ['b'])]);
  expect(layout.boxes.map(({ x }) => x)).toEqual([62, 62, 62]);
  expect(layout.boxes.map(({ y }) => y)).toEqual([32, 116, 200]);
  expect(layout).toMatchObject({ width: 124, height: 232 });
});

test('branches stand side by side, and what joins them in the middle below', () => {
  const layout = layOut([box('in'), box('left', ['in']), box('right', ['in']), box('sum', ['left', 'right'])]);
  expect(placeOf(layout, 'left').y).toBe(placeOf(layout, 'right').y);
  expect(placeOf(layout, 'right').x - placeOf(layout, 'left').x).toBeGreaterThanOrEqual(100);
  expect(placeOf(layout, 'sum').x).toBeCloseTo((placeOf(layout, 'left').x + placeOf(layout, 'right').x) / 2);
});

test('a line that skips rows goes round the boxes between', () => {
  const layout = layOut([box('in'), box('a', ['in']), box('b', ['a']), box('sum', ['b', 'in'])]);
  const skipping = layout.lines.at(-1)!;
  expect(skipping.points).toHaveLength(4);
  for (const { x, y } of skipping.points.slice(1, -1)) {
    const beside = layout.boxes.find((placed) => placed.y === y)!;
    expect(Math.abs(x - beside.x)).toBeGreaterThan(beside.box.width / 2);
  }
});

const seeds = isWhole ? 200 : 40;

test(`no boxes touch, and each stands below what it reads, for ${seeds} random networks`, () => {
  for (let seed = 0; seed < seeds; seed++) {
    const { inputs, layers } = parseModel(randomSpec(seed)).network;
    const boxes = [...inputs.map(({ id }) => box(id)), ...layers.map(({ id, from }, i) => box(id, from, 40 + ((i * 37) % 90)))];
    const layout = layOut(boxes);
    for (const a of layout.boxes) {
      expect(a.x - a.box.width / 2).toBeGreaterThanOrEqual(0);
      expect(a.x + a.box.width / 2).toBeLessThanOrEqual(layout.width);
      for (const id of a.box.from) expect(placeOf(layout, id).y).toBeLessThan(a.y);
      for (const b of layout.boxes)
        if (a !== b && a.y === b.y) expect(Math.abs(a.x - b.x)).toBeGreaterThan((a.box.width + b.box.width) / 2);
    }
  }
});
