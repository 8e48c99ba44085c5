import { expect, test } from '@jest/globals';
import type { Tensor } from '@tensorflow/tfjs-core';
import { registerLayer, train, type OwnStep } from 'netspec';
import { tf, tfl } from '#tf';
import { chain, dense, head, specOf, squares } from './recorded/networks.ts';
import { leaveNoTensors } from './tensors.ts';
import { wave } from './watch/runs.ts';

leaveNoTensors();

/** Adds where the two largest values are, through which nothing can be trained. */
class Rounded extends tfl.layers.Layer {
  static className = 'RoundedLayer';
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => {
      const x = [inputs].flat()[0]!;
      const places = tf.topk(x, 2).indices;
      return tf.concat([x, tf.cast(places, 'float32')], 1);
    });
  }
  override computeOutputShape([rows, width]: number[]): number[] {
    return [rows!, width! + 2];
  }
}
registerLayer({
  type: 'rounded',
  doc: 'Places of the largest.',
  options: {},
  ranks: { in: 'any', out: 'same' },
  outputShape: ([input]) => [input![0]!, input![1]! + 2],
  layer: Rounded,
});

const network = specOf(chain([3], dense(4), { type: 'rounded', id: 'places' }, head()), squares);
const data = { xs: wave(8, 3), ys: wave(8, 1) };

const ofLoss: OwnStep = ({ layersModel, inputs, targets, minimize }) => ({
  loss: minimize(() => tf.mean(tf.square(tf.sub(layersModel.apply([...inputs], { training: true }) as Tensor, targets[0]!)))),
});

test.each([
  ['by a loss of the vocabulary', {}],
  ['by a loss of the program', { loss: (yTrue: Tensor, yPred: Tensor) => tf.mean(tf.abs(tf.sub(yTrue, yPred)), -1) }],
  ['by a step of the program', { trainStep: ofLoss }],
])('a layer is named that runs an operation without a gradient, and all is left as it was: trained %s', async (_, options) => {
  const more = { epochs: 2, seed: 1, backend: 'cpu', ...options } as const;
  await expect(train(network, data as never, more)).rejects.toThrow(
    'layer "places" has a problem\n' +
      '  call: expected operations that have a gradient, received TopK\n' +
      '    fix: take a smooth one in its place, such as a sigmoid for a step or the squared distance for a choice',
  );
});
