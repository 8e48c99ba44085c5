import { integer, joinBytes, message, text } from '../protobuf.ts';

/** A box of the graph. */
export interface GraphNode {
  /** Another for each node; `a/b` is shown inside a box `a`. */
  readonly name: string;
  /** What it does: `Dense`. */
  readonly op: string;
  /** Names of the nodes that it reads; `lstm:1` is the second tensor of `lstm`. */
  readonly inputs: readonly string[];
  /** Of each tensor that comes out, batch included; null is a size that varies. */
  readonly shapes: readonly (readonly (number | null)[])[];
}

/** The message `GraphDef` of tensorflow/core/framework/graph.proto, which TensorBoard's graph tab draws. */
export const graphDef = (nodes: readonly GraphNode[]): Uint8Array => joinBytes(nodes.map(nodeDef));

const nodeDef = ({ name, op, inputs, shapes }: GraphNode) =>
  message(1, [
    text(1, name),
    text(2, op),
    ...inputs.map((input) => text(3, input)),
    attribute('_output_shapes', message(1, shapes.map(shape))),
  ]);

/** An entry of a map is a message of key and value. */
const attribute = (key: string, value: Uint8Array) => message(5, [text(1, key), message(2, [value])]);

const shape = (sizes: readonly (number | null)[]) =>
  message(
    7,
    sizes.map((size) => message(2, [integer(1, size ?? -1)])),
  );
