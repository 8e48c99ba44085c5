import type { layers } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { UsageError, show, type Issue } from '../errors.ts';
import type { LayerKind } from '../spec/kind.ts';
import type { NamedValue, NormalisedLayer } from '../spec/normalised.ts';
import { registerKind } from '../spec/layers/register.ts';
import type { Options } from '../spec/option.ts';

type Layer = layers.Layer;
// TF.js gives a layer class any config; what is in it is said by the kind's options.
export type LayerClass = (new (config: any) => Layer) & { readonly className: string }; // eslint-disable-line @typescript-eslint/no-explicit-any

/** A layer of your own: what the checker has to know of it, and the class that does the work. */
export interface CustomLayer<T extends string = string, O extends Options = Options> extends Omit<LayerKind<T, O>, 'className'> {
  /** Extends `tf.layers.Layer`, has a static `className`, and takes its options (and `name`) as one object. */
  readonly layer: LayerClass;
}

const layerClasses = new Map<string, LayerClass>();

/** The class of a registered layer. */
export const findLayerClass = (type: string): LayerClass | undefined => layerClasses.get(type);

/** That of a layer of a spec, or of the layer that it wraps; undefined where TF.js has both. */
export const ownClassOf = ({ type, options }: Pick<NormalisedLayer, 'type' | 'options'>): LayerClass | undefined =>
  findLayerClass(type) ?? findLayerClass(String((options['layer'] as NamedValue | undefined)?.type));

/**
 * Makes a layer of your own known by its type, so that it can be written in a spec, checked, built, saved and loaded.
 *
 * ```ts
 * class Scale extends tf.layers.Layer {
 *   static className = 'Scale';
 *   constructor(config) { super(config); this.factor = config.factor; }
 *   call(inputs) { return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, this.factor); }
 *   getConfig() { return { ...super.getConfig(), factor: this.factor }; }
 * }
 * registerLayer({
 *   type: 'scale',
 *   doc: 'Multiplies by a number.',
 *   options: { factor: number()({ doc: 'The number.', default: 2 }) },
 *   ranks: { in: 'any', out: 'same' },
 *   outputShape: ([input]) => input,
 *   layer: Scale,
 * });
 * ```
 * @throws UsageError where the type is taken, or TF.js could not save the class.
 */
export function registerLayer<const T extends string, const O extends Options>({ layer, ...kind }: CustomLayer<T, O>): void {
  const issues = [...checkType(kind.type, layer), ...checkKind(kind), ...checkClass(layer)];
  if (issues.length > 0) throw new UsageError('the layer', issues);
  registerKind({ ...kind, className: layer.className } as LayerKind);
  layerClasses.set(kind.type, layer);
  tf.serialization.registerClass(layer as unknown as Parameters<typeof tf.serialization.registerClass>[0]);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What the checker calls upon. */
function checkKind(kind: Readonly<Record<string, unknown>>): readonly Issue[] {
  const { doc, options, ranks, outputShape } = kind as Partial<LayerKind>;
  const made = (entry: unknown) => typeof (entry as { check?: unknown } | null)?.check === 'function';
  const parts = [
    ['doc', 'a sentence', typeof doc === 'string'],
    ['options', 'an object of options such as number()({ doc }), {} for none', isObject(options) && Object.values(options).every(made)],
    ['ranks', "what ranks it takes and gives, such as { in: 'any', out: 'same' }", isObject(ranks) && 'in' in ranks && 'out' in ranks],
    ['outputShape', 'a function from shapes and options to a shape', typeof outputShape === 'function'],
  ] as const;
  return parts.flatMap(([path, expected, isRight]) => (isRight ? [] : [{ path, expected, received: show(kind[path]) }]));
}

function checkType(type: unknown, layer: LayerClass): readonly Issue[] {
  if (typeof type !== 'string' || !/^[A-Za-z]\w*$/.test(type)) {
    return [{ path: 'type', expected: 'a name of letters and digits that begins with a letter', received: show(type) }];
  }
  const other = layerClasses.get(type);
  if (other === undefined || other === layer) return [];
  return [{ path: 'type', expected: 'a type of its own', received: `${show(type)}, which the class ${other.name} has` }];
}

function checkClass(layer: unknown): readonly Issue[] {
  const path = 'layer';
  if (typeof layer !== 'function') return [{ path, expected: 'a class that extends tf.layers.Layer', received: show(layer) }];
  const received = `class ${layer.name}`;
  if (!Object.hasOwn(layer, 'className')) {
    const fix = `add: static className = ${show(layer.name)};`;
    return [{ path, expected: 'a class with a static className, under which TF.js saves it', received, fix }];
  }
  const { className } = layer as LayerClass;
  const known = tf.serialization.SerializationMap.getMap().classNameMap[className]?.[0];
  if (known === undefined || known === layer) return [];
  return [{ path, expected: 'a className of its own', received: `${show(className)}, which TF.js or another layer has` }];
}
