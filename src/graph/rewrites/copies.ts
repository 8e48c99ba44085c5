import type { Recording } from '../recording.ts';
import { isEqual } from '../../program/compare.ts';
import { edit } from './edit.ts';

/** Leaves out what gives what it got: copies, reshapes to the same shape, casts to the same type, sums of one. */
export const withoutCopies = (recording: Recording): Recording =>
  edit(recording, (operation, editor) => {
    const { op, inputs, outputs } = operation;
    if (!copying.has(op)) return undefined;
    // A reshape of a reshape is one of what that reshapes.
    const input = (op === 'Reshape' ? editor.made(inputs[0], 'Reshape')?.inputs[0] : undefined) ?? inputs[0]!;
    const [from, to] = [editor.slotOf(input), editor.slotOf(outputs[0]!)];
    if (from.type === to.type && isEqual(from.shape, to.shape) && (op !== 'AddN' || inputs.length === 1)) return [input];
    return input === inputs[0] ? undefined : [editor.one(op, [input, ...inputs.slice(1)], operation.attributes, to)];
  });

const copying = new Set(['Identity', 'Reshape', 'Cast', 'AddN']);
