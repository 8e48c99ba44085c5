import { tf } from '#tf';
import type { BackendName } from '../../backend/choose.ts';
import { useBackend } from '../backend.ts';
import { trainSample } from './trainSample.ts';
import { samples } from './sampleNetworks.ts';

// A program of its own (`node tryLayers.js NAME`): trains every sample on a backend, and writes the weights that come of it as JSON.

/** All weights of a sample after its training, in the model's order; a text where it does not train. */
export type TrainedSamples = Readonly<Record<string, readonly number[] | string>>;

tf.enableProdMode();
await useBackend(process.argv[2] as BackendName);
const trained: Record<string, readonly number[] | string> = {};
for (const sample of samples) {
  try {
    trained[sample.name] = await trainSample(sample);
  } catch (error) {
    trained[sample.name] = String(error).split('\n', 1)[0]!;
  }
}
process.stdout.write(JSON.stringify(trained));
