import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { disposeWhole } from '../compile/disposeWhole.ts';
import { everyLayer } from '../model/everyLayer.ts';

/** The two files that stock `tf.loadLayersModel` opens. */
export interface LayersFiles {
  readonly 'model.json': Uint8Array;
  readonly 'weights.bin': Uint8Array;
}

/** Packs a tf.LayersModel into the stock layers format. */
export async function packLayersModel(layersModel: LayersModel): Promise<LayersFiles> {
  let files: LayersFiles | undefined;
  await layersModel.save(
    tf.io.withSaveHandler((artifacts) => {
      files = packArtifacts(artifacts);
      return Promise.resolve(saved(artifacts));
    }),
  );
  return files!;
}

/** Opens the stock layers format from memory. */
export async function unpackLayersModel(files: LayersFiles): Promise<LayersModel> {
  const layersModel = await tfl.loadLayersModel({ load: () => Promise.resolve(unpackArtifacts(files)) });
  everyLayer(layersModel.layers).forEach(disposeWhole);
  return layersModel;
}

/** What TF.js hands to a save handler, as files. */
export function packArtifacts({
  modelTopology,
  weightSpecs,
  weightData,
  trainingConfig,
  userDefinedMetadata,
}: io.ModelArtifacts): LayersFiles {
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tfl.version_layers}`,
    convertedBy: null,
    modelTopology,
    ...(trainingConfig ? { trainingConfig } : {}),
    ...(userDefinedMetadata ? { userDefinedMetadata } : {}),
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(json)),
    'weights.bin': new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
  };
}

/** The files as TF.js takes them from a load handler. */
export function unpackArtifacts(files: LayersFiles): io.ModelArtifacts {
  const { weightsManifest, ...rest } = parseModelJson(files['model.json']);
  return {
    ...rest,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: new Uint8Array(files['weights.bin']).buffer,
  };
}

export const parseModelJson = (bytes: Uint8Array): io.ModelJSON => JSON.parse(new TextDecoder().decode(bytes)) as io.ModelJSON;

/** What a save handler answers. */
export function saved({ weightData }: io.ModelArtifacts): io.SaveResult {
  const weightDataBytes = tf.io.CompositeArrayBuffer.join(weightData).byteLength;
  return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON', weightDataBytes } };
}
