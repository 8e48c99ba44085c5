import { isEqual } from '../../program/compare.ts';
import type { Attributes } from '../value.ts';
import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/**
 * Max pooling that is gone back through by oneDNN, which keeps where the largest values were. TensorFlow takes it of its own accord in
 * some processes only, and its other gradient is half of the step of a small convolutional network. XLA does not have it.
 */
export const withFastPooling = (recording: Recording): Recording => {
  /** What comes out of pooling whose gradient is computed, by what goes in. */
  const pooled = new Map(recording.operations.flatMap(({ op, inputs: [x, y] }) => (op === 'MaxPoolGrad' ? [[y!, x!]] : [])));
  return edit(recording, ({ op, inputs, attributes, outputs }, editor) => {
    if (editor.slotOf(outputs[0]!).type !== 'float32') return undefined;
    const own = { ...attributes, ...form };
    if (op === 'MaxPool' && pooled.has(outputs[0]!)) {
      return editor.add('_MklNativeMaxPool', inputs, own, [editor.slotOf(outputs[0]!), { type: 'uint8', shape: [] }]);
    }
    if (op !== 'MaxPoolGrad') return undefined;
    const forward = editor.made(inputs[1], '_MklNativeMaxPool');
    if (forward?.inputs[0] !== inputs[0] || !isEqual(forward!.attributes, own)) return undefined;
    return [editor.one('_MklNativeMaxPoolGrad', [...inputs, forward!.outputs[1]!], own, editor.slotOf(outputs[0]!))];
  });
};

const form: Attributes = { _kernel: { kind: 'text', value: 'MklNameChangeOp' }, workspace_enabled: { kind: 'bool', value: true } };
