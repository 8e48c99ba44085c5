import type { BackendChoice } from '../../backend/choose.ts';
import type { Encoders } from '../../data/encoders.ts';
import type { Source } from '../../data/frame.ts';
import type { Answer } from '../../data/targets/kind.ts';
import { readInStyle } from '../../data/read/styledFrame.ts';
import type { NumberStyle } from '../../data/writtenNumber.ts';
import { answerFrames, inPlace } from '../../model/answerFrames.ts';
import type { CallOptions } from '../../model/callOptions.ts';
import { loadPlain } from '../../node/plainFolder.ts';

/** Part by part, with null in the place of each broken row that the reading left out. */
export type Answers = AsyncIterable<readonly (Answer | null)[]>;

/** A saved model that answers the rows of a file. */
export interface Answerer {
  readonly encoders: Encoders;
  /** How the table that it was trained on writes numbers, where not as most do. */
  readonly style: NumberStyle | undefined;
  answer(source: Source, options: CallOptions): Answers;
  /** To be called at the end. */
  dispose(): void;
}

/**
 * Opens a saved model: without TF.js where its answers are the same and it is small, as loading TF.js is most of the time then.
 * @param backend Where it shall answer. Default: `auto`.
 * @param step `eager`: by TF.js's operations, whatever it is.
 * @throws BackendError where that one does not start.
 */
export async function openToAnswer(folder: string, backend: BackendChoice = 'auto', step: 'auto' | 'eager' = 'auto'): Promise<Answerer> {
  const plain = step === 'auto' && (backend === 'auto' || backend === 'cpu') ? await loadPlain(folder) : undefined;
  if (plain !== undefined) {
    const { encoders, compute, style } = plain;
    return {
      encoders,
      style,
      answer: (source, options) => inPlace(answerFrames(encoders, compute, readInStyle(source, style), options, true)),
      dispose: () => undefined,
    };
  }
  const { openForRows } = await import('../openModel.ts');
  const { predictInPlace } = await import('../../model/predictSource.ts');
  const { model, encoders } = await openForRows(folder, backend);
  return {
    encoders,
    style: model.record.trainedOn?.style,
    answer: (source, options) => predictInPlace(model, source, { ...options, step }),
    dispose: () => model.dispose(),
  };
}
