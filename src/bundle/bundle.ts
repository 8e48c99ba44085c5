import type { LayersModel } from '@tensorflow/tfjs-layers';
import { BundleError, show, type Issue } from '../errors.ts';
import { Model, readData, requireModel, type ModelRecord } from '../model/model.ts';
import { checksum } from './checksum.ts';
import { computeOutputs } from '../model/outputs.ts';
import type { NormalisedNetwork } from '../spec/normalised.ts';
import { packLayersModel, unpackLayersModel, type LayersFiles } from './layersFiles.ts';

/** The files of a bundle. `model.json` and `weights.bin` are what stock `tf.loadLayersModel` opens. */
export const bundleFiles = ['model.json', 'weights.bin', 'netspec.json'] as const;
export type BundleFile = (typeof bundleFiles)[number];
export type BundleContent = Readonly<Record<BundleFile, Uint8Array>>;

/** What `netspec.json` holds. */
interface Manifest extends ModelRecord {
  /** Version of this format. */
  readonly netspec: 1;
  /** What the network answered to `samples` where it was saved: for each output the flat values of all samples. */
  readonly golden: readonly (readonly (number | null)[])[];
  readonly checksums: Readonly<Record<BundleFile, string>>;
}

/** Packs a model with its spec, encoders, history, golden samples and checksums. The model stays as it is. */
export async function packBundle(model: Model): Promise<BundleContent> {
  requireModel(model);
  const files = await packLayersModel(model.layersModel);
  const content = { netspec: 1 as const, ...model.record, golden: await answerSamples(model) };
  const checksums = {
    'model.json': checksum(files['model.json']),
    'weights.bin': checksum(files['weights.bin']),
    'netspec.json': checksum(encode(JSON.stringify(content))),
  };
  return { ...files, 'netspec.json': encode(`${JSON.stringify({ ...content, checksums }, null, 1)}\n`) };
}

/**
 * Opens a bundle: each file is checked against its checksum first, and the samples are answered as they were where it was saved.
 * @param read Gives a file's bytes; throws where it is not there.
 * @param place Where the bundle is, for messages.
 * @param startBackend Makes TF.js compute somewhere, once it is known what: called before a tensor is made.
 * @throws BundleError where a file is missing, damaged, truncated or of another program. Then nothing is left behind.
 */
export async function unpackBundle(
  read: (file: BundleFile) => Promise<Uint8Array>,
  place: string,
  startBackend?: (network: NormalisedNetwork) => Promise<unknown>,
): Promise<Model> {
  const manifest = parseManifest(await read('netspec.json'), place);
  const files = { 'model.json': await read('model.json'), 'weights.bin': await read('weights.bin') };
  const damaged = (['model.json', 'weights.bin'] as const).flatMap((file): Issue[] => {
    const received = checksum(files[file]);
    const expected = manifest.checksums[file];
    return received === expected ? [] : [damage(file, `checksum ${expected}`, `${received} (${files[file].length} bytes)`)];
  });
  if (damaged.length > 0) throw new BundleError(place, damaged);
  const { netspec: _, golden: __, checksums: ___, ...record } = manifest;
  await startBackend?.(record.spec.network);
  const model = new Model(await openLayersModel(files, place), record);
  try {
    checkAnswers(manifest.golden, await answerSamples(model), place);
  } catch (error) {
    model.dispose();
    throw error;
  }
  return model;
}

async function openLayersModel(files: LayersFiles, place: string): Promise<LayersModel> {
  try {
    return await unpackLayersModel(files);
  } catch (error) {
    const unknown = /Unknown layer: (\w+)/.exec((error as Error).message)?.[1];
    if (unknown === undefined) throw error;
    const fix = 'call registerLayer for it before load';
    throw new BundleError(place, [{ path: 'model.json', expected: 'layers that are known', received: `the layer ${unknown}`, fix }]);
  }
}

async function answerSamples(model: Model): Promise<readonly (readonly number[])[]> {
  const { samples } = model.record;
  if (samples === undefined) return [];
  const outputs = await computeOutputs(model.layersModel, await readData(model, 'rows' in samples ? samples.rows : samples.inputs));
  return outputs.map(({ values }) => Array.from(values));
}

/** Backends round in their own ways; weights of another model are further off than this, relative to 1 and to the answer. */
const TOLERANCE = 1e-3;

function checkAnswers(golden: Manifest['golden'], answers: Manifest['golden'], place: string): void {
  golden.forEach((values, output) =>
    values.forEach((value, i) => {
      const answer = answers[output]?.[i] ?? NaN;
      if (value === null || Math.abs(answer - value) <= TOLERANCE * (1 + Math.abs(value))) return;
      const fix = 'the weights are of another model, or this backend computes wrongly: save the model again, or try another backend';
      throw new BundleError(place, [{ path: 'weights.bin', expected: `the answer ${value} to a sample`, received: String(answer), fix }]);
    }),
  );
}

function parseManifest(bytes: Uint8Array, place: string): Manifest {
  const fail = (issue: Issue) => new BundleError(place, [issue]);
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Manifest>;
  } catch {
    throw fail(damage('netspec.json', 'JSON', `${bytes.length} bytes that are none`));
  }
  if (manifest === null || typeof manifest !== 'object' || manifest.checksums === undefined) {
    throw fail({
      path: 'netspec.json',
      expected: 'the description of a netspec model',
      received: show(manifest),
      fix: 'give the folder that save wrote',
    });
  }
  if (manifest.netspec !== 1) {
    const fix = 'open it with the version of netspec that wrote it, or a later one';
    throw fail({ path: 'netspec.json.netspec', expected: 'format 1', received: show(manifest.netspec), fix });
  }
  const { checksums, ...content } = manifest;
  const received = checksum(encode(JSON.stringify(content)));
  if (received !== checksums['netspec.json']) throw fail(damage('netspec.json', `checksum ${show(checksums['netspec.json'])}`, received));
  return manifest as Manifest;
}

const damage = (path: string, expected: string, received: string): Issue => ({
  path,
  expected,
  received,
  fix: 'the file is damaged or was changed by hand: save the model again, or copy the folder anew',
});

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
