import type { Recording } from '../recording.ts';
import { edit } from './edit.ts';

/** Computes once what is computed several times of the same values; equal constants are one. */
export function withoutRepeats(recording: Recording): Recording {
  const known = new Map<string, readonly number[]>();
  /** By what they hold: the first place of each. */
  const constants = new Map<string, number>();
  const places = recording.values.map(({ type, shape, origin }, place) => {
    if (origin.kind !== 'constant' || origin.values.length > MOST) return place;
    const bits = new Uint8Array(origin.values.buffer, origin.values.byteOffset, origin.values.byteLength);
    const key = `${type} ${shape.join()} ${bits.join()}`;
    const first = constants.get(key) ?? place;
    constants.set(key, first);
    return first;
  });
  return edit(recording, (operation, editor) => {
    const { op, attributes, outputs, scan } = operation;
    if (scan !== undefined) return undefined;
    const inputs = operation.inputs.map((value) => places[value] ?? value);
    const key = `${op} ${inputs.join()} ${outputs.length} ${JSON.stringify(attributes)}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = editor.add(
      op,
      inputs,
      attributes,
      outputs.map((value) => editor.slotOf(value)),
    );
    known.set(key, made);
    return made;
  });
}

/** Comparing longer constants gains little. */
const MOST = 64;
