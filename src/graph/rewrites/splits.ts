import { typed } from '../builder.ts';
import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/** Splits in equal parts as such, which TensorFlow does faster; as a slice, where one part alone is read. */
export const withFastSplits = (recording: Recording): Recording => {
  const read = new Set([...recording.operations.flatMap(({ inputs }) => inputs), ...recording.results]);
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
      const list = (values: readonly number[]) =>
        editor.constant({ type: 'int32', shape: [values.length], values: Int32Array.from(values) });
      const [begin, size] = [list(shape.map((_, i) => (i === along ? start : 0))), list(slots[at]!.shape)];
      const part = editor.one('Slice', [inputs[0]!, begin, size], { T: typed(type), Index: typed('int32') }, slots[at]!);
      return outputs.map(() => part); // nobody reads the others
    }
    if (slots.some((slot) => slot.shape[along] !== slots[0]!.shape[along])) return undefined;
    return editor.add('Split', [inputs[2]!, inputs[0]!], { T: typed(type), num_split: attributes['num_split']! }, slots);
  });
};
