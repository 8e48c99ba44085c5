// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What inputLayer takes. */
export interface InputLayerOptions extends LayerBase {
  /** Sizes of one example, without the batch; null for a size that varies. A list, each a positive integer or null. */
  readonly shape?: readonly (number | null)[];
  /** Sizes of a batch, the number of rows first, null for any. A list, each a positive integer or null. */
  readonly batchShape?: readonly (number | null)[];
  /** Whether the tensor is sparse. Default: `false`. */
  readonly sparse?: false;
}

/** A layer of type inputLayer, as it is written. */
export interface InputLayer extends InputLayerOptions {
  readonly type: 'inputLayer' | 'input';
}

/** Where data come in. The same as `input` or an entry of `inputs` of the network. */
export function inputLayer<const O extends InputLayerOptions = None>(options?: Exactly<O, InputLayerOptions>): Built<'inputLayer', O> {
  return { type: 'inputLayer', ...options } as Built<'inputLayer', O>;
}

/** Another name of inputLayer. Where data come in. The same as `input` or an entry of `inputs` of the network. */
export const input = inputLayer;
