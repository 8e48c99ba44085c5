import { expect, test } from '@jest/globals';
import { crc32, crc32c } from '../src/crc.ts';

test('both checksums of "123456789" are those that their standards give', () => {
  const digits = new TextEncoder().encode('123456789');
  expect(crc32(digits)).toBe(0xcbf43926);
  expect(crc32c(digits)).toBe(0xe3069283);
  expect([crc32, crc32c].map((crc) => crc(new Uint8Array()))).toEqual([0, 0]);
});
