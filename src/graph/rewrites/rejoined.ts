import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/** Leaves out where values are put together, only to be taken apart in the same way. */
export const withoutRejoining = (recording: Recording): Recording =>
  edit(recording, ({ op, inputs, outputs }, editor) => {
    const joined = op === 'SplitV' ? editor.made(inputs[0], 'ConcatV2')?.inputs : undefined;
    if (joined?.length !== outputs.length + 1) return undefined;
    const parts = joined.slice(0, -1);
    const rank = editor.slotOf(inputs[0]!).shape.length;
    const [axis, other] = [inputs[2], joined.at(-1)].map((value) => Number(editor.constantOf(value)?.[0]));
    const isAlike = parts.every((value, i) => editor.slotOf(value).shape.join() === editor.slotOf(outputs[i]!).shape.join());
    return isAlike && (axis! + rank) % rank === (other! + rank) % rank ? parts : undefined;
  });
