import { bytes, floats, integer, joinBytes, message, text } from '../protobuf.ts';
import { formOf } from './operations.ts';
import { typeNumbers, type Attribute, type Attributes, type Node, type Ref, type TensorValues, type ValueSlot } from './value.ts';

/** A function that operations of a graph call by its name. */
export interface GraphFunction {
  readonly name: string;
  readonly inputs: readonly (ValueSlot & { readonly name: string })[];
  readonly outputs: readonly Ref[];
  readonly nodes: readonly Node[];
  readonly attributes?: Attributes;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly functions: readonly GraphFunction[];
}

/** How runs of a saved graph name a value. */
export const nameOf = ({ name, output }: Ref): string => `${name}:${output}`;

/** The file `saved_model.pb` of a graph (tensorflow/core/protobuf/saved_model.proto), with the tag "serve" and no variables. */
export function savedModel({ nodes, functions }: Graph): Uint8Array {
  const library = message(
    2,
    functions.map((one) => message(1, functionDef(one))),
  );
  // The oldest version that has all operations of ours, and the oldest program that is to read it.
  const versions = message(4, [integer(1, 1286), integer(2, 12)]);
  const graphDef = message(2, [...nodes.map((node) => message(1, nodeDef(node, inGraph))), library, versions]);
  const meta = message(1, [text(4, 'serve')]);
  return joinBytes([integer(1, 1), message(2, [meta, graphDef])]);
}

/** In a graph the outputs of a node are counted, through all its lists. */
const inGraph = ({ name, output }: Ref): string => (output === 0 ? name : `${name}:${output}`);

/** In a function they go by the names that the operation has for them. */
function inFunction({ node, name, output }: Ref): string {
  if (node === undefined) return name;
  const form = formOf(node.op);
  if (form === undefined) throw new Error(`internal: the outputs of ${node.op} have no names here`);
  let left = output;
  for (const { name: own, count } of form.outputs) {
    const size = count === undefined ? 1 : sizeOf(node.attributes[count]!);
    if (left < size) return `${name}:${own}:${left}`;
    left -= size;
  }
  throw new Error(`internal: ${node.op} has no output ${output}`);
}

/** How many there are by an attribute that counts them, or names the type of each. */
function sizeOf(attribute: Attribute): number {
  if (attribute.kind === 'int') return attribute.value;
  if (attribute.kind === 'types') return attribute.value.length;
  throw new Error('internal: an attribute counts nothing');
}

function functionDef({ name, inputs, outputs, nodes, attributes = {} }: GraphFunction): Uint8Array[] {
  const argument = (field: number, own: string, { type }: ValueSlot) => message(field, [text(1, own), integer(3, typeNumbers[type])]);
  const signature = message(1, [
    text(1, name),
    ...inputs.map((input) => argument(2, input.name, input)),
    ...outputs.map((output, i) => argument(3, `r${i}`, output)),
  ]);
  return [
    signature,
    ...nodes.map((node) => message(3, nodeDef(node, inFunction))),
    ...outputs.map((output, i) => message(4, [text(1, `r${i}`), text(2, inFunction(output))])),
    ...entries(5, attributes),
  ];
}

const nodeDef = ({ name, op, inputs, attributes, after }: Node, spelled: (ref: Ref) => string): Uint8Array[] => [
  text(1, name),
  text(2, op),
  ...inputs.map((input) => text(3, spelled(input))),
  ...after.map((node) => text(3, `^${node.name}`)),
  ...entries(5, attributes),
];

const entries = (field: number, attributes: Attributes): Uint8Array[] =>
  Object.entries(attributes).map(([key, value]) => message(field, [text(1, key), message(2, [attributeValue(value)])]));

/** tensorflow/core/framework/attr_value.proto; zeros are written, since which field is there tells the kind. */
function attributeValue(attribute: Attribute): Uint8Array {
  switch (attribute.kind) {
    case 'text':
      return message(2, [new TextEncoder().encode(attribute.value)]);
    case 'bytes':
      return message(2, [attribute.value]);
    case 'int':
      return whole(3, attribute.value);
    case 'float':
      return joinBytes([Uint8Array.of(4 * 8 + 5), new Uint8Array(Float32Array.of(attribute.value).buffer)]);
    case 'bool':
      return whole(5, Number(attribute.value));
    case 'type':
      return whole(6, typeNumbers[attribute.value]);
    case 'shape':
      return message(7, shape(attribute.value));
    case 'tensor':
      return message(8, tensor(attribute.value));
    case 'function':
      return message(10, [text(1, attribute.value)]);
    case 'ints':
      return message(
        1,
        attribute.value.map((value) => whole(3, value)),
      );
    case 'floats':
      return message(1, [floats(4, attribute.value)]);
    case 'bools':
      return message(
        1,
        attribute.value.map((value) => whole(5, Number(value))),
      );
    case 'types':
      return message(
        1,
        attribute.value.map((value) => whole(6, typeNumbers[value])),
      );
    case 'shapes':
      return message(
        1,
        attribute.value.map((value) => message(7, shape(value))),
      );
  }
}

/** An integer that is written where it is 0, too. */
const whole = (field: number, value: number): Uint8Array => (value === 0 ? Uint8Array.of(field * 8, 0) : integer(field, value));

const shape = (sizes: readonly number[]): Uint8Array[] => sizes.map((size) => message(2, [integer(1, size)]));

const tensor = ({ type, shape: sizes, values }: TensorValues): Uint8Array[] => [
  integer(1, typeNumbers[type]),
  message(2, shape(sizes)),
  bytes(4, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
];
