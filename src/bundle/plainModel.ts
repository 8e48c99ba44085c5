import { encodeFeatures } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import { frameOf } from '../data/read/memoryFrame.ts';
import type { NumberStyle } from '../data/writtenNumber.ts';
import type { Compute } from '../model/answerFrames.ts';
import { isPlain, plainNetwork } from '../model/plainNetwork.ts';
import type { LayersFiles } from './layersFiles.ts';
import { checkAnswers, readLayersFiles, readManifest, type ReadBundleFile } from './manifest.ts';

/** What it takes to answer rows without TF.js. */
export interface PlainModel {
  readonly encoders: Encoders;
  readonly compute: Compute;
  /** How the table that it was trained on writes numbers, where not as most do. */
  readonly style: NumberStyle | undefined;
}

/**
 * Opens a bundle whose rows plain loops answer as TF.js's plain JavaScript does, checked as `unpackBundle` checks it.
 * @returns nothing where its network is not of that sort, or has no samples to show that the loops answer right.
 * @throws BundleError where a file is damaged; what `read` throws.
 */
export async function openPlainModel(read: ReadBundleFile, place: string): Promise<PlainModel | undefined> {
  const manifest = await readManifest(read, place);
  const { spec, encoders, samples, golden, trainedOn } = manifest;
  const isOfRows = encoders !== undefined && encoders.forecast === undefined && samples !== undefined && 'rows' in samples;
  if (!isOfRows || !isPlain(spec.network)) return undefined;
  const compute = plainNetwork(spec.network, weightsOf(await readLayersFiles(read, manifest, place)));
  const outputs = await compute(encodeFeatures(encoders, frameOf(samples.rows)));
  checkAnswers(
    golden,
    outputs.map(({ values }) => Array.from(values)),
    place,
  );
  return { encoders, compute, style: trainedOn?.style };
}

/** The weights by their names; all are numbers of 32 bits, as we save them. */
function weightsOf(files: LayersFiles): ReadonlyMap<string, Float32Array> {
  const { weightsManifest } = JSON.parse(new TextDecoder().decode(files['model.json'])) as {
    readonly weightsManifest: readonly { readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[] }[];
  };
  const all = new Float32Array(new Uint8Array(files['weights.bin']).buffer);
  let at = 0;
  return new Map(
    weightsManifest
      .flatMap(({ weights }) => weights)
      .map(({ name, shape }) => [name, all.subarray(at, (at += shape.reduce((size, axis) => size * axis, 1)))]),
  );
}
