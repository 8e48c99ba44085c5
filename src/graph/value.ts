/** Types of what TensorFlow computes with, as far as graphs of ours do. */
export type ValueType = 'float32' | 'float64' | 'int32' | 'uint8' | 'uint32' | 'int64' | 'bool' | 'variant' | 'resource' | 'string';

/** TensorFlow's numbers for them (tensorflow/core/framework/types.proto). */
export const typeNumbers: Readonly<Record<ValueType, number>> = {
  float32: 1,
  float64: 2,
  int32: 3,
  uint8: 4,
  uint32: 22,
  int64: 9,
  bool: 10,
  variant: 21,
  resource: 20,
  string: 7,
};

export interface ValueSlot {
  readonly type: ValueType;
  readonly shape: readonly number[];
}

/** How many values it has. */
export const sizeOf = ({ shape }: ValueSlot): number => shape.reduce((all, size) => all * size, 1);

/** One output of a node of a graph that is being built, or an argument of a function. */
export interface Ref extends ValueSlot {
  readonly node: Node | undefined;
  /** Of a node: which of its outputs. */
  readonly output: number;
  /** Of a node or an argument. */
  readonly name: string;
}

/** What an attribute of a node may be, by the name that attr_value.proto has for it. */
export type Attribute =
  | { readonly kind: 'type'; readonly value: ValueType }
  | { readonly kind: 'types'; readonly value: readonly ValueType[] }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'bools'; readonly value: readonly boolean[] }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'shape'; readonly value: readonly number[] }
  | { readonly kind: 'shapes'; readonly value: readonly (readonly number[])[] }
  | { readonly kind: 'function'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: TensorValues };

export interface TensorValues extends ValueSlot {
  readonly values: Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;
}

export type Attributes = Readonly<Record<string, Attribute>>;

/** An operation of TensorFlow in a graph. */
export interface Node {
  readonly name: string;
  readonly op: string;
  readonly inputs: readonly Ref[];
  readonly attributes: Attributes;
  readonly outputs: readonly ValueSlot[];
  /** Nodes that are to have run before it, though it reads nothing of them. */
  readonly after: readonly Node[];
}
