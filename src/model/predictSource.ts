import { tf } from '#tf';
import { featureColumns } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Source } from '../data/frame.ts';
import { collect, inOneFrame } from '../data/read/collect.ts';
import { readInStyle } from '../data/read/styledFrame.ts';
import type { Answer } from '../data/targets/kind.ts';
import { UsageError } from '../errors.ts';
import { answerFrames, inPlace, type AnsweredFrame } from './answerFrames.ts';
import { beginCall, type AnswerOptions } from './callOptions.ts';
import { forecast, requireAnswers, type Model } from './model.ts';
import { computeOutputs } from './outputs.ts';
import { statefulLayer } from './statefulLayer.ts';

/**
 * Answers for rows that are read part by part, in their order; only the columns that the model reads are read. Those of a forecast,
 * and of a network that carries states from batch to batch, are read as a whole first.
 * @throws DataError where a row does not fit, naming where it stands; UsageError where the model reads no rows; the signal's reason.
 */
export async function* predictSource(model: Model, source: Source, options: AnswerOptions = {}): AsyncGenerator<readonly Answer[]> {
  for await (const { answers } of framesOf(model, source, options)) yield answers;
}

/**
 * The same, with null in the place of each broken row that the reading left out. Those of a forecast stand for themselves.
 */
export function predictInPlace(model: Model, source: Source, options: AnswerOptions = {}): AsyncGenerator<readonly (Answer | null)[]> {
  return inPlace(framesOf(model, source, options, true));
}

async function* framesOf(model: Model, rows: Source, options: AnswerOptions, marksBroken = false): AsyncGenerator<AnsweredFrame> {
  beginCall(options, ['step']);
  requireAnswers(model);
  const { signal } = options;
  const computing = { signal, step: options.step, backend: tf.getBackend() };
  const encoders = encodersOf(model);
  const source = readInStyle(rows, model.record.trainedOn?.style);
  if (encoders.forecast === undefined) {
    const frames = statefulLayer(model.layersModel) ? inOneFrame(source) : source;
    yield* answerFrames(encoders, (inputs) => computeOutputs(model.layersModel, inputs, computing), frames, options, marksBroken);
    return;
  }
  const frame = await collect(source, { columns: featureColumns(encoders), ...(signal ? { signal } : {}) });
  yield { answers: await forecast(model, encoders, frame, options, computing), broken: [] };
}

function encodersOf({ record: { encoders } }: Model): Encoders {
  if (encoders !== undefined) return encoders;
  const fix = 'give arrays or tensors';
  throw new UsageError('the call', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
}
