import { mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError, show } from '../errors.ts';
import { exportFiles, type ExportFormat } from '../export/formats.ts';
import { beginCall } from '../model/callOptions.ts';
import { requireModel, type Model } from '../model/model.ts';
import { toPath } from './toPath.ts';
import { writeFilesAtomically } from './writeFile.ts';

/** Where to and in what form. */
export interface ExportOptions {
  /** `tfjs`: the stock layers model alone. */
  readonly to: ExportFormat;
  /** A folder, made where it is not there. */
  readonly path: string;
  /** Ends it before anything is written; the promise is rejected by its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Writes a model in another format.
 * @throws UsageError for an unknown format, or a place that cannot be written.
 */
export async function exportModel(model: Model, options: ExportOptions): Promise<void> {
  requireModel(model);
  if (typeof options !== 'object' || options === null) {
    throw new UsageError('the call', [{ path: 'options', expected: '{ to, path }', received: show(options) }]);
  }
  const { to, path, signal } = options;
  beginCall(signal === undefined ? {} : { signal });
  const files = await exportFiles(model, to);
  signal?.throwIfAborted();
  const folder = toPath(path);
  await makeFolder(folder, Object.keys(files));
  await writeFilesAtomically(Object.entries(files).map(([name, bytes]) => [join(folder, name), bytes] as const));
}

async function makeFolder(path: string, names: readonly string[]): Promise<void> {
  const refuse = (received: string) =>
    new UsageError('the export', [
      { path, expected: 'an empty folder, or one with an earlier export', received, fix: 'choose another folder' },
    ]);
  let entries: readonly string[];
  try {
    await mkdir(path, { recursive: true });
    entries = await readdir(path);
  } catch (error) {
    throw refuse((error as Error).message.split(',')[0]!);
  }
  if (entries.includes('netspec.json')) throw refuse('a folder with a netspec model'); // its weights would be replaced
  const others = entries.filter((entry) => !names.includes(entry));
  if (others.length > 0) throw refuse(`a folder with ${show(others[0])}`);
  const isExport = async () => (await readFile(join(path, 'model.json'), 'utf8')).includes('"format":"layers-model"');
  if (entries.includes('model.json') && !(await isExport())) throw refuse('a folder with another model.json');
}
