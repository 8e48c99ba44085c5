import { toLayersModel } from '../../compile/toLayersModel.ts';
import { createRandom } from '../../random.ts';
import { parseModel } from '../../spec/parse.ts';
import { train } from '../train.ts';
import type { Sample } from './sampleNetworks.ts';

const ROWS = 4;
const STEPS = 10;
/** Of an axis whose length varies. */
const LENGTH = 5;

/** Trains a sample, operation by operation on the backend that is set; gives all its weights in the model's order. */
export async function trainSample({ network, below }: Sample, steps: number = STEPS): Promise<readonly number[]> {
  const outputs = Array.isArray(network.outputs) ? network.outputs.length : 1;
  const loss = Array<'meanSquaredError'>(outputs).fill('meanSquaredError');
  const spec = parseModel({ network, training: { loss } });
  const built = toLayersModel(spec, 1);
  const inputs = spec.network.inputs.map(({ id }, i) => ({ name: id, shape: built.inputs[i]!.shape.slice(1) }));
  const targets = spec.network.outputs.map(({ name }, i) => ({ name, shape: built.outputs[i]!.shape.slice(1) }));
  built.dispose();
  const model = await train(
    { network },
    { xs: drawAll(inputs, below), ys: drawAll(targets) },
    {
      ...{ loss, optimizer: { type: 'sgd', learningRate: 0.1 } },
      ...{ epochs: steps, batchSize: ROWS, validationSplit: 0, shuffle: false, seed: 1, step: 'eager' },
    },
  );
  const weights = model.layersModel.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return weights;
}

/** How far weights are from others, relative to the largest of them. */
export function relativeDistance(weights: readonly number[], others: readonly number[]): number {
  if (weights.length !== others.length) return Infinity;
  let [away, largest] = [0, 1e-12];
  weights.forEach((value, i) => {
    away = Math.max(away, Number.isFinite(value) ? Math.abs(value - others[i]!) : Infinity);
    largest = Math.max(largest, Math.abs(others[i]!));
  });
  return away / largest;
}

interface Slot {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

/** Nested lists for each slot: from -1 to 1, or whole numbers from 0 below a limit. */
function drawAll(slots: readonly Slot[], below?: number): Readonly<Record<string, Nested[]>> {
  const random = createRandom(5);
  const number = () => (below === undefined ? random.next() * 2 - 1 : Math.floor(random.next() * below));
  const draw = ([size, ...rest]: readonly (number | null)[]): Nested[] =>
    Array.from({ length: size ?? LENGTH }, () => (rest.length === 0 ? number() : draw(rest)));
  return Object.fromEntries(slots.map(({ name, shape }) => [name, draw([ROWS, ...shape])]));
}

type Nested = number | Nested[];
