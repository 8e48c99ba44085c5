import { typed } from '../../builder.ts';
import type { Operation, Recording } from '../../recording.ts';
import { reshape, wholeNumbers } from '../../shaping.ts';
import type { Attributes, ValueSlot } from '../../value.ts';
import type { Editor } from '../edit.ts';

/** A value of a step in time as one of all steps, [steps, ...]; or one that is the same in each. */
export interface Spread {
  readonly value: number;
  readonly isFixed: boolean;
}

/** Adds to what is edited what does an operation of a step for all steps at once. @returns Its values, [steps, ...]. */
export type Batched = (editor: Editor, inputs: readonly Spread[]) => readonly number[];

/**
 * How an operation is done for all steps at once.
 * @param isFixed Whether an input of it is the same in each step, by its place among them; that of at least one is not.
 * @returns Undefined where it is not known.
 */
export function batchedForm(body: Recording, steps: number, operation: Operation, isFixed: readonly boolean[]): Batched | undefined {
  const { op, inputs, attributes, outputs } = operation;
  const slot = (value: number): ValueSlot => body.values[value]!;
  const all = ({ type, shape }: ValueSlot): ValueSlot => ({ type, shape: [steps, ...shape] });
  const outputSlots = outputs.map((value) => all(slot(value)));
  const [output] = outputSlots;
  const rank = slot(inputs[0]!).shape.length;
  const isAlike = () => inputs.every((value, i) => !isFixed[i] && slot(value).shape.join() === slot(outputs[0]!).shape.join());
  const as = (read: readonly number[], editor: Editor) => editor.add(op, read, attributes, outputSlots);
  /** Fixed whole numbers, such as axes. */
  const listOf = (input: number): readonly number[] | undefined => {
    const origin = body.values[inputs[input]!]!.origin;
    return origin.kind === 'constant' ? Array.from(origin.values as ArrayLike<number>) : undefined;
  };
  const axisOf = (axis: number) => (axis < 0 ? axis + rank : axis) + 1;

  if (unary.has(op)) return (editor, [x]) => as([x!.value], editor);
  if (binary.has(op)) {
    const whole = outputSlots[0]!.shape.length - 1;
    return (editor, read) => {
      const broad = read.map(({ value, isFixed }, i) => {
        const { type, shape } = slot(inputs[i]!);
        const missing = whole - shape.length;
        return isFixed || missing === 0 ? value : reshaped(editor, value, type, [steps, ...Array<number>(missing).fill(1), ...shape]);
      });
      return as(broad, editor);
    };
  }
  if (alike.has(op)) return isAlike() ? (editor, read) => as(valuesOf(read), editor) : undefined;
  if (op === 'Reshape') return isFixed[0] ? undefined : (editor, [x]) => [reshaped(editor, x!.value, output!.type, output!.shape)];
  if (op === 'ConcatV2') {
    const axis = listOf(inputs.length - 1);
    if (axis === undefined || isFixed.slice(0, -1).includes(true)) return undefined;
    return (editor, read) => as([...valuesOf(read.slice(0, -1)), wholeNumber(editor, axisOf(axis[0]!))], editor);
  }
  if (op === 'SplitV') {
    const axis = listOf(2);
    const sizes = listOf(1);
    if (axis === undefined || sizes === undefined || isFixed[0]) return undefined;
    return (editor, [x]) => as([x!.value, wholeNumbers(editor, sizes), wholeNumber(editor, axisOf(axis[0]!))], editor);
  }
  if (op === 'Slice') {
    const begin = listOf(1);
    if (begin === undefined || listOf(2) === undefined || isFixed[0]) return undefined;
    return (editor, [x]) => as([x!.value, wholeNumbers(editor, [0, ...begin]), wholeNumbers(editor, outputSlots[0]!.shape)], editor);
  }
  if (op === 'Sum') {
    const axes = listOf(1);
    return axes && !isFixed[0] ? (editor, [x]) => as([x!.value, wholeNumbers(editor, axes.map(axisOf))], editor) : undefined;
  }
  if (op === 'BatchMatMulV2' && !isFixed[0] && isFixed[1] && attributes['adj_x']?.value !== true) {
    const [a, b] = inputs.map(slot) as [ValueSlot, ValueSlot];
    if (![a, b].every(isOneMatrix)) return undefined;
    return (editor, [x, y]) => {
      const [rows, depth] = [steps * a.shape.at(-2)!, a.shape.at(-1)!];
      const [tall, right] = [reshaped(editor, x!.value, a.type, [1, rows, depth]), oneMatrix(editor, y!.value, b)];
      const made = editor.one(op, [tall, right], attributes, { type: a.type, shape: [1, rows, output!.shape.at(-1)!] });
      return [reshaped(editor, made, output!.type, output!.shape)];
    };
  }
  return undefined;
}

/**
 * How what an operation of a step gives is summed over all steps without being computed for each.
 * @param isFixed As of `batchedForm`. @returns Undefined where it is not known.
 */
export function summedForm(body: Recording, steps: number, operation: Operation, isFixed: readonly boolean[]): Batched | undefined {
  const { op, inputs, attributes, outputs } = operation;
  const output = body.values[outputs[0]!]!;
  const slots = inputs.map((value) => body.values[value]!);
  const is = (name: string) => attributes[name]?.value === true;
  if (op === 'BatchMatMulV2' && is('adj_x') && !is('adj_y') && !isFixed.includes(true) && slots.every(isOneMatrix)) {
    return (editor, read) => {
      const tall = read.map(({ value }, i) => {
        const { shape } = slots[i]!;
        return reshaped(editor, value, output.type, [1, steps * shape.at(-2)!, shape.at(-1)!]);
      });
      const made = editor.one(op, tall, attributes, { type: output.type, shape: [1, ...output.shape.slice(-2)] });
      return [reshaped(editor, made, output.type, output.shape)];
    };
  }
  const [summedOver, axes] = slots;
  if (op !== 'Sum' || is('keep_dims') || axes!.origin.kind !== 'constant' || isFixed[0]) return undefined;
  const rank = summedOver!.shape.length;
  const all = Array.from(axes!.origin.values as ArrayLike<number>, (axis) => (axis < 0 ? axis + rank : axis) + 1);
  return (editor, [x]) => [editor.one(op, [x!.value, wholeNumbers(editor, [0, ...all])], attributes, output)];
}

/** Gives a value another shape, where it has not. */
export function reshaped(editor: Editor, value: number, type: ValueSlot['type'], shape: readonly number[]): number {
  return editor.slotOf(value).shape.join() === shape.join() ? value : reshape(editor, value, type, shape);
}

/** Sums the first axis. */
export function sumOfSteps(editor: Editor, value: number): number {
  const { type, shape } = editor.slotOf(value);
  const attributes: Attributes = { T: typed(type), Tidx: typed('int32'), keep_dims: { kind: 'bool', value: false } };
  return editor.one('Sum', [value, wholeNumbers(editor, [0])], attributes, { type, shape: shape.slice(1) });
}

const valuesOf = (read: readonly Spread[]): readonly number[] => read.map(({ value }) => value);

const wholeNumber = (editor: Editor, value: number): number => editor.constant({ type: 'int32', shape: [], values: Int32Array.of(value) });

const isOneMatrix = ({ shape }: ValueSlot): boolean => shape.length >= 2 && shape.slice(0, -2).every((size) => size === 1);
const oneMatrix = (editor: Editor, value: number, { type, shape }: ValueSlot): number =>
  reshaped(editor, value, type, [1, ...shape.slice(-2)]);

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const unary = words(
  'Abs Cast Ceil Elu Erf Exp Expm1 Floor Identity IsNan Log Log1p LogicalNot Neg Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Softplus Softsign Sqrt Square Tanh', // prettier-ignore
);
const binary = words(
  'Add AddV2 Equal Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mul NotEqual Pow RealDiv SelectV2 SquaredDifference Sub', // prettier-ignore
);
/** Whose inputs are all of the shape of the output. */
const alike = words('AddN EluGrad Relu6Grad ReluGrad Select SeluGrad SigmoidGrad SoftplusGrad TanhGrad');
