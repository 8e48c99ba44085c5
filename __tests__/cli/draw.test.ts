import { describe, expect, test } from '@jest/globals';
import { paint } from '../../src/cli/colour.ts';
import { plot } from '../../src/cli/plot.ts';
import { prettyJson } from '../../src/cli/prettyJson.ts';
import { surfaceLines } from '../../src/cli/surface.ts';
import { tableLines } from '../../src/cli/table.ts';
import type { XorPrediction, XorSurface } from '../../src/demos/xor.ts';

test('a plot fills the area under its line, eighth by eighth', () => {
  expect(plot([1, 0.75, 0.5, 0.25, 0.0625, 0], { width: 10, height: 2, top: 1 })).toMatchInlineSnapshot(`
   [
     "  1.00 ┤█▄",
     "  0.00 ┤███▄▁",
   ]
  `);
});

test('a plot of more values than columns shows the mean of each share', () => {
  expect(plot([1, 0, 1, 0, 0, 0], { width: 3, height: 1, top: 1 })).toEqual(plot([0.5, 0.5, 0], { width: 3, height: 1, top: 1 }));
});

test('JSON for people keeps what is short on one line, and stays the same JSON', () => {
  const value = {
    name: 'xor',
    layers: [
      { type: 'dense', units: 8 },
      { type: 'dense', units: 1 },
    ],
    empty: {},
    none: [],
    absent: undefined,
  };
  expect(prettyJson(value, 40)).toMatchInlineSnapshot(`
   "{
     "name": "xor",
     "layers": [
       { "type": "dense", "units": 8 },
       { "type": "dense", "units": 1 }
     ],
     "empty": {},
     "none": []
   }"
  `);
  expect(JSON.parse(prettyJson(value, 40))).toEqual(JSON.parse(JSON.stringify(value)));
});

test('a table is set to the right', () => {
  expect(
    tableLines([
      ['x', 'output'],
      ['10', '0.5'],
    ]),
  ).toEqual([' x  output', '10     0.5']);
});

describe('the decision surface', () => {
  // x1 = 0, 0.5, 1 from left to right, x2 = 0, 0.5, 1 from bottom to top
  const surface: XorSurface = {
    minimum: 0,
    maximum: 1,
    step: 0.5,
    values: [
      [0, 0.25, 0.4],
      [0.5, 0.55, 0.6],
      [0.75, 0.8, 1],
    ],
  };
  const predictions: readonly XorPrediction[] = [
    { x: [0, 0], expected: 0, output: 0, rounded: 0 },
    { x: [1, 1], expected: 1, output: 1, rounded: 1 },
  ];

  test('is drawn in shades where there is no colour, x2 upwards, the points marked by what is expected', () => {
    expect(surfaceLines(surface, predictions, 'none')).toMatchInlineSnapshot(`
     [
       "    x2",
       "     1 ┤**1",
       "     0 ┤0:=",
       "        0 1 x1",
     ]
    `);
  });

  test('shows two cells in a character where there is colour', () => {
    const lines = surfaceLines(surface, predictions, 'truecolor');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(paint('▀', [253, 184, 99], [247, 247, 247], 'truecolor')); // 0.75 above 0.5
    expect(surfaceLines(surface, predictions, '256').join('')).toContain('\x1b[38;5;');
  });
});

test.each([
  [[0, 0, 0], 16],
  [[255, 255, 255], 231],
  [[95, 135, 175], 67],
  [[33, 102, 172], 25],
] as const)('of 256 colours the nearest to %j is %i', (rgb, index) => {
  expect(paint('x', rgb, rgb, '256')).toBe(`\x1b[38;5;${index};48;5;${index}mx\x1b[0m`);
});
