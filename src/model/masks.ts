import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { everyLayer } from './everyLayer.ts';

/** Frees the dropout masks that recurrent cells keep of their last run until the next. */
export function freeMasks(layersModel: LayersModel): void {
  for (const layer of everyLayer(layersModel.layers)) {
    const { cell } = layer as unknown as { cell?: Partial<Record<'dropoutMask' | 'recurrentDropoutMask', Tensor | Tensor[] | null>> };
    if (cell === undefined) continue;
    for (const mask of ['dropoutMask', 'recurrentDropoutMask'] as const) {
      if (cell[mask]) tf.dispose(cell[mask]);
      cell[mask] = null;
    }
  }
}
