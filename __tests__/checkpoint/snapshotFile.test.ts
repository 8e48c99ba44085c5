import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeSnapshot, encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import type { Snapshot } from '../../src/snapshot.ts';

const PLACE = 'runs/iris/checkpoints/000012-000000.ckpt';
const there = (value: Snapshot) => decodeSnapshot(encodeSnapshot(value), PLACE);

const { snapshot } = fc.letrec<{ snapshot: Snapshot }>((tie) => ({
  snapshot: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    fc.float32Array(),
    fc.float64Array(),
    fc.int32Array(),
    fc.uint32Array(),
    fc.uint8Array(),
    fc.array(tie('snapshot')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'list', 'number', 'Float32Array')), tie('snapshot'), {
      noNullPrototype: true,
    }),
  ),
}));

describe('a snapshot', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(snapshot, (value) => isDeepStrictEqual(there(value), value)),
      { seed: 1 },
    );
  });

  test('keeps numbers that JSON has none of', () => {
    expect(there([NaN, -0, Infinity, -Infinity, 0, 1e-320])).toEqual([NaN, -0, Infinity, -Infinity, 0, 1e-320]);
  });

  test('is not mixed up with the tags that stand for numbers and arrays', () => {
    const value = [['list'], ['number', 'NaN'], ['Float32Array', 0, 1], { list: ['number', '-0'] }];
    expect(there(value)).toEqual(value);
  });

  test('keeps the bits of a NaN', () => {
    const bits = Uint32Array.of(0x7fc00001, 0xffc12345, 0x7f800001);
    const back = there(new Float32Array(bits.buffer)) as Float32Array;
    expect(new Uint32Array(back.buffer)).toEqual(bits);
  });

  test('shares no memory with the bytes, which may be a Buffer anywhere in another', () => {
    const array = Float64Array.of(1, 2, 3);
    const bytes = encodeSnapshot({ array });
    array.fill(0);
    const buffer = Buffer.concat([Buffer.from('odd'), bytes]).subarray(3);
    const { array: back } = decodeSnapshot(buffer, PLACE) as { array: Float64Array };
    buffer.fill(0);
    expect(back).toEqual(Float64Array.of(1, 2, 3));
    expect(back.buffer.byteLength).toBe(24);
  });

  test('with an array that is a view keeps what the view shows', () => {
    expect(there(new Int32Array([1, 2, 3, 4]).subarray(1, 3))).toEqual(Int32Array.of(2, 3));
  });

  test('that holds what a snapshot cannot hold is our fault, told with the place', () => {
    const wrong = { optimizer: [1, { step: undefined }] } as unknown as Snapshot;
    expect(() => encodeSnapshot(wrong)).toThrow('internal: Undefined in a snapshot, at snapshot.optimizer[1].step');
  });
});

describe('bytes that are no whole checkpoint are refused', () => {
  const good = encodeSnapshot({ weights: [new Float32Array(100)], epoch: 12 });
  const changed = (at: number, byte: number) => good.map((old, i) => (i === at ? byte : old));
  const message = (bytes: Uint8Array) => {
    try {
      decodeSnapshot(bytes, PLACE);
    } catch (error) {
      return String(error);
    }
    throw new Error('it was taken');
  };

  test('cut short at any byte', () => {
    for (let length = 0; length < good.length; length++) expect(message(good.subarray(0, length))).toMatch(/^BundleError: /);
    expect(message(good.subarray(0, 300))).toMatchInlineSnapshot(`
     "BundleError: the checkpoint has a problem
       runs/iris/checkpoints/000012-000000.ckpt: expected 484 bytes, received the first 300 of them
         fix: the file is damaged: go on from an earlier checkpoint"
    `);
    expect(message(good.subarray(0, 10))).toMatchInlineSnapshot(`
     "BundleError: the checkpoint has a problem
       runs/iris/checkpoints/000012-000000.ckpt: expected a whole checkpoint, received its first 10 bytes
         fix: the file is damaged: go on from an earlier checkpoint"
    `);
  });

  test('with a bit changed anywhere', () => {
    for (let at = 0; at < good.length; at++) expect(message(changed(at, good[at]! ^ 0x10))).toMatch(/^BundleError: /);
    expect(message(changed(100, 1))).toMatchInlineSnapshot(`
     "BundleError: the checkpoint has a problem
       runs/iris/checkpoints/000012-000000.ckpt: expected checksum f5c8c8cb, received 40e398f2
         fix: the file is damaged: go on from an earlier checkpoint"
    `);
  });

  test('with more after it', () => {
    expect(message(Buffer.concat([good, Uint8Array.of(1, 2, 3)]))).toMatch(/checksum/);
  });

  test('of another program', () => {
    expect(message(new TextEncoder().encode('{"epoch": 12}'))).toMatchInlineSnapshot(`
     "BundleError: the checkpoint has a problem
       runs/iris/checkpoints/000012-000000.ckpt: expected a checkpoint of netspec, received a file of another kind
         fix: the file is damaged: go on from an earlier checkpoint"
    `);
  });

  test('of a later version', () => {
    expect(message(changed(8, 2))).toMatchInlineSnapshot(`
     "BundleError: the checkpoint has a problem
       runs/iris/checkpoints/000012-000000.ckpt: expected format 1, received format 2
         fix: open it with the version of netspec that wrote it, or a later one"
    `);
  });
});
