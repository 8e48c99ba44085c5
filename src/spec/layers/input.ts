import { listOf } from '../option.ts';
import type { Shape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { only, shape, size } from './options.ts';

const batchShape = listOf(size({ doc: 'One size.' }), { minimum: 2 });

/** What comes in. -> [batch, ...shape] */
export const inputLayer = layerKind({
  type: 'inputLayer',
  aliases: ['input'],
  className: 'InputLayer',
  doc: 'Where data come in. The same as `input` or an entry of `inputs` of the network.',
  options: {
    shape: shape({ doc: 'Sizes of one example, without the batch; null for a size that varies.', optional: true }),
    batchShape: batchShape({ doc: 'Sizes of a batch, the number of rows first, null for any.', optional: true }),
    sparse: only(false, 'the layers of TF.js take no sparse tensors')({ doc: 'Whether the tensor is sparse.', default: false }),
  },
  reads: 'none',
  ranks: { in: 'any', out: 'varies' },
  outputShape: (_, options) => {
    const { shape: sizes, batchShape: all, inputShape, batchInputShape, batchSize } = options as Shapes;
    const given = [sizes, all, inputShape, batchInputShape].filter((entry) => entry !== undefined);
    if (given.length !== 1) {
      return {
        expected: 'one of shape, batchShape, inputShape and batchInputShape',
        received: given.length === 0 ? 'none' : `${given.length} of them`,
      };
    }
    const withBatch = all ?? batchInputShape;
    if (withBatch && batchSize !== undefined) {
      return { option: 'batchSize', expected: 'nothing: the first size of the batch tells it', received: String(batchSize) };
    }
    return withBatch ?? [batchSize ?? null, ...(sizes ?? inputShape)!];
  },
});

/** Its own options and those of `baseOptions` that tell a shape too. */
interface Shapes {
  readonly shape?: Shape;
  readonly batchShape?: Shape;
  readonly inputShape?: Shape;
  readonly batchInputShape?: Shape;
  readonly batchSize?: number;
}
