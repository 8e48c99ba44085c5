import { typed } from '../builder.ts';
import { wanted } from '../emit.ts';
import type { Recording } from '../recording.ts';
import { slice, wholeNumbers } from '../shaping.ts';
import { edit } from './edit.ts';

/** Splits in equal parts as such, which TensorFlow does faster; as a slice, where one part alone is read. */
export const withFastSplits = (recording: Recording): Recording => {
  const read = new Set([...recording.operations.flatMap(({ inputs }) => inputs), ...wanted(recording)]);
  return edit(recording, ({ op, inputs, attributes, outputs }, editor) => {
    const axis = op === 'SplitV' ? editor.constantOf(inputs[2])?.[0] : undefined;
    if (axis === undefined) return undefined;
    const slots = outputs.map((value) => editor.slotOf(value));
    const { shape, type } = editor.slotOf(inputs[0]!);
    const along = (axis + shape.length) % shape.length;
    const used = outputs.filter((value) => read.has(value));
    if (used.length === 1) {
      const at = outputs.indexOf(used[0]!);
      const start = slots.slice(0, at).reduce((sum, slot) => sum + slot.shape[along]!, 0);
      const begin = wholeNumbers(
        editor,
        shape.map((_, i) => (i === along ? start : 0)),
      );
      const part = slice(editor, inputs[0]!, begin, slots[at]!);
      return outputs.map(() => part); // nobody reads the others
    }
    if (slots.some((slot) => slot.shape[along] !== slots[0]!.shape[along])) return undefined;
    return editor.add('Split', [inputs[2]!, inputs[0]!], { T: typed(type), num_split: attributes['num_split']! }, slots);
  });
};
