import type { LayersModel } from '@tensorflow/tfjs-layers';
import { everyLayer } from './everyLayer.ts';

/** Tells which layer is being called, until `stop` is called. */
export function watchLayers(layersModel: LayersModel): { readonly now: string | undefined; readonly stop: () => void } {
  const stack: string[] = [];
  const puts = everyLayer(layersModel.layers).map((layer) => {
    const isOwn = Object.hasOwn(layer, 'call');
    const { call } = layer;
    layer.call = function (this: typeof layer, inputs, options) {
      stack.push(`layer "${layer.name}"`);
      try {
        return call.call(this, inputs, options);
      } finally {
        stack.pop();
      }
    };
    return () => {
      if (isOwn) layer.call = call;
      else Reflect.deleteProperty(layer, 'call');
    };
  });
  return {
    get now() {
      return stack.at(-1);
    },
    stop() {
      for (const put of puts.reverse()) put();
    },
  };
}
