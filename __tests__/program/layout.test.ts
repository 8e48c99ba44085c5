import { expect, test } from '@jest/globals';
import { layOut } from '../../src/program/layout.ts';

test('values that are needed at the same time never lie over each other', () => {
  let state = 1;
  const draw = (below: number) => (state = (state * 48271) % 2147483647) % below;
  for (let round = 0; round < 20; round++) {
    const tenants = Array.from({ length: 40 }, () => {
      const first = draw(30) - 1;
      return { bytes: draw(5) * draw(100), first, last: draw(10) === 0 ? Infinity : first + draw(8) };
    });
    const { offsets, bytes } = layOut(tenants);
    tenants.forEach((one, i) => {
      expect(offsets[i]! % 64).toBe(0);
      expect(offsets[i]! + one.bytes).toBeLessThanOrEqual(bytes);
      tenants.slice(0, i).forEach((other, q) => {
        const together = one.first <= other.last && other.first <= one.last && one.bytes > 0 && other.bytes > 0;
        if (together) expect(offsets[i]! + one.bytes <= offsets[q]! || offsets[q]! + other.bytes <= offsets[i]!).toBe(true);
      });
    });
  }
});
