import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { layerGraph } from '../../src/tensorboard/layerGraph.ts';

let before: number;
beforeEach(() => void (before = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(before));

test('a chain has a node for its input and each layer, with shapes', () => {
  const layers = [tfl.layers.dense({ units: 4, inputShape: [3], name: 'hidden' }), tfl.layers.dense({ units: 1, name: 'answer' })];
  const model = tfl.sequential({ layers });
  expect(layerGraph(model)).toEqual([
    { name: 'hidden_input', op: 'InputLayer', inputs: [], shapes: [[null, 3]] },
    { name: 'hidden', op: 'Dense', inputs: ['hidden_input'], shapes: [[null, 4]] },
    { name: 'answer', op: 'Dense', inputs: ['hidden'], shapes: [[null, 1]] },
  ]);
  model.dispose();
});

test('a model inside the model is a scope, and what is used again is there again', () => {
  const inner = tfl.sequential({ name: 'inner', layers: [tfl.layers.reLU({ inputShape: [3], name: 'shared' })] });
  const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [3], name })) as [SymbolicTensor, SymbolicTensor];
  const both = [inner.apply(a), inner.apply(b)] as SymbolicTensor[];
  const sum = tfl.layers.add({ name: 'sum' }).apply(both) as SymbolicTensor;
  const model = tfl.model({ inputs: [a, b], outputs: sum });
  expect(layerGraph(model).map(({ name, inputs }) => [name, inputs])).toEqual([
    ['a', []],
    ['b', []],
    ['inner/shared', ['a']],
    ['inner_2/shared', ['b']],
    ['sum', ['inner/shared', 'inner_2/shared']],
  ]);
  model.dispose();
});

test('the states of a recurrent layer are its further tensors', () => {
  const input = tfl.input({ shape: [5, 3], name: 'input' });
  const [out, state] = tfl.layers.gru({ units: 2, returnState: true, name: 'gru' }).apply(input) as [SymbolicTensor, SymbolicTensor];
  const model = tfl.model({ inputs: input, outputs: tfl.layers.multiply({ name: 'product' }).apply([out, state]) as SymbolicTensor });
  expect(layerGraph(model).slice(1)).toEqual([
    { name: 'gru', op: 'GRU', inputs: ['input'], shapes: [[null, 2], [null, 2]] }, // prettier-ignore
    { name: 'product', op: 'Multiply', inputs: ['gru', 'gru:1'], shapes: [[null, 2]] },
  ]);
  model.dispose();
});
