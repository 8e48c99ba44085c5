import { packLayersModel } from '../bundle/layersFiles.ts';
import { UsageError, show } from '../errors.ts';
import { requireModel, type Model } from '../model/model.ts';
import { didYouMean } from '../spec/option.ts';

/** A format to export to, by its name. */
export type ExportFormat = keyof typeof exporters;

/** File names with their bytes. */
export type ExportedFiles = Readonly<Record<string, Uint8Array>>;

const exporters = {
  /** The stock layers model alone: model.json and weights.bin, for `tf.loadLayersModel`. */
  tfjs: async (model: Model): Promise<ExportedFiles> => ({ ...(await packLayersModel(model.layersModel)) }),
} as const;

export const exportFormats = Object.keys(exporters) as ExportFormat[];

/**
 * A model in another format, as files in memory.
 * @throws UsageError for a format that is not known.
 */
export async function exportFiles(model: Model, format: ExportFormat): Promise<ExportedFiles> {
  if (!Object.hasOwn(exporters, format)) {
    const expected = `a format: ${exportFormats.join(', ')}`;
    throw new UsageError('the call', [{ path: 'to', expected, received: show(format), ...didYouMean(format, exportFormats) }]);
  }
  requireModel(model);
  return await exporters[format](model);
}
