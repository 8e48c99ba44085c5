// As much of ONNX (onnx.proto, IR version 8, operators of version 13) as a chain of layers needs: protocol buffers, written by hand.
import { TextEncoder } from 'node:util';

const FLOAT = 1;
const INTS = 7;

/** @param model `{ nodes: [{ type, inputs, output, attributes }], initializers: [{ name, shape, values }], input, output }`, shapes of a row. */
export function onnxModel({ nodes, initializers, input, output }) {
  const graph = [
    ...nodes.map((node) => message(1, nodeOf(node))),
    text(2, 'network'),
    ...initializers.map((one) => message(5, tensorOf(one))),
    message(11, valueOf('x', input)),
    message(12, valueOf('y', output)),
  ];
  return Uint8Array.from([...whole(1, 8), ...message(7, graph), ...message(8, [whole(2, 13)])]);
}

const nodeOf = ({ type, inputs, output, attributes }) => [
  ...inputs.map((name) => text(1, name)),
  text(2, output),
  text(4, type),
  ...Object.entries(attributes).map(([name, ints]) => message(5, [text(1, name), ...ints.map((n) => whole(8, n)), whole(20, INTS)])),
];

const tensorOf = ({ name, shape, values }) => [
  ...shape.map((size) => whole(1, size)),
  whole(2, FLOAT),
  text(8, name),
  bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)), // little endian, as every machine that runs this
];

/** With as many rows as there are. */
function valueOf(name, shape) {
  const sizes = [message(1, [text(2, 'rows')]), ...shape.map((size) => message(1, [whole(1, size)]))];
  return [text(1, name), message(2, [message(1, [whole(1, FLOAT), message(2, sizes)])])];
}

const varint = (value) => (value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]);
const whole = (field, value) => [...varint(field * 8), ...varint(value)];
const bytes = (field, content) => [...varint(field * 8 + 2), ...varint(content.length), ...content];
const text = (field, value) => bytes(field, new TextEncoder().encode(value));
const message = (field, parts) => bytes(field, parts.flat());
