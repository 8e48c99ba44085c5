import { lossKind } from '../spec/losses.ts';
import type { NamedValue } from '../spec/normalised.ts';

/** One output of a network, as its metrics see it. */
export interface MeasuredOutput {
  /** Tells what the answers are (shares, scores, signs) and what the labels are (one-hot rows, class numbers). */
  readonly loss: NamedValue;
  /** Length of its last axis. */
  readonly width: number;
}

/** The quantiles that the units of an output are, where they are some. */
export const quantilesOf = (loss: NamedValue): readonly number[] | undefined =>
  loss.type === 'quantiles' ? (loss['quantiles'] as readonly number[]) : undefined;

/** How labels and answers are to be read: each value by itself, class numbers beside one value a class, or one-hot rows. */
export type Form = 'binary' | 'sparse' | 'categorical';

export function formOf({ loss, width }: MeasuredOutput): Form {
  const { labels } = lossKind(loss);
  if (labels === 'indices') return 'sparse';
  if (width === 1 || labels === 'signs') return 'binary';
  return labels === 'shares' && loss.type !== 'kullbackLeiblerDivergence' ? 'binary' : 'categorical';
}

/** Values above it are called 1: one half, or 0 where the network gives scores or signs. */
export function thresholdOf(loss: NamedValue): number {
  const { takes, labels } = lossKind(loss);
  return takes === 'scores' || labels === 'signs' ? 0 : 0.5;
}

/** Labels above it are 1; the others are 0, or -1 where they are signs. */
export const LABEL_THRESHOLD = 0.5;

/** What makes shares of the answers, where they are scores. */
export function squashOf(loss: NamedValue): 'sigmoid' | 'softmax' | undefined {
  const { takes, severalUnits } = lossKind(loss);
  if (takes !== 'scores') return undefined;
  return severalUnits ? 'softmax' : 'sigmoid';
}
