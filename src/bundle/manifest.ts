import { BundleError, show, type Issue } from '../errors.ts';
import type { ModelRecord } from '../model/model.ts';
import { checksum } from './checksum.ts';
import type { LayersFiles } from './layersFiles.ts';

/** The files of a bundle. `model.json` and `weights.bin` are what stock `tf.loadLayersModel` opens. */
export const bundleFiles = ['model.json', 'weights.bin', 'netspec.json'] as const;
export type BundleFile = (typeof bundleFiles)[number];
export type BundleContent = Readonly<Record<BundleFile, Uint8Array>>;

/** What `netspec.json` holds. */
export interface Manifest extends ModelRecord {
  /** Version of this format. */
  readonly netspec: 1;
  /** What the network answered to `samples` where it was saved: for each output the flat values of all samples. */
  readonly golden: readonly (readonly (number | null)[])[];
  readonly checksums: Readonly<Record<BundleFile, string>>;
}

/** Gives a file's bytes; throws where it is not there. */
export type ReadBundleFile = (file: BundleFile) => Promise<Uint8Array>;

/** Backends round in their own ways; weights of another model are further off than this, relative to 1 and to the answer. */
const TOLERANCE = 1e-3;

/** @throws BundleError where an answer to a sample is not the one that was given where the model was saved. */
export function checkAnswers(golden: Manifest['golden'], answers: Manifest['golden'], place: string): void {
  golden.forEach((values, output) =>
    values.forEach((value, i) => {
      const answer = answers[output]?.[i] ?? NaN;
      if (value === null || Math.abs(answer - value) <= TOLERANCE * (1 + Math.abs(value))) return;
      const fix = 'the weights are of another model, or this backend computes wrongly: save the model again, or try another backend';
      throw new BundleError(place, [{ path: 'weights.bin', expected: `the answer ${value} to a sample`, received: String(answer), fix }]);
    }),
  );
}

/**
 * Reads what a bundle says of itself.
 * @throws BundleError where it is none, damaged, or of a later format.
 */
export async function readManifest(read: ReadBundleFile, place: string): Promise<Manifest> {
  const bytes = await read('netspec.json');
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
  const received = checksum(toBytes(JSON.stringify(content)));
  if (received !== checksums['netspec.json']) throw fail(damage('netspec.json', `checksum ${show(checksums['netspec.json'])}`, received));
  return manifest as Manifest;
}

/**
 * Reads the network and its weights.
 * @throws BundleError where one of the two files is damaged.
 */
export async function readLayersFiles(read: ReadBundleFile, { checksums }: Manifest, place: string): Promise<LayersFiles> {
  const files = { 'model.json': await read('model.json'), 'weights.bin': await read('weights.bin') };
  const damaged = (['model.json', 'weights.bin'] as const).flatMap((file): Issue[] => {
    const received = checksum(files[file]);
    const expected = checksums[file];
    return received === expected ? [] : [damage(file, `checksum ${expected}`, `${received} (${files[file].length} bytes)`)];
  });
  if (damaged.length > 0) throw new BundleError(place, damaged);
  return files;
}

const damage = (path: string, expected: string, received: string): Issue => ({
  path,
  expected,
  received,
  fix: 'the file is damaged or was changed by hand: save the model again, or copy the folder anew',
});

/** A text as bytes (UTF-8). */
export const toBytes = (text: string): Uint8Array => new TextEncoder().encode(text);
