import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/** Zeros of a shape that is known as a constant. */
export const withConstantZeros = (recording: Recording): Recording =>
  edit(recording, ({ op, outputs }, editor) => {
    const { type, shape } = editor.slotOf(outputs[0]!);
    const size = shape.reduce((all, one) => all * one, 1);
    if (op !== 'ZerosLike' || type !== 'float32' || size > MOST) return undefined;
    return [editor.constant({ type, shape, values: new Float32Array(size) })];
  });

/** Longer ones are as well made. */
const MOST = 2 ** 14;
