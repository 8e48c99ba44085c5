import { describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { surfaceColour } from '../../src/demos/surfaceColour.ts';
import { surfacePng } from '../../src/demos/surfacePng.ts';
import { surfaceSvg } from '../../src/demos/surfaceSvg.ts';
import type { XorPrediction, XorSurface } from '../../src/demos/xor.ts';

const size = 13;
/** 0 at the left, 1 at the right. */
const surface: XorSurface = {
  minimum: -0.25,
  maximum: 1.25,
  step: 0.125,
  values: Array.from({ length: size }, () => Array.from({ length: size }, (_, column) => (column < 6 ? 0 : 1))),
};
const predictions: readonly XorPrediction[] = [
  { x: [0, 0], expected: 0, output: 0.01, rounded: 0 },
  { x: [1, 0], expected: 1, output: 0.99, rounded: 1 },
];

describe('colour', () => {
  test.each([
    [0, [33, 102, 172]],
    [0.5, [247, 247, 247]],
    [0.625, [250, 216, 173]],
    [1, [217, 95, 2]],
    [-3, [33, 102, 172]],
    [7, [217, 95, 2]],
  ])('of %d is %j', (value, rgb) => {
    expect(surfaceColour(value)).toEqual(rgb);
  });
});

describe('as SVG', () => {
  const svg = surfaceSvg(surface, predictions);

  test('cells of one colour are joined into one path each', () => {
    const paths = svg.match(/<path fill="#[0-9a-f]{6}"/g);
    expect(paths).toHaveLength(2);
    expect(svg).toContain('M0 0h6v1h-6z');
    expect(svg).toContain(`M6 ${size - 1}h7v1h-7z`);
  });

  test('the points stand at their places, marked by what is expected, and the axes are named', () => {
    // 48 wide margin, 12 a cell: (0, 0) is in the middle of the third cell from the left and from below
    expect(svg).toContain('<circle cx="78" cy="174" r="11" fill="#2166ac"');
    expect(svg).toContain('<circle cx="174" cy="174" r="11" fill="#d95f02"');
    expect(svg).toContain('<title>(1, 0): 0.9900, expected 1</title>');
    expect(svg).toMatch(/>x1<\/text>/);
    expect(svg).toMatch(/>x2<\/text>/);
  });
});

describe('as PNG', () => {
  const { width, height, channels, data } = decode(surfacePng(surface, predictions));
  const at = (x: number, y: number) => [...data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)];

  test('it has a margin, the surface and a frame', () => {
    expect([width, height, channels]).toEqual([size * 12 + 96, size * 12 + 96, 3]);
    expect(at(2, 2)).toEqual([255, 255, 255]);
    expect(at(47, 47)).toEqual([34, 34, 34]);
    expect(at(50, 60)).toEqual(surfaceColour(0));
    expect(at(190, 60)).toEqual(surfaceColour(1));
  });

  test('a colour fades into the next between two cells', () => {
    expect(at(48 + 6 * 12, 60)).toEqual(surfaceColour(0.5));
  });

  test('a point is a ring of ink around what is expected', () => {
    expect(at(78 - 11, 174)).toEqual([34, 34, 34]);
    expect(at(78 - 8, 174)).toEqual(surfaceColour(0));
    expect(at(174 - 8, 174)).toEqual(surfaceColour(1));
  });
});
