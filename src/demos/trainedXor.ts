import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { rememberBackend } from '../backend/backendInUse.ts';
import { ensureBackend } from '../node/ensureBackend.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { TrainOptions } from '../train/options.ts';
import { trainWith } from '../train/train.ts';
import { createTrainer } from '../train/trainer.ts';
import type { Learned, Lesson } from './lesson.ts';

/** Trains as `train` does, on TF.js's plain JavaScript: for so small a network nothing starts and runs faster. */
export async function learnByTrainer(spec: ModelSpec, { xs, ys, stopBelow, signal }: Lesson): Promise<Learned> {
  const putBack = rememberBackend();
  try {
    await ensureBackend('cpu');
    const stopWhen: TrainOptions['stopWhen'] = ({ metrics }) => metrics['loss']! < stopBelow;
    const model = await trainWith(await createTrainer(spec, { xs, ys }, { stopWhen, ...(signal ? { signal } : {}) }));
    const { layersModel, history } = model;
    return {
      losses: history['loss']!,
      weights: layersModel.layers.flatMap((layer) =>
        layer.getWeights().map((weight) => ({ layer: layer.name, shape: weight.shape, values: weight.dataSync() as Float32Array })),
      ),
      /** All points in one batch. */
      answers: (points) =>
        Promise.resolve(
          tf.tidy(() => {
            const output = layersModel.predictOnBatch(tf.tensor2d(points as number[][])) as Tensor;
            return Array.from(output.dataSync());
          }),
        ),
      dispose() {
        model.dispose();
        putBack();
      },
    };
  } catch (error) {
    putBack();
    throw error;
  }
}
