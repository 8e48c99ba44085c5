import { describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { drawTensor, drawingOf, dropoutMask, fillDrawn, fillDrawnAt, keyFrom, type Drawing } from '../../src/backend/drawn.ts';
import { kernelModuleNow } from '../../src/backend/wasm/kernelModule.ts';
import { useBackend } from '../../src/node/backend.ts';
import { createRandom } from '../../src/random.ts';
import { compareBackends } from './compare.ts';

compareBackends('wasm');

const drawing = (kind: Drawing['kind'], a: number, b: number, nextKey: () => number = () => 1): Drawing => ({
  kind,
  parameters: [a, b],
  nextKey,
});

const COUNT = 1 << 15;
const draw = (given: Drawing, key: number, count = COUNT): Float32Array => {
  const values = new Float32Array(count);
  fillDrawn(given, key, values);
  return values;
};
/** Evenly over [-1, 1), and of variance 1/3. */
const evenly = (key: number): Float32Array => draw(drawing('uniform', -1, 1), key);

const sum = (values: ArrayLike<number>, of: (value: number, i: number) => number): number => {
  let all = 0;
  for (let i = 0; i < values.length; i++) all += of(values[i]!, i);
  return all;
};
const keys = [0, 1, 1000, 2 ** 32 - 1, 0x9e3779b9, 123456789];
/** Standard deviations of chance, of which no more than this is seen in some hundred numbers. */
const CHANCE = 4.5;

describe('a tensor that is drawn', () => {
  const kinds = [
    drawing('mask', 0.3, 1 / 0.7),
    drawing('mask', 1e-9, 1),
    drawing('mask', 1 - 1e-9, 3),
    drawing('uniform', -0.1, 2.7),
    drawing('normal', 1, 0.5),
  ];

  test.each(kinds)('has the same bits on plain JavaScript and WebAssembly: $kind $parameters', async (kind) => {
    const shapes = [[0], [], [1], [3], [4], [5], [31, 2], [7, 1, 9], [64, 64]];
    const all = async (backend: 'cpu' | 'wasm') => {
      await useBackend(backend);
      const random = createRandom(7);
      return shapes.map((shape) => {
        const tensor = drawTensor(shape, { ...kind, nextKey: () => keyFrom(random) });
        expect([tensor.shape, tensor.dtype]).toEqual([shape, 'float32']);
        const values = tensor.dataSync();
        tensor.dispose();
        return [...values];
      });
    };
    expect(await all('wasm')).toEqual(await all('cpu'));
  });

  test('is written by our module to its end and not beyond', () => {
    const { kernels } = kernelModuleNow()!;
    for (const kind of kinds.slice(0, 4)) {
      for (const count of [0, 1, 2, 3, 4, 5, 8, 11]) {
        const tensor = tf.fill([16], 9);
        const { dataIdMap, wasm } = tf.backend() as unknown as { dataIdMap: { get(id: object): { memoryOffset: number } }; wasm: { HEAPU8: Uint8Array } }; // prettier-ignore
        const address = dataIdMap.get(tensor.dataId).memoryOffset;
        for (const key of keys) {
          expect(fillDrawnAt(kernels, kind, key, address, count)).toBe(true);
          const expected = new Float32Array(16).fill(9);
          fillDrawn(kind, key, expected, count);
          expect(new Float32Array(wasm.HEAPU8.buffer, address, 16)).toEqual(expected);
        }
        tensor.dispose();
      }
    }
    expect(fillDrawnAt(kernels, drawing('normal', 0, 1), 1, 0, 4)).toBe(false);
  });

  test.each(['cpu', 'wasm'] as const)('takes one key, and is known by what it was drawn by: %s', async (backend) => {
    await useBackend(backend);
    let calls = 0;
    const given = drawing('mask', 0.5, 2, () => ++calls);
    const [drawn, other] = [drawTensor([4, 100], given), tf.ones([2])];
    const clone = drawn.clone();
    expect([calls, drawingOf(drawn.dataId), drawingOf(clone.dataId), drawingOf(other.dataId)]).toEqual([1, given, given, undefined]);
    tf.dispose([drawn, clone, other]);
  });

  test('is no part of what a gradient leads to', () => {
    const x = tf.ones([1000]);
    const slope = tf.tidy(() =>
      tf.grad((x) =>
        tf.sum(
          tf.mul(
            x,
            drawTensor(
              [1000],
              dropoutMask(0.25, () => 3),
            ),
          ),
        ),
      )(x),
    );
    expect(slope.dataSync()).toEqual(
      draw(
        dropoutMask(0.25, () => 3),
        3,
        1000,
      ),
    );
    tf.dispose([x, slope]);
  });
});

describe('what is drawn', () => {
  test('is a share of zeros, and what makes up for them', () => {
    for (const rate of [0.01, 0.1, 0.5, 0.9]) {
      const { parameters } = dropoutMask(rate, () => 0);
      for (const key of keys) {
        const values = draw(drawing('mask', ...parameters), key);
        expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
        const dropped = sum(values, (value) => Number(value === 0));
        expect(Math.abs(dropped - rate * COUNT) / Math.sqrt(COUNT * rate * (1 - rate))).toBeLessThan(CHANCE);
        // The mean of what passes is 1, of a standard deviation that follows from the share.
        expect(Math.abs(sum(values, (value) => value) / COUNT - 1) / Math.sqrt(rate / (1 - rate) / COUNT)).toBeLessThan(CHANCE);
      }
    }
  });

  test('is spread evenly, each value whatever the ones before it', () => {
    for (const key of keys) {
      const values = evenly(key);
      expect(Math.abs(sum(values, (x) => x)) / Math.sqrt(COUNT / 3)).toBeLessThan(CHANCE);
      expect(Math.abs(sum(values, (x) => x * x - 1 / 3)) / Math.sqrt((COUNT * 4) / 45)).toBeLessThan(CHANCE);
      for (const lag of [1, 2, 3, 4, 8, 16, 100, 128, 784]) {
        const together = sum(values.subarray(lag), (x, i) => x * values[i]!);
        expect(Math.abs(together) / Math.sqrt((COUNT - lag) / 9)).toBeLessThan(CHANCE);
      }
      // Pairs over the cells of a grid: chi squared, of 1023 degrees of freedom.
      const cells = new Float64Array(1024);
      for (let i = 0; i < COUNT; i += 2) cells[Math.floor(values[i]! * 16 + 16) * 32 + Math.floor(values[i + 1]! * 16 + 16)]!++;
      const expected = COUNT / 2 / 1024;
      const chiSquared = sum(cells, (count) => (count - expected) ** 2 / expected);
      expect(Math.abs(chiSquared - 1023) / Math.sqrt(2 * 1023)).toBeLessThan(CHANCE);
    }
  });

  test('by one key tells nothing of what is drawn by another, a neighbour or one that is steps of places away', () => {
    for (const key of keys) {
      const values = evenly(key);
      for (const other of [key + 1, key ^ 0x80000000, key + 0x9e3779b9, key - 0x9e3779b9, key + 4 * 0x9e3779b9]) {
        const others = evenly(other >>> 0);
        for (const lag of [0, 1, 4]) {
          const together = sum(values.subarray(lag), (x, i) => x * others[i]!);
          expect(Math.abs(together) / Math.sqrt((COUNT - lag) / 9)).toBeLessThan(CHANCE);
        }
        const seen = new Set(values.subarray(0, 2000));
        // Of 24 bits, some few are the same by chance.
        expect(sum(others.subarray(0, 2000), (x) => Number(seen.has(x)))).toBeLessThan(6);
      }
    }
  });

  test('at one place by one key after another is as even', () => {
    for (const place of [0, 1, 7]) {
      const values = Float32Array.from({ length: 5000 }, (_, key) => draw(drawing('uniform', -1, 1), key, place + 1)[place]!);
      expect(Math.abs(sum(values, (x) => x)) / Math.sqrt(values.length / 3)).toBeLessThan(CHANCE);
      const together = sum(values.subarray(1), (x, i) => x * values[i]!);
      expect(Math.abs(together) / Math.sqrt(values.length / 9)).toBeLessThan(CHANCE);
    }
  });

  test('is normal: as many values within one, two and three deviations as there should be, and each by itself', () => {
    for (const key of keys) {
      const values = draw(drawing('normal', 3, 0.5), key);
      const scaled = values.map((value) => (value - 3) / 0.5);
      const moments = [1, 2, 3, 4].map((power) => sum(scaled, (x) => x ** power) / COUNT);
      [0, 1, 0, 3].forEach((moment, i) =>
        expect(Math.abs(moments[i]! - moment) / Math.sqrt([1, 2, 15, 96][i]! / COUNT)).toBeLessThan(CHANCE),
      );
      for (const [within, share] of [
        [1, 0.6826895],
        [2, 0.9544997],
        [3, 0.9973002],
      ] as const) {
        // prettier-ignore
        const count = sum(scaled, (x) => Number(Math.abs(x) < within));
        expect(Math.abs(count - share * COUNT) / Math.sqrt(COUNT * share * (1 - share))).toBeLessThan(CHANCE);
      }
      const together = sum(scaled.subarray(1), (x, i) => x * scaled[i]!);
      expect(Math.abs(together) / Math.sqrt(COUNT)).toBeLessThan(CHANCE);
    }
  });
});
