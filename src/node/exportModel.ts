import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exportFiles, type ExportFormat } from '../export/formats.ts';
import type { Model } from '../model/model.ts';
import { toPath } from './bundleFolder.ts';
import { writeFileAtomically } from './writeFile.ts';

/** Where to and in what form. */
export interface ExportOptions {
  /** `tfjs`: the stock layers model alone. */
  readonly to: ExportFormat;
  /** A folder, made where it is not there. */
  readonly path: string;
}

/**
 * Writes a model in another format.
 * @throws UsageError for an unknown format, or a place that cannot be written.
 */
export async function exportModel(model: Model, { to, path }: ExportOptions): Promise<void> {
  const files = await exportFiles(model, to);
  const folder = toPath(path);
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) await writeFileAtomically(join(folder, name), bytes);
}
