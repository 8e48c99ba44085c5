import type { layers } from '@tensorflow/tfjs-layers';
import { tfl } from '#tf';
import { show, UsageError } from '../errors.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { disposeWhole } from './disposeWhole.ts';
import { findLayerClass, type LayerClass } from './registerLayer.ts';

export type Layer = layers.Layer;
type Options = Readonly<Record<string, unknown>>;
type Factory = (options: Options) => unknown;

/** Said by the network's inputs, or done once the layer is built. */
const notForTheLayer = new Set(['weights', 'inputShape', 'batchInputShape', 'batchSize', 'inputDType', 'dtype']);
/** TF.js warns of an input that has more axes than a dense layer needs when it is told the size of the last. */
const isForTheLayer = (type: string, name: string) =>
  !notForTheLayer.has(name) && (name !== 'inputDim' || type === 'embedding' || findLayerClass(type) !== undefined);

/**
 * A TF.js layer of a type of the vocabulary, or of a registered one. It has no weights before it is applied.
 * @param id Its name in TF.js. A layer or cell inside it gets a name made from this, so that names do not depend on what was built before.
 * @param options Normalised.
 * @throws UsageError where a registered class throws.
 */
export function createLayer(type: string, id: string, options: Options): Layer {
  const args = Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => (isForTheLayer(type, name) ? [[name, toArgument(name, value, id)] as const] : [])),
  );
  const Custom = findLayerClass(type);
  if (Custom !== undefined) return createOwn(Custom, { ...args, name: id });
  const layer = make(tfl.layers, { ...args, type, name: id }) as Layer;
  // TF.js gives the pointwise kernel the initializer of the depthwise one.
  if (type === 'separableConv2d') Object.assign(layer, { pointwiseInitializer: args['pointwiseInitializer'] });
  return disposeWhole(layer);
}

/** @throws UsageError where the constructor of the program does. */
function createOwn(Custom: LayerClass, config: Options & { readonly name: string }): Layer {
  try {
    return new Custom(config);
  } catch (error) {
    const expected = `a constructor that makes a layer of ${show(config)}`;
    const fix = 'mend the constructor, or the options in registerLayer; it gets them, and the name, as one object, which super() takes too';
    throw new UsageError(`layer "${config.name}"`, [{ path: `class ${Custom.name}`, expected, received: `${String(error)}`, fix }]);
  }
}

/** An option as TF.js takes it: named things become its objects, layers inside become layers. */
function toArgument(name: string, value: unknown, id: string): unknown {
  if (name.endsWith('Initializer')) return make(tfl.initializers, value as NamedValue);
  if (name.endsWith('Regularizer')) return make(tfl.regularizers, value as NamedValue);
  if (name.endsWith('Constraint')) return make(tfl.constraints, value as NamedValue);
  if (name === 'layer' || name === 'cell' || name === 'cells') {
    const inside = ({ type, ...options }: NamedValue, place: string) => createLayer(type, place, options);
    return Array.isArray(value)
      ? value.map((cell: NamedValue, i) => inside(cell, `${id}_${name}_${i + 1}`))
      : inside(value as NamedValue, `${id}_${name}`);
  }
  // TF.js changes lists that it is given (the axis of layerNormalization), so that each layer needs its own.
  return JSON.parse(JSON.stringify(value)) as unknown;
}

/** Calls the factory that is named like the type. */
function make(factories: object, { type, ...options }: NamedValue): unknown {
  return (factories as Readonly<Record<string, Factory>>)[type]!(options);
}
