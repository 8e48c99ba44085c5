import { show } from '../../errors.ts';
import { inferLayer, type Node } from '../inferLayer.ts';
import type { LayerKind, Problem, WeightShape } from '../kind.ts';
import { checkOptions, didYouMean, flag, join, normaliseOptions, option } from '../option.ts';
import type { Shape } from '../shape.ts';
import { checkKnownSizes } from './knownSizes.ts';
import { allTypes, lookUpKind } from './registry.ts';

/** A layer that stands inside another, as a user writes it. */
export interface NestedLayerSpec {
  readonly type: string;
  readonly [option: string]: unknown;
}
/** The same with its defaults filled in. */
export interface NestedLayer extends NestedLayerSpec {
  readonly trainable: boolean;
}

const trainable = flag({ doc: 'Whether training changes its weights.', default: true });
const isObject = (value: unknown): value is NestedLayerSpec => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An option whose value is a layer. It is checked by the same table as the layers of the network. */
export const nestedLayer = ({ expected, accepts }: { readonly expected: string; readonly accepts: (kind: LayerKind) => boolean }) =>
  option<NestedLayerSpec, NestedLayer>({
    expected,
    schema: { $ref: '#/definitions/layer' },
    check: (value, path) => {
      if (!isObject(value)) return [{ path, expected, received: show(value) }];
      const kind = typeof value.type === 'string' ? lookUpKind(value.type) : undefined;
      if (!kind || !accepts(kind)) {
        const types = allTypes().filter((type) => accepts(lookUpKind(type)!));
        return [{ path: join(path, 'type'), expected, received: show(value.type), ...didYouMean(value.type, types) }];
      }
      return checkOptions(value, { ...kind.options, trainable }, path, { subject: `${kind.type} inside another layer`, also: ['type'] });
    },
    normalise: (value) => {
      const kind = lookUpKind(value.type)!;
      return { type: kind.type, ...normaliseOptions(value, { ...kind.options, trainable }) };
    },
  });

/** What comes out of the layer inside, or what is wrong with it there. */
export function inferNested(layer: NestedLayer, input: Shape): Node | Problem {
  const found = inferLayer(lookUpKind(layer.type)!, layer, [input]);
  return 'expected' in found ? atNested(layer, found) : found;
}

/** The problem as one of the option that holds the layer. */
function atNested({ type }: NestedLayer, { option, expected, ...rest }: Problem): Problem {
  return { ...rest, option: 'layer', expected: `${expected} for ${option === undefined ? type : `${option} of ${type}`}` };
}

/** What TF.js cannot build of the layer inside because a size is not known. */
export function checkNestedSizes(layer: NestedLayer, input: Shape): Problem | undefined {
  const wrong = checkKnownSizes(lookUpKind(layer.type)!, [input], layer);
  return wrong && atNested(layer, wrong);
}

/** The weights of the layer inside; none is trained where it is frozen. */
export function nestedWeights(layer: NestedLayer, input: Shape): readonly WeightShape[] {
  const weights = lookUpKind(layer.type)!.weights?.([input], layer) ?? [];
  return layer.trainable ? weights : weights.map((weight) => ({ ...weight, trainable: false }));
}
