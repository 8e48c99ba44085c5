import type { LayersModel } from '@tensorflow/tfjs-layers';
import { toLayersModel } from '../../../src/compile/toLayersModel.ts';
import { readArrays, type Arrays, type Examples } from '../../../src/model/slots.ts';
import type { ModelSpec } from '../../../src/spec/model.ts';
import type { NormalisedModel } from '../../../src/spec/normalised.ts';
import { parseModel } from '../../../src/spec/parse.ts';

/** A model of a spec with its training set, ready to be watched. */
export interface Watched {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly examples: Examples;
}

export async function watched(written: ModelSpec, data: Arrays): Promise<Watched> {
  const spec = parseModel(written);
  const layersModel = toLayersModel(spec, 1);
  return { spec, layersModel, examples: await readArrays(spec, layersModel, data) };
}

/** Numbers between -1 and 1 that look random and are always the same. */
export const wave = (rows: number, width: number): number[][] =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: width }, (_, j) => Math.sin(3 * i + 7 * j + i * j)));
