import { typed } from '../builder.ts';
import type { Recording } from '../recording.ts';
import { edit, type Editor } from './edit.ts';

/**
 * The gradient of the categorical cross-entropy of a softmax in its short form. Of p = softmax(x) the loss is -sum(y log(q)), q being
 * p over its sum, within bounds; going back through bounds, division and softmax in turn gives u - p sum(u), where u is the gradient
 * times y where q is within its bounds, else 0. So the bounds count as they do in TensorFlow.js: no row whose probability is below them
 * pulls.
 */
export const withCrossEntropies = (recording: Recording): Recording =>
  edit(recording, (operation, editor) => {
    if (operation.op !== 'Sub') return undefined;
    const found = softmaxGradient(editor, operation.inputs);
    if (found === undefined) return undefined;
    const { p, gradient } = found;
    const bounded = throughSum(editor, p, gradient);
    if (bounded === undefined) return undefined;
    const pull = throughLog(editor, bounded);
    if (pull === undefined) return undefined;
    const slot = editor.slotOf(p);
    const T = { T: typed('float32') };
    const none = editor.one('ZerosLike', [pull.times], T, slot);
    const u = editor.one('Select', [pull.isWithin, pull.times, none], T, slot);
    const column = { type: 'float32', shape: [...slot.shape.slice(0, -1), 1] } as const;
    const sum = editor.one('Sum', [u, found.axis], { ...T, Tidx: typed('int32'), keep_dims: { kind: 'bool', value: true } }, column);
    return [editor.one('Sub', [u, editor.one('Mul', [p, sum], T, slot)], T, slot)];
  });

/** Where a difference is g p - p sum(g p), the gradient of softmax: p and g. */
function softmaxGradient(editor: Editor, [weighted, rest]: readonly number[]) {
  const pulled = editor.made(rest, 'Mul')?.inputs;
  if (pulled === undefined) return undefined;
  const p = pulled.find((value) => editor.made(value, 'Softmax'));
  const sum = pulled.find((value) => value !== p);
  const axis = p === undefined ? undefined : lastAxis(editor, sum, weighted);
  const gradient = editor.made(weighted, 'Mul')?.inputs.find((value) => value !== p);
  const isOfP = editor.made(weighted, 'Mul')?.inputs.includes(p!);
  return axis !== undefined && isOfP && gradient !== undefined ? { p: p!, gradient, axis } : undefined;
}

/** The axis of a sum over the last axis of certain values, which are of two dimensions. */
function lastAxis(editor: Editor, sum: number | undefined, of: number | undefined): number | undefined {
  const [values, axis] = editor.made(sum, 'Sum')?.inputs ?? [];
  if (values === undefined || values !== of || editor.slotOf(values).shape.length !== 2) return undefined;
  const axes = editor.constantOf(axis);
  return axes?.length === 1 && (axes[0] === 1 || axes[0] === -1) ? axis : undefined;
}

/** Where a gradient of p is that of q = p / s, s = sum(p), which is d: d / s + (-sum(d p) / s²) of each row: d. */
function throughSum(
  editor: Editor,
  p: number,
  gradient: number,
): { readonly d: number; readonly sum: number; readonly p: number } | undefined {
  const [ownPart, sumPart] = editor.made(gradient, 'Add')?.inputs ?? [];
  const [d, sum] = editor.made(ownPart, 'RealDiv')?.inputs ?? [];
  if (d === undefined || sum === undefined || lastAxis(editor, sum, p) === undefined) return undefined;
  const spread = editor.made(sumPart, 'Mul')?.inputs ?? [];
  const row = spread.find((value) => editor.made(value, 'Neg'));
  if (row === undefined || !spread.some((value) => value !== row && editor.uniform(value) === 1)) return undefined;
  const [over, square] = editor.made(editor.made(row, 'Neg')!.inputs[0], 'RealDiv')?.inputs ?? [];
  if (editor.made(square, 'Square')?.inputs[0] !== sum) return undefined;
  const summed = editor.made(over, 'Reshape')?.inputs[0] ?? over;
  const product = editor.made(summed, 'Sum')?.inputs[0];
  if (product === undefined || lastAxis(editor, summed, product) === undefined) return undefined;
  const factors = editor.made(product, 'Mul')?.inputs ?? [];
  return factors.includes(d) && factors.includes(p) && d !== p ? { d, sum, p } : undefined;
}

/** Where d is that of log(c), c = q within bounds above 0: `times` / c where `isWithin`, else 0. */
function throughLog(editor: Editor, { d, sum, p }: { readonly d: number; readonly sum: number; readonly p: number }) {
  const [isWithin, quotient, zeros] = editor.made(d, 'Select')?.inputs ?? [];
  const [times, clipped] = editor.made(quotient, 'RealDiv')?.inputs ?? [];
  const [least, most] = editor.made(isWithin, 'LogicalAnd')?.inputs ?? [];
  const [q, low] = editor.made(least, 'GreaterEqual')?.inputs ?? [];
  const [other, high] = editor.made(most, 'LessEqual')?.inputs ?? [];
  const [capped, floor] = editor.made(clipped, 'Maximum')?.inputs ?? [];
  const [within, ceiling] = editor.made(capped, 'Minimum')?.inputs ?? [];
  const [dividend, divisor] = editor.made(q, 'RealDiv')?.inputs ?? [];
  const isSo =
    q !== undefined &&
    [other, within].every((value) => value === q) &&
    dividend === p &&
    divisor === sum &&
    editor.uniform(zeros) === 0 &&
    editor.uniform(low)! > 0 &&
    editor.uniform(low) === editor.uniform(floor) &&
    editor.uniform(high) === editor.uniform(ceiling);
  return isSo ? { isWithin: isWithin!, times: times! } : undefined;
}
