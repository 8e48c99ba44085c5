import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { returnTo } from '../backend/backendInUse.ts';
import { ownClassOf } from '../compile/registerLayer.ts';
import { BundleError } from '../errors.ts';
import { Model, readData, requireModel } from '../model/model.ts';
import { computeOutputs } from '../model/outputs.ts';
import type { NormalisedNetwork } from '../spec/normalised.ts';
import { checksum } from './checksum.ts';
import { packLayersModel, unpackLayersModel, type LayersFiles } from './layersFiles.ts';
import { checkAnswers, readLayersFiles, readManifest, toBytes, type BundleContent, type ReadBundleFile } from './manifest.ts';

/** Packs a model with its spec, encoders, history, golden samples and checksums. The model stays as it is. */
export async function packBundle(model: Model): Promise<BundleContent> {
  requireModel(model);
  const files = await packLayersModel(model.layersModel);
  const content = { netspec: 1 as const, ...model.record, golden: await answerSamples(model) };
  const checksums = {
    'model.json': checksum(files['model.json']),
    'weights.bin': checksum(files['weights.bin']),
    'netspec.json': checksum(toBytes(JSON.stringify(content))),
  };
  return { ...files, 'netspec.json': toBytes(`${JSON.stringify({ ...content, checksums }, null, 1)}\n`) };
}

/**
 * Opens a bundle: each file is checked against its checksum first, and the samples are answered as they were where it was saved.
 * @param read Gives a file's bytes; throws where it is not there.
 * @param place Where the bundle is, for messages.
 * @param startBackend Makes TF.js compute somewhere, once it is known what: called before a tensor is made. Answers with what TF.js calls it.
 * @throws BundleError where a file is missing, damaged, truncated or of another program, or a registered class does not make its layer of
 *   what it has saved. Then nothing is left behind.
 */
export async function unpackBundle(
  read: ReadBundleFile,
  place: string,
  startBackend?: (network: NormalisedNetwork) => Promise<string>,
): Promise<Model> {
  const manifest = await readManifest(read, place);
  const files = await readLayersFiles(read, manifest, place);
  const { netspec: _, golden: __, checksums: ___, ...record } = manifest;
  const backend = (await startBackend?.(record.spec.network)) ?? tf.getBackend();
  // Other calls may set another whenever this one waits.
  if (backend) returnTo(backend);
  const model = new Model(await openLayersModel(files, place, record.spec.network), record);
  try {
    checkAnswers(manifest.golden, await answerSamples(model, backend), place);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

async function openLayersModel(files: LayersFiles, place: string, { layers }: NormalisedNetwork): Promise<LayersModel> {
  try {
    return await unpackLayersModel(files);
  } catch (error) {
    const unknown = /Unknown layer: (\w+)/.exec((error as Error).message)?.[1];
    const path = 'model.json';
    if (unknown !== undefined) {
      const fix = 'call registerLayer for it before load';
      throw new BundleError(place, [{ path, expected: 'layers that are known', received: `the layer ${unknown}`, fix }]);
    }
    const own = [...new Set(layers.flatMap((layer) => ownClassOf(layer)?.name ?? []))];
    if (own.length === 0) throw error;
    const fix = 'have its getConfig give all that its constructor takes';
    const expected = `layers that class ${own.join(' or ')} makes of what it has saved`;
    throw new BundleError(place, [{ path, expected, received: String(error), fix }]);
  }
}

async function answerSamples(model: Model, backend = tf.getBackend()): Promise<readonly (readonly number[])[]> {
  const { samples } = model.record;
  if (samples === undefined) return [];
  const inputs = await readData(model, 'rows' in samples ? samples.rows : samples.inputs);
  const outputs = await computeOutputs(model.layersModel, inputs, { backend });
  return outputs.map(({ values }) => Array.from(values));
}
