import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { everyLayer } from './everyLayer.ts';

/** The first layer that carries its states from batch to batch, if there is one. */
export const statefulLayer = (layersModel: LayersModel): tfLayers.Layer | undefined =>
  everyLayer(layersModel.layers).find((layer) => (layer as { readonly stateful?: boolean }).stateful === true);
