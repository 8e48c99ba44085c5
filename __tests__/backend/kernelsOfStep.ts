import { train, useBackend, type NetworkSpec } from 'netspec';
import { tf } from '#tf';
import { parseModel } from '../../src/spec/parse.ts';
import { inferShapes } from '../../src/spec/shapes.ts';

/** How many kernels TF.js runs in one training step: those of three steps less those of two. */
export async function kernelsOfStep(network: NetworkSpec): Promise<number> {
  await useBackend('cpu');
  return (await kernelsOf(network, 3)) - (await kernelsOf(network, 2));
}

async function kernelsOf(network: NetworkSpec, steps: number): Promise<number> {
  const rows = 2 * steps;
  const parsed = parseModel({ network, training: { loss: 'meanSquaredError' } }).network;
  const out = inferShapes(parsed).nodes.get(parsed.outputs[0]!.from)!.shape.slice(1);
  const data = { xs: zeros(rows, parsed.inputs[0]!.shape), ys: zeros(rows, out) };
  const { kernels } = await tf.profile(async () => {
    const options = { batchSize: 2, epochs: 1, seed: 1, step: 'eager', validationSplit: 0, loss: 'meanSquaredError' } as const;
    (await train({ network }, data, options)).dispose();
    return [];
  });
  return kernels.length;
}

const zeros = (rows: number, shape: readonly (number | null)[]): Float32Array =>
  new Float32Array(shape.reduce<number>((all, size) => all * size!, rows));
