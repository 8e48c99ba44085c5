import { decodeAnswers, encodeFeatures, featureColumns } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Source } from '../data/frame.ts';
import { collect } from '../data/read/collect.ts';
import type { Answer } from '../data/targets/kind.ts';
import { countUnseenLevels } from '../data/unseenLevels.ts';
import { UsageError } from '../errors.ts';
import { beginCall, type CallOptions } from './callOptions.ts';
import { forecast, requireModel, tellUnseen, type Model } from './model.ts';
import { computeOutputs } from './outputs.ts';

/**
 * Answers for rows that are read part by part, in their order; only the columns that the model reads are read. Those of a forecast are
 * read as a whole first.
 * @throws DataError where a row does not fit, naming where it stands; UsageError where the model reads no rows; the signal's reason.
 */
export async function* predictSource(model: Model, source: Source, options: CallOptions = {}): AsyncGenerator<readonly Answer[]> {
  for await (const { answers } of answerFrames(model, source, options)) yield answers;
}

/**
 * The same, with null in the place of each broken row that the reading left out, so that answers stand beside their rows. Those of a
 * forecast stand for themselves.
 */
export async function* predictInPlace(model: Model, source: Source, options: CallOptions = {}): AsyncGenerator<readonly (Answer | null)[]> {
  for await (const { answers, broken } of answerFrames(model, source, options, true)) {
    const placed: (Answer | null)[] = [];
    let at = 0;
    for (const before of broken) {
      while (at < before) placed.push(answers[at++]!);
      placed.push(null);
    }
    yield broken.length === 0 ? answers : [...placed, ...answers.slice(at)];
  }
}

interface AnsweredFrame {
  readonly answers: readonly Answer[];
  /** As a frame has it. */
  readonly broken: readonly number[];
}

async function* answerFrames(model: Model, source: Source, options: CallOptions, marksBroken = false): AsyncGenerator<AnsweredFrame> {
  beginCall(options);
  requireModel(model);
  const { signal } = options;
  const encoders = encodersOf(model);
  if (encoders.forecast !== undefined) {
    const frame = await collect(source, { columns: featureColumns(encoders), ...(signal ? { signal } : {}) });
    yield { answers: await forecast(model, encoders, frame, options), broken: [] };
    return;
  }
  const unseen = options.onWarning && countUnseenLevels(encoders);
  for await (const frame of source.frames({ columns: featureColumns(encoders), marksBroken, ...(signal ? { signal } : {}) })) {
    const { broken = [] } = frame;
    if (frame.rows === 0) {
      if (broken.length > 0) yield { answers: [], broken };
      continue;
    }
    const outputs = await computeOutputs(model.layersModel, encodeFeatures(encoders, frame), signal);
    const values = outputs.map((output) => output.values as Float32Array);
    yield { answers: decodeAnswers(encoders, values, frame.rows, (row) => `${frame.source} ${frame.place(row)}`), broken };
    unseen?.add(frame);
  }
  if (unseen !== undefined) tellUnseen(unseen, options);
}

function encodersOf({ record: { encoders } }: Model): Encoders {
  if (encoders !== undefined) return encoders;
  const fix = 'give arrays or tensors';
  throw new UsageError('the call', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
}
