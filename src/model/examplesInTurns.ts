import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import type { FrameArrays } from '../data/read/arrays.ts';
import { partOfFrame } from '../data/read/partOfFrame.ts';
import { tryInParts, wholeTables } from '../data/rowsInTurns.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { InTurns } from '../turns/inTurns.ts';
import { readExamples } from './readExamples.ts';
import type { Examples } from './slots.ts';

/** As `readExamples` has it. */
export const examplesInTurns = (encoders: Encoders, frame: Frame, spec: NormalisedModel): InTurns<Examples> =>
  encodedInTurns(frame, (part, arrays) => readExamples(encoders, part, spec, arrays));

/** @param encode What is to be done with all rows, or with a part of them. */
export function* encodedInTurns(frame: Frame, encode: (part: Frame, arrays?: FrameArrays) => Examples): InTurns<Examples> {
  const { rows } = frame;
  const whole = wholeTables(rows);
  let last: Examples | undefined;
  let weights: Float32Array | undefined;
  const isDone = yield* tryInParts(rows, (from, to) => {
    last = encode(partOfFrame(frame, from, to), whole.part(from, to));
    if (last.weights !== undefined) (weights ??= new Float32Array(rows)).set(last.weights, from);
  });
  if (!isDone || last === undefined) return encode(frame);
  return { inputs: whole.of(last.inputs), outputs: whole.of(last.outputs), rows, ...(weights ? { weights } : {}) };
}
