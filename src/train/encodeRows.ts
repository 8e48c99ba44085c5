import { encodeFeatures, encodeTargets } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import { sampleWeights } from '../data/weights.ts';
import type { Examples } from '../model/slots.ts';

/** Rows as the network reads them, each with its weight where a column says some. */
export const encodeRows = (encoders: Encoders, frame: Frame, sampleWeight: string | undefined): Examples => ({
  inputs: encodeFeatures(encoders, frame),
  outputs: encodeTargets(encoders, frame),
  rows: frame.rows,
  ...(sampleWeight === undefined ? {} : { weights: sampleWeights(sampleWeight, frame) }),
});
