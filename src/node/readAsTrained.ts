import type { Model } from '../model/model.ts';
import type { ReadOptions } from './read/openSource.ts';

/** The same options, by which a table that does not tell how it writes numbers is read as the one that the model was trained on. */
export function readAsTrained<const O extends ReadOptions>({ record }: Model, options?: O): O | ReadOptions {
  const likely = record.trainedOn?.style;
  return { ...(likely ? { likely } : {}), ...options };
}
