import type { layers as tfLayers } from '@tensorflow/tfjs-layers';

type Layer = tfLayers.Layer;

/** The layers with those inside wrappers and nested models. */
export function everyLayer(layers: readonly Layer[]): readonly Layer[] {
  return layers.flatMap((layer) => {
    const inside = layer as unknown as Partial<Record<'layer' | 'forwardLayer' | 'backwardLayer', Layer>> & { layers?: readonly Layer[] };
    const wrapped = [inside.layer, inside.forwardLayer, inside.backwardLayer].filter((one) => one !== undefined);
    return [layer, ...everyLayer([...wrapped, ...(inside.layers ?? [])])];
  });
}
