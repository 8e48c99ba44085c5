import { train } from 'netspec';
import { tf } from '#tf';
import { toLayersModel } from '../../src/compile/toLayersModel.ts';
import { samples, type Sample } from '../../src/node/doctor/sampleNetworks.ts';
import type { LayerSpec } from '../../src/spec/network.ts';
import type { NormalisedModel } from '../../src/spec/normalised.ts';
import { parseModel } from '../../src/spec/parse.ts';

/** What TF.js really ran. */
export interface Recorded {
  readonly name: string;
  readonly spec: NormalisedModel;
  readonly answering: readonly string[];
  readonly training: readonly string[];
}

/** The kernels that TF.js is asked for while something is done, on the backend that is set. */
export async function kernelsOf(work: () => unknown): Promise<readonly string[]> {
  const { kernelNames } = await tf.profile(async () => {
    await work();
    return [];
  });
  return [...new Set(kernelNames)].filter((name) => !name.endsWith('__op') && name !== 'unnamed scope'); // made of others
}

/** The kernels of every sample: one answer, and one step. */
export async function recordSamples(): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  for (const sample of samples) recorded.push(await record(behindWeights(sample)));
  return recorded;
}

/** What is first with weights of its own, or for whole numbers, stays there. */
const FIRST = ['dense', 'embedding', 'categoryEncoding'];

/** A gradient must pass through every layer, too. */
function behindWeights(sample: Sample): Sample {
  const { input, layers } = sample.network as { readonly input?: readonly number[] | { readonly shape: readonly number[] }; readonly layers: readonly LayerSpec[] }; // prettier-ignore
  if (input === undefined || FIRST.includes(layers[0]!.type)) return sample;
  const shape = 'shape' in input ? input.shape : input;
  return { ...sample, network: { ...sample.network, layers: [{ type: 'dense', units: shape.at(-1)! }, ...layers] } };
}

const ROWS = 4;
const LENGTH = 5;

async function record({ name, network }: Sample): Promise<Recorded> {
  const outputs = Array.isArray(network.outputs) ? network.outputs.length : 1;
  const loss = Array<'meanSquaredError'>(outputs).fill('meanSquaredError');
  const spec = parseModel({ network, training: { loss } });
  const layersModel = toLayersModel(spec, 1);
  const zeros = (shape: readonly (number | null)[]): Nested[] => nested([ROWS, ...shape.slice(1).map((size) => size ?? LENGTH)]);
  const xs = layersModel.inputs.map(({ shape }) => zeros(shape));
  const ys = layersModel.outputs.map(({ shape }) => zeros(shape));
  try {
    const answering = await kernelsOf(() => {
      const tensors = xs.map((x, i) => tf.tensor(x as number[], undefined, layersModel.inputs[i]!.dtype));
      tf.dispose([layersModel.predictOnBatch(tensors), tensors]);
    });
    const data = {
      xs: Object.fromEntries(xs.map((x, i) => [spec.network.inputs[i]!.id, x])),
      ys: Object.fromEntries(ys.map((y, i) => [spec.network.outputs[i]!.name, y])),
    };
    const options = { loss, epochs: 1, batchSize: ROWS, validationSplit: 0, seed: 1, step: 'eager' } as const;
    const training = await kernelsOf(() => train(layersModel, data, options));
    return { name, spec, answering, training };
  } finally {
    layersModel.dispose();
  }
}

type Nested = number | Nested[];
const nested = ([size, ...rest]: readonly number[]): Nested[] =>
  Array.from({ length: size! }, () => (rest.length === 0 ? 0 : nested(rest)));
