import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { useBackend } from '../../../src/node/backend.ts';
import type { Node } from '../../../src/spec/inferLayer.ts';
import { checkKnownSizes } from '../../../src/spec/layers/knownSizes.ts';
import { layerKinds } from '../../../src/spec/layers/table.ts';
import type { Shape } from '../../../src/spec/shape.ts';
import { configurations, type Configuration } from './configurations.ts';
import { infer, type Inferred } from './infer.ts';
import { disposeStock, stockLayer } from './stock.ts';
import { spread } from '../../long/spread.ts';

const cases = Object.entries(configurations).flatMap(([type, list]) =>
  list.map(([input, options = {}, batchSize]) => [type, input, options, batchSize] as const),
);
const title = '%s on %j with %j';

function accepted(...configuration: readonly [string, ...Configuration]): Inferred & { readonly node: Node } {
  const inferred = infer(...configuration);
  if ('expected' in inferred.found) throw new Error(JSON.stringify(inferred.found));
  return { ...inferred, node: inferred.found };
}

/** A batch of ones; a batch that is not fixed has 2 rows, and other sizes that are not known become 7. */
const ones = ([batch, ...sizes]: Shape): Tensor => tf.ones([batch ?? 2, ...sizes.map((size) => size ?? 7)]);

/** Builds the layer, and gives the shape of its first output. */
function apply(layer: layers.Layer, values: () => readonly (Tensor | SymbolicTensor)[]): Shape {
  let shape: Shape = [];
  tf.tidy(() => {
    const given = values();
    const [out] = [layer.apply((given.length === 1 ? given[0]! : given) as Tensor[])].flat();
    shape = out!.shape;
  });
  return shape;
}

let tensors: number;
beforeAll(async () => {
  await useBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(tensors);
});

test('every kind of layer but the input has configurations', () => {
  expect(Object.keys(configurations).sort()).toEqual(
    Object.keys(layerKinds)
      .filter((type) => type !== 'inputLayer')
      .sort(),
  );
});

describe('the shape that is inferred is the one that TF.js builds', () => {
  test.each(spread(cases, 3))(title, (type, input, written, batchSize) => {
    const { options, node, inputs } = accepted(type, input, written, batchSize);
    const layer = stockLayer(type, options);
    expect(node.shape).toEqual(apply(layer, () => inputs.map((shape) => tfl.input({ batchShape: [...shape] }))));
    disposeStock(layer);
  });
});

describe('the shape that is inferred is the one that comes out', () => {
  test.each(spread(cases, 3))(title, (type, input, written, batchSize) => {
    const { kind, options, node, inputs } = accepted(type, input, written, batchSize);
    expect(checkKnownSizes(kind, inputs, options)).toBeUndefined();
    const layer = stockLayer(type, options);
    const out = apply(layer, () => inputs.map(ones));
    expect(node.shape.map((size, i) => size ?? (i === 0 ? 2 : out[i]!))).toEqual(out);
    expect(layer.getClassName()).toBe(kind.className);
    disposeStock(layer);
  });
});

describe('the weights are those of TF.js, in its order', () => {
  test.each(spread(cases, 3))(title, (type, input, written, batchSize) => {
    const { options, node, inputs } = accepted(type, input, written, batchSize);
    const layer = stockLayer(type, options);
    apply(layer, () => inputs.map(ones));
    const stock = layer.weights.map((weight) => ({
      // dense_Dense1/kernel, bidirectional_Bidirectional1/forward_lstm_LSTM1/kernel
      name: weight.originalName
        .split('/')
        .slice(1)
        .join('/')
        .replace(/^(forward|backward)_[^/]*/, '$1'),
      shape: weight.shape,
      trainable: layer.trainableWeights.includes(weight),
    }));
    expect(node.weights.map(({ name, shape, trainable = true }) => ({ name, shape, trainable }))).toEqual(stock);
    const values = node.weights.map(({ shape }) => shape.reduce<number>((count, size) => count * size!, 1));
    expect(values.reduce((sum, count) => sum + count, 0)).toBe(layer.countParams());
    disposeStock(layer);
  });
});
