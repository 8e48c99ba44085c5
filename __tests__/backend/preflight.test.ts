import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { registerLayer, train, useBackend, type ModelSpec, type TrainData } from 'netspec';
import { tf, tfl } from '#tf';
import { layerKernels } from '../../src/backend/layerKernels.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { recordLayerKernels } from './recordKernels.ts';

leaveNoTensors();
beforeEach(() => useBackend('cpu'));

const taken: KernelConfig[] = [];
/** Takes a kernel from plain JavaScript until the end of the test. */
function take(name: string): void {
  taken.push(tf.getKernel(name, 'cpu'));
  tf.unregisterKernel(name, 'cpu');
}
afterEach(() => {
  for (const kernel of taken.splice(0)) tf.registerKernel(kernel);
});

const spec = {
  network: {
    input: [4, 4, 1],
    layers: [
      { type: 'conv2d', filters: 2, kernelSize: 2 },
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 1, activation: 'softplus' },
    ],
  },
  training: { loss: 'meanSquaredError', validationSplit: 0, epochs: 1, seed: 1 },
} as const satisfies ModelSpec;
const image = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => [0.5]));
const data: TrainData = { xs: [image, image], ys: [[1], [0]] };

/** Whether a step has begun. */
async function refused(
  subject: Parameters<typeof train>[0],
  given: TrainData = data,
): Promise<{ readonly begun: boolean; readonly error: unknown }> {
  let begun = false;
  const callbacks = [{ onTrainBegin: () => void (begun = true) }];
  const error: unknown = await train(subject, given, { callbacks, loss: 'meanSquaredError', validationSplit: 0 }).then(
    (model) => model.dispose(),
    (reason: unknown) => reason,
  );
  return { begun, error };
}

describe('a kernel that the backend lacks', () => {
  test('is told before a tensor exists, with the layers that need it and another backend', async () => {
    take('MaxPool');
    take('Conv2DBackpropFilter');
    const { begun, error } = await refused(spec);
    expect(begun).toBe(false);
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has 2 problems
       network.layers[0] conv2d: expected kernels that the backend "cpu" has, received Conv2DBackpropFilter
         fix: choose the backend "wasm"
       network.layers[1] maxPooling2d: expected kernels that the backend "cpu" has, received MaxPool
         fix: choose the backend "wasm""
    `);
  });

  test('is told at the first step in the same words, where an option needs it', async () => {
    take('Softplus');
    const { begun, error } = await refused(spec);
    expect(begun).toBe(true);
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has a problem
       network.layers[3] dense: expected kernels that the backend "cpu" has, received Softplus
         fix: choose the backend "wasm""
    `);
  });

  test('is told so of a layer of the program, in a model of the program', async () => {
    class Erf extends tfl.layers.Layer {
      static readonly className = 'Erf';
      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.erf([inputs].flat()[0]!);
      }
    }
    registerLayer({
      type: 'erf',
      doc: 'erf',
      options: {},
      ranks: { in: 'any', out: 'same' },
      outputShape: ([input]) => input!,
      layer: Erf,
    });
    take('Erf');
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] }), new Erf({ name: 'mine' })] });
    const { error } = await refused(model, { xs: [[0, 1]], ys: [[1]] });
    expect(String(error)).toMatchInlineSnapshot(`
     "BackendError: backend has a problem
       network.layers[1] erf: expected kernels that the backend "cpu" has, received Erf
         fix: choose the backend "wasm""
    `);
    model.dispose();
  });

  test('is no problem where it is there', async () => {
    expect((await refused(spec)).error).toBeUndefined();
  });
});

test('the kernels known of each kind of layer are those that TF.js really runs for it', async () => {
  expect(layerKernels).toEqual(await recordLayerKernels());
});
