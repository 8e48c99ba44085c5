import { typed, type Builder } from './builder.ts';
import type { Attributes, Ref, TensorValues, ValueSlot, ValueType } from './value.ts';

/** What takes operations: a graph that is built, by refs, or a recording that is rewritten, by places. */
interface Taking<Value> {
  one(op: string, inputs: readonly Value[], attributes: Attributes, output: ValueSlot): Value;
  constant(tensor: TensorValues): Value;
}

/** A list of whole numbers of 32 bits, such as a shape. */
export const wholeNumbers = <Value>(to: Taking<Value>, values: readonly number[]): Value =>
  to.constant({ type: 'int32', shape: [values.length], values: Int32Array.from(values) });

/** Gives a value another shape. */
export const reshape = <Value>(to: Taking<Value>, value: Value, type: ValueType, shape: readonly number[]): Value =>
  to.one('Reshape', [value, wholeNumbers(to, shape)], { T: typed(type), Tshape: typed('int32') }, { type, shape });

/** The part of a value that begins there, and is of that shape. */
export const slice = <Value>(to: Taking<Value>, value: Value, begin: Value, slot: ValueSlot): Value =>
  to.one('Slice', [value, begin, wholeNumbers(to, slot.shape)], { T: typed(slot.type), Index: typed('int32') }, slot);

/** Rows of a table, in the order of their numbers. [rows, ...], [n] -> [n, ...] */
export const gather = (to: Builder, table: Ref, rows: Ref): Ref =>
  to.one(
    'GatherV2',
    [table, rows, to.number(0, 'int32')],
    { Tparams: typed(table.type), Tindices: typed('int32'), Taxis: typed('int32'), batch_dims: { kind: 'int', value: 0 } },
    { type: table.type, shape: [...rows.shape, ...table.shape.slice(1)] },
  );

/** Gives numbers another type. */
export const cast = <Value>(to: Taking<Value>, value: Value, from: ValueType, slot: ValueSlot): Value =>
  to.one('Cast', [value], { SrcT: typed(from), DstT: typed(slot.type), Truncate: { kind: 'bool', value: false } }, slot);
