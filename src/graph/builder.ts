import type { GraphFunction } from './savedModel.ts';
import type { Attributes, Node, Ref, TensorValues, ValueSlot, ValueType } from './value.ts';

/** Gathers the nodes of a graph, or of the body of a function. */
export interface Builder {
  readonly nodes: readonly Node[];
  /** Functions that its operations call by their names, and those of these. */
  readonly functions: GraphFunction[];
  /** Adds an operation. Attributes for types are to be among `attributes`. @returns What it gives, one for each of `outputs`. */
  add(op: string, inputs: readonly Ref[], attributes: Attributes, outputs: readonly ValueSlot[], after?: readonly Node[]): readonly Ref[];
  /** The same of an operation with one output. */
  one(op: string, inputs: readonly Ref[], attributes: Attributes, output: ValueSlot, after?: readonly Node[]): Ref;
  constant(tensor: TensorValues): Ref;
  /** A scalar. The same each time for the same number. */
  number(value: number, type?: keyof typeof arrays): Ref;
}

/**
 * @param prefix Begins the names of nodes, which are other ones for each builder of one graph.
 * @param functions Where those go that are added; default: a list of its own.
 */
export function createBuilder(prefix: string, functions: GraphFunction[] = []): Builder {
  const nodes: Node[] = [];
  const numbers = new Map<string, Ref>();
  const builder: Builder = {
    nodes,
    functions,
    add(op, inputs, attributes, outputs, after = []) {
      const node: Node = { name: `${prefix}${nodes.length}`, op, inputs, attributes, outputs, after };
      nodes.push(node);
      return outputs.map((slot, output) => ({ ...slot, node, output, name: node.name }));
    },
    one: (op, inputs, attributes, output, after) => builder.add(op, inputs, attributes, [output], after)[0]!,
    constant: (tensor) => builder.one('Const', [], { dtype: typed(tensor.type), value: { kind: 'tensor', value: tensor } }, tensor),
    number(value, type = 'float32') {
      const key = `${type} ${Object.is(value, -0) ? '-0' : value}`;
      const known = numbers.get(key) ?? builder.constant({ type, shape: [], values: new arrays[type]([value]) });
      numbers.set(key, known);
      return known;
    },
  };
  return builder;
}

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint32: Uint32Array };

export const typed = (type: ValueType) => ({ kind: 'type', value: type }) as const;

/** An argument of a function, which its nodes read by its name. */
export const argument = (name: string, { type, shape }: ValueSlot): Ref => ({ type, shape, node: undefined, output: 0, name });
