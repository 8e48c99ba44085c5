import { typed, type Builder } from './builder.ts';
import type { Node, Ref, ValueSlot } from './value.ts';

// Values that are in variables of TensorFlow while a graph runs: operations change them where they lie, and none is left in the end.

const variable = ({ type, shape }: ValueSlot) => ({ dtype: typed(type), shape: { kind: 'shape', value: shape } }) as const;

/** The variable of this name, which is the same one in the graph and in its functions. */
export const handleOf = (builder: Builder, slot: ValueSlot & { readonly name: string }): Ref =>
  builder.one(
    'VarHandleOp',
    [],
    { ...variable(slot), container: { kind: 'text', value: '' }, shared_name: { kind: 'text', value: slot.name } },
    { type: 'resource', shape: slot.shape },
  );

/** Puts a value into a variable. */
export function hold(builder: Builder, handle: Ref, value: Ref): Node {
  builder.add('AssignVariableOp', [handle, value], { dtype: typed(value.type) }, []);
  return builder.nodes.at(-1)!;
}

/** What a variable holds once other nodes have run. */
export const readHeld = (builder: Builder, handle: Ref, type: ValueSlot['type'] = 'float32', after?: readonly Node[]): Ref =>
  builder.one('ReadVariableOp', [handle], { dtype: typed(type) }, { type, shape: handle.shape }, after);

/** The same, and frees the variable. */
export function release(builder: Builder, handle: Ref, { type, shape }: ValueSlot, after: Node): Ref {
  const value = readHeld(builder, handle, type, [after]);
  builder.add('DestroyResourceOp', [handle], { ignore_lookup_error: { kind: 'bool', value: false } }, [], [value.node!]);
  const freed = builder.nodes.at(-1)!;
  return builder.one('Identity', [value], { T: typed(type) }, { type, shape }, [freed]);
}
