import { decodeAnswers } from '../data/decode.ts';
import { encodeFeatures, featureColumns } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Source } from '../data/frame.ts';
import { reusedArrays } from '../data/read/arrays.ts';
import type { Answer } from '../data/targets/kind.ts';
import { countUnseenLevels } from '../data/unseenLevels.ts';
import type { CallOptions } from './callOptions.ts';
import type { Table } from './table.ts';
import { tellUnseen } from './tellUnseen.ts';

/** What a network answers, one table an output, to one table for each input. Throws the signal's reason when it is aborted. */
export type Compute = (inputs: readonly Table[], signal?: AbortSignal) => Promise<readonly Table[]>;

export interface AnsweredFrame {
  readonly answers: readonly Answer[];
  /** As a frame has it. */
  readonly broken: readonly number[];
}

/**
 * Answers for rows that are read part by part, in their order; only the columns that the encoders read are read.
 * @param marksBroken Whether it is told where the rows stood that the reading left out.
 * @throws DataError where a row does not fit, naming where it stands; the signal's reason.
 */
export async function* answerFrames(
  encoders: Encoders,
  compute: Compute,
  source: Source,
  options: CallOptions,
  marksBroken = false,
): AsyncGenerator<AnsweredFrame> {
  const { signal } = options;
  signal?.throwIfAborted();
  const unseen = options.onWarning && countUnseenLevels(encoders);
  const columns = featureColumns(encoders);
  const arrays = reusedArrays();
  for await (const frame of source.frames({ columns, marksBroken, isReused: true, ...(signal ? { signal } : {}) })) {
    const { broken = [] } = frame;
    if (frame.rows === 0) {
      if (broken.length > 0) yield { answers: [], broken };
      continue;
    }
    const outputs = await compute(encodeFeatures(encoders, frame, arrays), signal);
    const values = outputs.map((output) => output.values as Float32Array);
    yield { answers: decodeAnswers(encoders, values, frame.rows, (row) => `${frame.source} ${frame.place(row)}`), broken };
    unseen?.add(frame);
  }
  if (unseen !== undefined) tellUnseen(unseen, options);
}

/** The answers, with null in the place of each broken row that the reading left out, so that they stand beside their rows. */
export async function* inPlace(frames: AsyncIterable<AnsweredFrame>): AsyncGenerator<readonly (Answer | null)[]> {
  for await (const { answers, broken } of frames) {
    const placed: (Answer | null)[] = [];
    let at = 0;
    for (const before of broken) {
      while (at < before) placed.push(answers[at++]!);
      placed.push(null);
    }
    yield broken.length === 0 ? answers : [...placed, ...answers.slice(at)];
  }
}
