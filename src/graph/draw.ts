import { drawingConstants, type Drawing } from '../backend/drawn.ts';
import { typed, type Builder } from './builder.ts';
import type { Ref } from './value.ts';

/**
 * What `drawTensor` draws, of the two keys of a drawing, [2] uint32, to the same bits. Undefined for kinds that graphs do not draw.
 */
export function emitDrawing(builder: Builder, { kind, parameters: [a, b] }: Drawing, keys: Ref, shape: readonly number[]): Ref | undefined {
  if (kind === 'normal') return undefined;
  const count = shape.reduce((all, size) => all * size, 1);
  const at = (op: string, one: Ref, other: Ref): Ref =>
    builder.one(op, [one, other], { T: typed('uint32') }, { type: 'uint32', shape: [count] });
  const number = (value: number) => builder.number(value >>> 0, 'uint32');
  const mixed = (bits: Ref): Ref => {
    const first = at('Mul', at('BitwiseXor', bits, at('RightShift', bits, number(16))), number(0x85ebca6b));
    const second = at('Mul', at('BitwiseXor', first, at('RightShift', first, number(13))), number(0xc2b2ae35));
    return at('BitwiseXor', second, at('RightShift', second, number(16)));
  };
  const key = (i: number): Ref =>
    builder.one(
      'Slice',
      [
        keys,
        builder.constant({ type: 'int32', shape: [1], values: Int32Array.of(i) }),
        builder.constant({ type: 'int32', shape: [1], values: Int32Array.of(1) }),
      ],
      { T: typed('uint32'), Index: typed('int32') },
      { type: 'uint32', shape: [1] },
    );
  const { golden, limitOf } = drawingConstants;
  const places = builder.constant({
    type: 'uint32',
    shape: [count],
    values: Uint32Array.from({ length: count }, (_, i) => Math.imul(i, golden) >>> 0),
  });
  const bits = mixed(at('AddV2', mixed(at('AddV2', places, key(0))), key(1)));
  const result = kind === 'mask' ? mask() : uniform();
  return builder.one(
    'Reshape',
    [result, builder.constant({ type: 'int32', shape: [shape.length], values: Int32Array.from(shape) })],
    { T: typed('float32'), Tshape: typed('int32') },
    { type: 'float32', shape },
  );

  function mask(): Ref {
    const half = at('RightShift', bits, number(1));
    const isDropped = builder.one('Less', [half, number(limitOf(a))], { T: typed('uint32') }, { type: 'bool', shape: [count] });
    return builder.one(
      'SelectV2',
      [isDropped, builder.number(0), builder.number(b)],
      { T: typed('float32') },
      { type: 'float32', shape: [count] },
    );
  }

  /** from + fround(bits of 24 * step), as 32-bit floats. */
  function uniform(): Ref {
    const float = (op: string, one: Ref, other: Ref) =>
      builder.one(op, [one, other], { T: typed('float32') }, { type: 'float32', shape: [count] });
    const whole = builder.one(
      'Cast',
      [at('RightShift', bits, number(8))],
      { SrcT: typed('uint32'), DstT: typed('float32'), Truncate: { kind: 'bool', value: false } },
      { type: 'float32', shape: [count] },
    );
    return float('AddV2', float('Mul', whole, builder.number((b - a) * 2 ** -24)), builder.number(a));
  }
}
