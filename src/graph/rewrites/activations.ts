import { typed } from '../builder.ts';
import type { Operation, Recording } from '../recording.ts';
import { bothWays, edit, type Editor } from './edit.ts';

/**
 * Gradients of ReLU and ReLU6 as the operations that TensorFlow has for them. They give 0 where what comes in is NaN, where
 * TensorFlow.js gives NaN: the loss is NaN then already.
 */
export const withReluGradients = (recording: Recording): Recording => withGradients(recording, reluGradient);

/** The same for sigmoid and tanh, whose gradients are rounded otherwise. */
export const withSigmoidGradients = (recording: Recording): Recording => withGradients(recording, sigmoidGradient);

function withGradients(recording: Recording, gradientOf: (product: Operation, editor: Editor) => Found | undefined): Recording {
  /** Of each value the outcome of ReLU, from which the gradient can be told as well: the value need not be kept then. */
  const relus = new Map<number, number>();
  return edit(recording, (operation, editor) => {
    if (operation.op === 'Relu') relus.set(operation.inputs[0]!, operation.outputs[0]!);
    if (operation.op !== 'Mul' || editor.slotOf(operation.outputs[0]!).type !== 'float32') return undefined;
    const found = gradientOf(operation, editor);
    if (found === undefined) return undefined;
    const { op, inputs } = found;
    const output = editor.slotOf(operation.outputs[0]!);
    if (inputs.some((value) => editor.slotOf(value).shape.join() !== output.shape.join())) return undefined;
    const read = op === 'ReluGrad' ? [inputs[0]!, relus.get(inputs[1]!) ?? inputs[1]!] : inputs;
    return [editor.one(op, read, { T: typed('float32') }, output)];
  });
}

interface Found {
  readonly op: string;
  readonly inputs: readonly number[];
}

function reluGradient(product: Operation, editor: Editor): Found | undefined {
  for (const [gradient, slope] of bothWays(product)) {
    const x = stepOf(editor, slope);
    if (x !== undefined) return { op: 'ReluGrad', inputs: [gradient, x] };
    const capped = cappedStepOf(editor, slope);
    if (capped !== undefined) return { op: 'Relu6Grad', inputs: [gradient, capped] };
  }
  return undefined;
}

function sigmoidGradient(product: Operation, editor: Editor): Found | undefined {
  for (const [gradient, slope] of bothWays(product)) {
    const sigmoid = sigmoidSlope(editor, slope);
    if (sigmoid !== undefined) return { op: 'SigmoidGrad', inputs: [sigmoid, gradient] };
    const tanh = tanhSlope(editor, slope);
    if (tanh !== undefined) return { op: 'TanhGrad', inputs: [tanh, gradient] };
  }
  return undefined;
}

/** x, where a value is 1 for x > 0, else 0, but NaN for NaN. */
function stepOf(editor: Editor, value: number): number | undefined {
  const [isNan, x, step] = editor.made(value, 'Select')?.inputs ?? [];
  if (x === undefined || editor.made(isNan, 'IsNan')?.inputs[0] !== x) return undefined;
  const [isMore, one, none] = editor.made(step, 'Select')?.inputs ?? [];
  const [compared, bound] = editor.made(isMore, 'Greater')?.inputs ?? [];
  return compared === x && editor.uniform(bound) === 0 && editor.uniform(one) === 1 && editor.uniform(none) === 0 ? x : undefined;
}

/** x, where a value is 1 for 0 < x <= 6, else 0: by now a gradient of ReLU itself. */
function cappedStepOf(editor: Editor, value: number): number | undefined {
  const [isLess, x] = editor.made(value, 'ReluGrad')?.inputs ?? [];
  const [compared, bound] = editor.made(editor.made(isLess, 'Cast')?.inputs[0], 'LessEqual')?.inputs ?? [];
  return compared === x && editor.uniform(bound) === 6 ? x : undefined;
}

/** y, where a value is y (1 - y). */
function sigmoidSlope(editor: Editor, value: number): number | undefined {
  const product = editor.made(value, 'Mul');
  for (const [y, rest] of product ? bothWays(product) : []) {
    const [one, subtracted] = editor.made(rest, 'Sub')?.inputs ?? [];
    if (subtracted === y && editor.uniform(one) === 1) return y;
  }
  return undefined;
}

/** y, where a value is 1 - y². */
function tanhSlope(editor: Editor, value: number): number | undefined {
  const [one, square] = editor.made(value, 'Sub')?.inputs ?? [];
  return editor.uniform(one) === 1 ? editor.made(square, 'Square')?.inputs[0] : undefined;
}
