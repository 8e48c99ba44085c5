import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf } from '#tf';
import { missingKernelOf, missingKernels } from '../../backend/preflight.ts';
import { BackendError } from '../../errors.ts';
import { freeMasks } from '../../model/masks.ts';
import type { NormalisedNetwork } from '../../spec/normalised.ts';
import { freeTape } from './tape.ts';
import type { TrainStep } from './trainStep.ts';

type Layer = LayersModel['layers'][number];

/**
 * A step that tells which layer needs a kernel that the backend lacks, in place of TF.js's stack: of layers whose kernels nobody knows
 * before, such as those of the program's own.
 */
export function explainedStep(step: TrainStep, layersModel: LayersModel, { layers }: NormalisedNetwork): TrainStep {
  const explaining = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      const kernel = missingKernelOf(error);
      if (kernel === undefined) throw error;
      const layer = layersModel.layers.find((each) => needs(each, kernel));
      const written = layers.find(({ id }) => id === layer?.name);
      const path = written ? `${written.path} ${written.type}` : layer ? `layer "${layer.name}"` : 'the loss or the step';
      throw new BackendError('backend', [missingKernels(path, [kernel], tf.getBackend())]);
    }
  };
  const { prepare } = step;
  return {
    ...step,
    run: (...asked) => explaining(() => step.run(...asked)),
    ...(prepare ? { prepare: (...asked) => explaining(() => prepare(...asked)) } : {}),
  };
}

/** Whether a layer by itself, forward or backward, on one row of zeros, comes upon the same want. */
function needs(layer: Layer, kernel: string): boolean {
  const read = layer.inboundNodes[0]?.inputTensors ?? [];
  if (read.length === 0) return false;
  try {
    tf.tidy(() => {
      const xs = read.map(({ shape, dtype }) => tf.zeros([shape[0] ?? 1, ...shape.slice(1).map((size) => size ?? 1)], dtype));
      const sum = () => {
        const answer = layer.apply(xs.length === 1 ? xs[0]! : xs, { training: true }) as Tensor | Tensor[];
        return tf.addN([answer].flat().map((tensor) => tf.sum(tensor)));
      };
      tf.engine().gradients(sum, [...xs, ...layer.trainableWeights.map((weight) => weight.read())], undefined, true);
    });
    return false;
  } catch (error) {
    freeTape();
    return missingKernelOf(error) === kernel;
  } finally {
    freeMasks({ layers: [layer] } as unknown as LayersModel);
  }
}
