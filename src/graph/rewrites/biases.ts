import { typed } from '../builder.ts';
import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/** A list added along the last axis as BiasAdd, and its gradient, the sum over all other axes, as BiasAddGrad. */
export const withBiases = (recording: Recording): Recording =>
  edit(recording, (operation, editor) => {
    const { op, inputs, attributes, outputs } = operation;
    const output = editor.slotOf(outputs[0]!);
    if (output.type !== 'float32') return undefined;
    if (op === 'Sum') {
      const { shape } = editor.slotOf(inputs[0]!);
      const axes = editor.constantOf(inputs[1]);
      if (axes === undefined || !isBiased(shape) || attributes['keep_dims']?.value === true) return undefined;
      const summed = new Set(Array.from(axes, (axis: number) => (axis < 0 ? axis + shape.length : axis)));
      if (summed.size !== shape.length - 1 || summed.has(shape.length - 1)) return undefined;
      return [editor.one('BiasAddGrad', [inputs[0]!], form, output)];
    }
    if (op !== 'Add' && op !== 'AddV2') return undefined;
    for (const [values, bias] of [inputs, [...inputs].reverse()] as [number, number][]) {
      const { shape } = editor.slotOf(values);
      const own = editor.slotOf(bias).shape;
      if (isBiased(shape) && own.length === 1 && own[0] === shape.at(-1)) return [editor.one('BiasAdd', [values, bias], form, output)];
    }
    return undefined;
  });

const form = { T: typed('float32'), data_format: { kind: 'text', value: 'NHWC' } } as const;

const isBiased = ({ length }: readonly number[]): boolean => length >= 2 && length <= 5;
