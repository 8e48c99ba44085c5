import { decodeAnswers } from './decode.ts';
import { encodeFeatures, encodeTargets, targetWidth, type Encoded, type toUnits } from './encode.ts';
import type { Encoders } from './encoders.ts';
import type { Frame } from './frame.ts';
import { newArrays, type FrameArrays } from './read/arrays.ts';
import { beginFrame, frameOf, type RowData } from './read/memoryFrame.ts';
import { partOfFrame } from './read/partOfFrame.ts';
import type { Answer } from './targets/kind.ts';
import type { TargetEncoder } from './targets/table.ts';
import type { InTurns } from '../turns/inTurns.ts';

/** Rows that are read, or answered, between two places where other work may have its turn: some milliseconds of most tables. */
const ROWS_AT_A_TIME = 512;

/** As `frameOf` has it; of a list that the program may change meanwhile. */
export function* frameInTurns(data: RowData): InTurns<Frame> {
  if (!Array.isArray(data)) return frameOf(data);
  const reading = beginFrame(data.slice());
  yield* inParts(data.length, (from, to) => reading.look(from, to));
  return reading.finish();
}

/** As `encodeFeatures` has it. */
export const featuresInTurns = (encoders: Encoders, frame: Frame): InTurns<readonly Encoded[]> =>
  tablesInTurns(encodeFeatures, encoders, frame);

/** As `encodeTargets` has it. */
export const targetsInTurns = (encoders: Encoders, frame: Frame): InTurns<readonly Encoded[]> =>
  tablesInTurns(encodeTargets, encoders, frame);

function* tablesInTurns(encode: typeof encodeFeatures, encoders: Encoders, frame: Frame): InTurns<readonly Encoded[]> {
  const whole = wholeTables(frame.rows);
  let tables: readonly Encoded[] = [];
  const isDone = yield* tryInParts(frame.rows, (from, to) => {
    tables = encode(encoders, partOfFrame(frame, from, to), whole.part(from, to));
  });
  return isDone ? whole.of(tables) : encode(encoders, frame);
}

/** As `decodeAnswers` has it. */
export function* answersInTurns(
  encoders: Encoders,
  outputs: readonly Float32Array[],
  rows: number,
  place?: (row: number) => string,
): InTurns<Answer[]> {
  const widths = encoders.targets.map(targetWidth);
  const answers: Answer[] = [];
  const isDone = yield* tryInParts(rows, (from, to) => {
    const part = outputs.map((values, i) => values.subarray(from * widths[i]!, to * widths[i]!));
    for (const answer of decodeAnswers(encoders, part, to - from, place && ((row) => place(from + row)))) answers.push(answer);
  });
  return isDone ? answers : decodeAnswers(encoders, outputs, rows, place);
}

/** As `toUnits` or `answersToUnits` has it, which is given here. @param values [rows, width] */
export function* unitsInTurns(
  convert: typeof toUnits,
  target: TargetEncoder | undefined,
  values: Float32Array,
  rows: number,
): InTurns<ArrayLike<number>> {
  const width = values.length / rows;
  let units: Float64Array | undefined;
  yield* inParts(rows, (from, to) => {
    const given = values.subarray(from * width, to * width);
    const part = convert(target, given);
    if (part === given) return; // measured as it is
    const own = part.length / (to - from);
    (units ??= new Float64Array(rows * own)).set(part, from * own);
  });
  return units ?? values;
}

/** Does work for each part of so many rows; of few rows at once. */
export function* inParts(rows: number, work: (from: number, to: number) => void): InTurns<void> {
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
    if (from > 0) yield;
    work(from, Math.min(rows, from + ROWS_AT_A_TIME));
  }
}

/**
 * The same, until a part fails.
 * @returns Whether none did. Else all rows are to be gone through at once, so that the error tells of all that is wrong with them.
 */
export function* tryInParts(rows: number, work: (from: number, to: number) => void): InTurns<boolean> {
  let isDone = rows > 0;
  for (let from = 0; from < rows && isDone; from += ROWS_AT_A_TIME) {
    if (from > 0) yield;
    try {
      work(from, Math.min(rows, from + ROWS_AT_A_TIME));
    } catch {
      isDone = false;
    }
  }
  return isDone;
}

type WrittenTable = { readonly values: Float32Array | Int32Array; readonly rows: number };

/** Tables of so many rows, which are written a part at a time. */
export function wholeTables(rows: number) {
  const tables = new Map<ArrayBufferLike, Float32Array<ArrayBuffer>>();
  const known = new Map<string, Float32Array<ArrayBuffer>>();
  return {
    /** Where a part is written. */
    part: (from: number, to: number): FrameArrays => ({
      ...newArrays,
      float32(name, length) {
        const width = length / (to - from);
        const all = known.get(name) ?? new Float32Array(rows * width);
        known.set(name, all);
        tables.set(all.buffer, all);
        return all.subarray(from * width, to * width);
      },
    }),
    /** The tables that those of a part are of. */
    of: <T extends WrittenTable>(parts: readonly T[]): readonly T[] =>
      parts.map((part) => ({ ...part, values: tables.get(part.values.buffer)!, rows })),
  };
}
