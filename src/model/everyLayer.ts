import type { layers as tfLayers } from '@tensorflow/tfjs-layers';
import { tfl } from '#tf';

type Layer = tfLayers.Layer;

/** The layers with those inside wrappers and nested models, or in a list that a layer of the program holds under the same name. */
export function everyLayer(layers: readonly Layer[]): readonly Layer[] {
  return layers.flatMap((layer) => {
    const { layer: wrapped, forwardLayer, backwardLayer, layers: listed } = layer as unknown as Inside;
    const inside = [wrapped, forwardLayer, backwardLayer, ...(Array.isArray(listed) ? (listed as readonly unknown[]) : [])];
    return [layer, ...everyLayer(inside.filter(isLayer))];
  });
}

/** What a layer of the program has under these names may be anything. */
type Inside = Readonly<Record<'layer' | 'forwardLayer' | 'backwardLayer' | 'layers', unknown>>;

const isLayer = (value: unknown): value is Layer => value instanceof tfl.layers.Layer;
