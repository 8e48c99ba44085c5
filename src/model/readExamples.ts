import { encodeFeatures, encodeTargets } from '../data/encode.ts';
import type { Frame } from '../data/frame.ts';
import type { FrameArrays } from '../data/read/arrays.ts';
import type { Encoders } from '../data/encoders.ts';
import { sampleWeights } from '../data/weights.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Examples } from './slots.ts';

/**
 * Rows with their targets as a network reads them, and their weights where the table has some.
 * @param arrays Where the tables are written. Default: new arrays.
 */
export function readExamples(
  encoders: Encoders,
  frame: Frame,
  { training: { sampleWeight } }: NormalisedModel,
  arrays?: FrameArrays,
): Examples {
  const isWeighted = sampleWeight !== undefined && frame.column(sampleWeight) !== undefined;
  return {
    inputs: encodeFeatures(encoders, frame, arrays),
    outputs: encodeTargets(encoders, frame, arrays),
    rows: frame.rows,
    ...(isWeighted ? { weights: sampleWeights(sampleWeight, frame) } : {}),
  };
}
