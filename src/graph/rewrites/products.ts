import { typed } from '../builder.ts';
import type { Recording } from '../recording.ts';
import { reshape } from '../shaping.ts';
import { edit, type Editor } from './edit.ts';

/** Products of matrices as such: tfjs-node sends each as a batch of one, with reshapes around it. */
export const plainProducts = (recording: Recording): Recording =>
  edit(recording, ({ op, inputs, attributes, outputs }, editor) => {
    if (!/^BatchMatMul(V2)?$/.test(op)) return undefined;
    const output = editor.slotOf(outputs[0]!);
    const isOfOne = ({ shape }: { readonly shape: readonly number[] }) => shape.slice(0, -2).every((size) => size === 1);
    if (![output, ...inputs.map((value) => editor.slotOf(value))].every(isOfOne)) return undefined;
    const flag = (name: string) => attributes[name] ?? ({ kind: 'bool', value: false } as const);
    const made = editor.one(
      'MatMul',
      inputs.map((value) => matrix(editor, value)),
      { T: typed(output.type), transpose_a: flag('adj_x'), transpose_b: flag('adj_y') },
      { type: output.type, shape: output.shape.slice(-2) },
    );
    return [reshaped(editor, made, output.shape)];
  });

const matrix = (editor: Editor, value: number): number => reshaped(editor, value, editor.slotOf(value).shape.slice(-2));

function reshaped(editor: Editor, value: number, shape: readonly number[]): number {
  const { type, shape: own } = editor.slotOf(value);
  return own.length === shape.length ? value : reshape(editor, value, type, shape);
}
