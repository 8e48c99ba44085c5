import { drawingConstants, type Drawing } from '../backend/drawn.ts';
import { typed, type Builder } from './builder.ts';
import { cast, reshape, slice, wholeNumbers } from './shaping.ts';
import type { Ref } from './value.ts';

/**
 * What `drawTensor` draws, of the two keys of a drawing, [2] uint32, to the same bits; normal numbers but for those that
 * TensorFlow's logarithms and cosines of 64 bits round otherwise.
 */
export function emitDrawing(builder: Builder, { kind, parameters: [a, b] }: Drawing, keys: Ref, shape: readonly number[]): Ref {
  const wanted = shape.reduce((all, size) => all * size, 1);
  // Normal numbers come in pairs.
  const count = kind === 'normal' ? wanted + (wanted % 2) : wanted;
  const at = (op: string, one: Ref, other: Ref): Ref =>
    builder.one(op, [one, other], { T: typed('uint32') }, { type: 'uint32', shape: [count] });
  const number = (value: number) => builder.number(value >>> 0, 'uint32');
  const mixed = (bits: Ref): Ref => {
    const first = at('Mul', at('BitwiseXor', bits, at('RightShift', bits, number(16))), number(0x85ebca6b));
    const second = at('Mul', at('BitwiseXor', first, at('RightShift', first, number(13))), number(0xc2b2ae35));
    return at('BitwiseXor', second, at('RightShift', second, number(16)));
  };
  const key = (i: number): Ref => slice(builder, keys, wholeNumbers(builder, [i]), { type: 'uint32', shape: [1] });
  const { golden, limitOf } = drawingConstants;
  const places = builder.constant({
    type: 'uint32',
    shape: [count],
    values: Uint32Array.from({ length: count }, (_, i) => Math.imul(i, golden) >>> 0),
  });
  const bits = mixed(at('AddV2', mixed(at('AddV2', places, key(0))), key(1)));
  const result = kind === 'mask' ? mask() : kind === 'uniform' ? uniform() : normal();
  return reshape(builder, result, 'float32', shape);

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
    const whole = cast(builder, at('RightShift', bits, number(8)), 'uint32', { type: 'float32', shape: [count] });
    return float('AddV2', float('Mul', whole, builder.number((b - a) * 2 ** -24)), builder.number(a));
  }

  /** mean + radius * cos and sin of an angle, in 64 bits. */
  function normal(): Ref {
    const pairs = [count / 2, 1];
    const double = (op: string, ...inputs: Ref[]) => builder.one(op, inputs, { T: typed('float64') }, { type: 'float64', shape: pairs });
    const real = (value: number) => builder.number(value, 'float64');
    const both = reshape(builder, bits, 'uint32', [count / 2, 2]);
    const [first, second] = [0, 1].map((column) => {
      const whole = slice(builder, both, wholeNumbers(builder, [0, column]), { type: 'uint32', shape: pairs });
      return cast(builder, whole, 'uint32', { type: 'float64', shape: pairs });
    }) as [Ref, Ref];
    const share = double('Mul', double('AddV2', first, real(1)), real(2 ** -32));
    const radius = double('Mul', double('Sqrt', double('Mul', double('Log', share), real(-2))), real(b));
    const angle = double('Mul', double('Mul', second, real(2 * Math.PI)), real(2 ** -32));
    const numbers = ['Cos', 'Sin'].map((op) => double('AddV2', double('Mul', radius, double(op, angle)), real(a)));
    const all = builder.one(
      'ConcatV2',
      [...numbers, builder.number(1, 'int32')],
      { N: { kind: 'int', value: 2 }, T: typed('float64'), Tidx: typed('int32') },
      { type: 'float64', shape: [count / 2, 2] },
    );
    const flat = reshape(builder, cast(builder, all, 'float64', { type: 'float32', shape: [count / 2, 2] }), 'float32', [count]);
    return count === wanted ? flat : slice(builder, flat, wholeNumbers(builder, [0]), { type: 'float32', shape: [wanted] });
  }
}
