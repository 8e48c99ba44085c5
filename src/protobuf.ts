/**
 * Fields of a protocol buffer message as bytes (protobuf.dev/programming-guides/encoding). A message is its fields one after the
 * other, in the order of their numbers. What is 0 or empty is left out, as proto3 has it, except inside `message` and lists.
 */
export const integer = (field: number, value: number): Uint8Array =>
  value === 0 ? new Uint8Array() : Uint8Array.from([...varint(field * 8 + VARINT), ...varint(value)]);

export const double = (field: number, value: number): Uint8Array =>
  value === 0 ? new Uint8Array() : joinBytes([Uint8Array.from(varint(field * 8 + SIXTY_FOUR_BITS)), doubles([value])]);

export const text = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));

export const bytes = (field: number, value: Uint8Array): Uint8Array => (value.length === 0 ? new Uint8Array() : message(field, [value]));

/** A message inside a message, there also where it is empty. */
export const message = (field: number, fields: readonly Uint8Array[]): Uint8Array => {
  const length = fields.reduce((sum, { length }) => sum + length, 0);
  return joinBytes([Uint8Array.from([...varint(field * 8 + LENGTH_DELIMITED), ...varint(length)]), ...fields]);
};

/** Numbers of 32 bits, packed. */
export const floats = (field: number, values: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return bytes(field, new Uint8Array(view.buffer));
};

/** Numbers of 64 bits, one after the other, without the number of a field. */
export const doubles = (values: readonly number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(8 * values.length));
  values.forEach((value, i) => view.setFloat64(8 * i, value, true));
  return new Uint8Array(view.buffer);
};

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

const VARINT = 0;
const SIXTY_FOUR_BITS = 1;
const LENGTH_DELIMITED = 2;

/** Seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value)); // a negative number takes all 64 bits
  for (; rest > 127n; rest >>= 7n) digits.push(Number(rest & 127n) | 128);
  return [...digits, Number(rest)];
}
