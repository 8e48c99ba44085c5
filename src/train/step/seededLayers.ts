import type { LayersModel } from '@tensorflow/tfjs-layers';
import { everyLayer } from '../../model/everyLayer.ts';
import { deriveSeed } from '../../random.ts';

/**
 * TF.js draws the same mask for ever in a dropout layer that has a seed. This gives each such layer another seed for each step,
 * decided by its own, and puts its own back when called with undefined.
 */
export function seededLayers(layersModel: LayersModel): (step: number | undefined) => void {
  const seeded = everyLayer(layersModel.layers)
    .filter((layer) => layer.getClassName() === 'Dropout')
    .map((layer) => layer as unknown as { seed?: number }) // a private field of Dropout
    .flatMap((layer) => (typeof layer.seed === 'number' ? [{ layer, seed: layer.seed }] : []));
  return (step) => {
    for (const { layer, seed } of seeded) layer.seed = step === undefined ? seed : deriveSeed(seed, 'mask', step);
  };
}
