import { encodeFeatures, encodeTargets } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import type { FrameArrays } from '../data/read/arrays.ts';
import { sampleWeights } from '../data/weights.ts';
import type { Examples } from '../model/slots.ts';

/**
 * Rows as the network reads them, each with its weight where a column says some.
 * @param arrays Where the tables are written. Default: new arrays.
 */
export const encodeRows = (encoders: Encoders, frame: Frame, sampleWeight: string | undefined, arrays?: FrameArrays): Examples => ({
  inputs: encodeFeatures(encoders, frame, arrays),
  outputs: encodeTargets(encoders, frame, arrays),
  rows: frame.rows,
  ...(sampleWeight === undefined ? {} : { weights: sampleWeights(sampleWeight, frame) }),
});
