import { typed } from '../../builder.ts';
import type { Operation, Recording, Scan } from '../../recording.ts';
import { edit, type Editor } from '../edit.ts';

/**
 * Of a step in time, products of what goes from step to step with factors that do not: the factors first, so that they are one that is
 * computed outside of the loop; where values are left out or kept by a condition, that is a factor of 0 or 1. Products that are put side
 * by side are one. They are rounded otherwise so.
 */
export function withGatheredFactors({ carried, body }: Scan): Recording {
  const core = coreOf(body, carried);
  const uses = new Map<number, number>();
  const read = [...body.operations.flatMap(({ inputs }) => inputs), ...(body.results as readonly number[])];
  for (const value of read) uses.set(value, (uses.get(value) ?? 0) + 1);

  return edit(body, (operation, editor) => {
    const [output] = operation.outputs as [number];
    if (!core.has(output) || operation.outputs.length > 1 || editor.slotOf(output).type !== 'float32') return undefined;
    const made = gathered(operation, editor);
    if (made === undefined) return undefined;
    core.add(made);
    uses.set(made, uses.get(output) ?? 0);
    return [made];
  });

  /** Of a product that nothing else reads: what goes from step to step, and the factor. */
  function productOf(editor: Editor, value: number): Product | undefined {
    const inputs = (uses.get(value) ?? 0) <= 1 ? editor.made(value, 'Mul')?.inputs : undefined;
    return inputs && split(inputs);
  }
  function split([one, other]: readonly number[]): Product | undefined {
    if (core.has(one!) === core.has(other!)) return undefined;
    return core.has(one!) ? { moving: one!, factor: other! } : { moving: other!, factor: one! };
  }
  function gathered(operation: Operation, editor: Editor): number | undefined {
    const { op, inputs, outputs } = operation;
    const slot = editor.slotOf(outputs[0]!);
    const isWhole = (value: number) => editor.slotOf(value).shape.join() === slot.shape.join();
    const times = (moving: number, factor: number) => editor.one('Mul', [moving, factor], floats, slot);
    const outside = (name: string, values: readonly number[]) =>
      editor.one(name, values, floats, { type: 'float32', shape: broadcast(values.map((value) => editor.slotOf(value).shape)) });

    if (op === 'Mul') {
      const own = split(inputs);
      const inner = own && productOf(editor, own.moving);
      return inner && times(inner.moving, outside('Mul', [inner.factor, own.factor]));
    }
    if (op === 'Select') {
      const [condition, value, other] = inputs as [number, number, number];
      if (core.has(condition) || !core.has(value) || editor.uniform(other) !== 0 || ![condition, value].every(isWhole)) return undefined;
      const types = { SrcT: typed('bool'), DstT: typed('float32'), Truncate: { kind: 'bool', value: false } } as const;
      const mask = editor.one('Cast', [condition], types, slot);
      const inner = productOf(editor, value);
      return inner ? times(inner.moving, outside('Mul', [inner.factor, mask])) : times(value, mask);
    }
    if (op === 'Neg') {
      const inner = productOf(editor, inputs[0]!);
      return inner && times(inner.moving, outside('Neg', [inner.factor]));
    }
    if (op === 'Add' || op === 'AddV2') {
      const [one, other] = inputs.map((value) => productOf(editor, value));
      if (one === undefined || other === undefined || one.moving !== other.moving) return undefined;
      return times(one.moving, outside(op, [one.factor, other.factor]));
    }
    if (op !== 'ConcatV2') return undefined;
    const parts = inputs.slice(0, -1).map((value) => {
      const inner = productOf(editor, value);
      const shape = editor.slotOf(value).shape.join();
      const isWhole = inner && [inner.moving, inner.factor].every((own) => editor.slotOf(own).shape.join() === shape);
      return isWhole ? inner : undefined;
    });
    if (parts.includes(undefined)) return undefined;
    const join = (name: keyof Product) => {
      const values = parts.map((part) => part![name]);
      return editor.one('ConcatV2', [...values, inputs.at(-1)!], operation.attributes, slot);
    };
    const moving = join('moving');
    core.add(moving);
    return times(moving, join('factor'));
  }
}

interface Product {
  readonly moving: number;
  readonly factor: number;
}

const floats = { T: typed('float32') };

/** Values of a step that depend on what is carried from one to the next. */
export function coreOf({ values, operations }: Recording, carried: number): Set<number> {
  const core = new Set(values.flatMap(({ origin }, value) => (origin.kind === 'input' && origin.index < carried ? [value] : [])));
  for (const { inputs, outputs } of operations) if (inputs.some((value) => core.has(value))) for (const value of outputs) core.add(value);
  return core;
}

function broadcast(shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, i) => Math.max(...shapes.map((shape) => shape[i - rank + shape.length] ?? 1)));
}
