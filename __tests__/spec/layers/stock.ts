import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';

type Factory = (options: unknown) => layers.Layer;
interface Named {
  readonly type: string;
  readonly [option: string]: unknown;
}

/** The layer that TF.js itself makes of a type and normalised options. */
export const stockLayer = (type: string, options: object): layers.Layer => make(tfl.layers, type, stockOptions(options));

interface Kept {
  readonly states_?: Tensor[];
  readonly cell?: { readonly dropoutMask?: Tensor[]; readonly recurrentDropoutMask?: Tensor[] };
}

/** Disposes a layer with the state and the masks that TF.js would leave behind. */
export function disposeStock(layer: layers.Layer): void {
  const { states_, cell } = layer as Kept;
  tf.dispose([states_, cell?.dropoutMask, cell?.recurrentDropoutMask]);
  layer.dispose();
}

const make = (factories: object, type: string, options: unknown) => (factories as Record<string, Factory>)[type]!(options);

const stockOptions = (options: object): object =>
  Object.fromEntries(Object.entries(options).map(([name, value]: [string, unknown]) => [name, stockValue(name, value)]));

/** Names become objects of TF.js, and lists are copied: TF.js writes into some of them. */
function stockValue(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => stockValue(name, entry));
  if (typeof value !== 'object' || value === null) return value;
  const { type, ...options } = value as Named;
  if (name.endsWith('Initializer')) return make(tfl.initializers, type, options);
  if (name.endsWith('Regularizer')) return make(tfl.regularizers, type, options);
  if (name.endsWith('Constraint')) return make(tfl.constraints, type, options);
  return stockLayer(type, options);
}
