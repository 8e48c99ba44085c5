import type { WeightShape } from '../kind.ts';
import { oneOf } from '../option.ts';
import type { Shape } from '../shape.ts';
import { layerKind } from './layerKind.ts';
import { checkNestedSizes, inferNested, nestedLayer, nestedWeights } from './nested.ts';

const withoutInitializer = ({ initializer: _, ...weight }: WeightShape, prefix = ''): WeightShape => ({
  ...weight,
  name: prefix + weight.name,
});

const withoutSteps = ([batch, , ...rest]: Shape): Shape => [batch!, ...rest];

/** [batch, steps, ...] -> [batch, steps, ...what the layer makes of one step] */
export const timeDistributed = layerKind({
  type: 'timeDistributed',
  className: 'TimeDistributed',
  doc: 'The same layer, with the same weights, at each step of a sequence.',
  options: {
    layer: nestedLayer({
      expected: 'a layer that reads one tensor',
      // randomWidth gives every step another width.
      accepts: (kind) => (kind.reads ?? 'one') === 'one' && kind.type !== 'randomWidth',
    })({ doc: 'The layer, such as { "type": "dense", "units": 8 }.' }),
  },
  ranks: { in: [2, 3, 4, 5], out: 'varies' },
  random: true,
  outputShape: ([input], { layer }) => {
    const found = inferNested(layer, withoutSteps(input!));
    if ('expected' in found) return found;
    if (layer.returnState === true) return { option: 'layer', expected: 'a layer that gives one tensor', received: '"returnState": true' };
    return [input![0]!, input![1]!, ...found.shape.slice(1)];
  },
  checkSizes: ([input], { layer }) => checkNestedSizes(layer, withoutSteps(input!)),
  weights: ([input], { layer }) => nestedWeights(layer, withoutSteps(input!)).map((weight) => withoutInitializer(weight)),
});

// TF.js cannot copy an rnn with its cell, so that is not among them.
const recurrentTypes = ['simpleRNN', 'gru', 'lstm', 'convLstm2d'];

/** [batch, steps, n] -> [batch, 2 * units] with mergeMode "concat", else [batch, units]; with steps for returnSequences */
export const bidirectional = layerKind({
  type: 'bidirectional',
  className: 'Bidirectional',
  doc: 'A recurrent layer that reads the sequence forwards, and another that reads it backwards (Schuster and Paliwal 1997).',
  options: {
    layer: nestedLayer({
      expected: `a recurrent layer: ${recurrentTypes.join(', ')}`,
      accepts: ({ type }) => recurrentTypes.includes(type),
    })({
      doc: 'The layer, such as { "type": "lstm", "units": 8 }; both directions have its options and weights of their own.',
    }),
    mergeMode: oneOf(['concat', 'sum', 'mul', 'ave'])({
      doc: 'How both answers become one: put behind one another, added, multiplied or averaged.',
      default: 'concat',
    }),
  },
  ranks: { in: [2, 4], out: 'varies' },
  random: true,
  outputShape: ([input], options) => {
    const { layer, mergeMode, weights } = options as typeof options & { readonly weights?: unknown };
    if (weights !== undefined)
      return { option: 'weights', expected: 'no weights: TF.js does not take them for bidirectional', received: 'some' };
    const found = inferNested(layer, input!);
    if ('expected' in found) return found;
    const length = found.shape.at(-1)!;
    return [...found.shape.slice(0, -1), mergeMode === 'concat' && length !== null ? length * 2 : length];
  },
  checkSizes: ([input], { layer }) => checkNestedSizes(layer, input!),
  weights: ([input], { layer }) => {
    const weights = nestedWeights(layer, input!);
    const both = ['forward/', 'backward/'].flatMap((direction) => weights.map((weight) => withoutInitializer(weight, direction)));
    // TF.js lists what it trains first.
    return [...both.filter((weight) => weight.trainable !== false), ...both.filter((weight) => weight.trainable === false)];
  },
});
