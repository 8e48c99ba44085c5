import { plainWeights } from '../compile/plainWeights.ts';
import { createBreather } from '../turns/breathe.ts';
import { isPlain, plainNetwork } from '../model/plainNetwork.ts';
import { decaysByName } from '../optimizers/decays.ts';
import type { ModelSpec } from '../spec/model.ts';
import { parseModel } from '../spec/parse.ts';
import { plainNumbers } from '../train/step/plainNumbers.ts';
import { planPlainStep } from '../train/step/plainPlan.ts';
import { mostPlainWork } from '../train/step/plainWork.ts';
import { tableOf, type Learned, type Lesson } from './lesson.ts';

/**
 * Trains without TF.js, which takes far longer to load than this to run: the weights, the loops and the answers are those of
 * `train`, bit for bit.
 * @returns nothing where plain loops do not know the network, or the loss becomes no finite number, which `train` then explains.
 */
export async function learnPlainly(spec: ModelSpec, seed: number, { xs, ys, stopBelow, signal }: Lesson): Promise<Learned | undefined> {
  const { network, training } = parseModel(spec);
  const plan = planPlainStep(network, training, mostPlainWork(false));
  const first = plan !== undefined && isPlain(network) ? plainWeights(network, seed) : undefined;
  if (plan === undefined || first === undefined) return undefined;
  const { optimizer } = training;
  const parameters = first.map(({ name, layer, values }) => ({ name, layer, size: values.length, decays: decaysByName(name) }));
  const set = { inputs: [tableOf(xs)], outputs: [tableOf(ys)], rows: xs.length };
  const { weights, run } = plainNumbers({ plan, optimizer, parameters, set, fillMask: () => undefined });
  first.forEach(({ values }, i) => weights[i]!.set(values));

  const rows = Uint32Array.from(xs.keys());
  const losses: number[] = [];
  const breathe = createBreather(signal);
  while (losses.length < training.epochs && !(losses.at(-1)! < stopBelow)) {
    signal?.throwIfAborted();
    const { loss } = run(rows, optimizer['learningRate'] as number, false);
    if (!Number.isFinite(loss) || !weights.every((values) => values.every(Number.isFinite))) return undefined;
    losses.push(loss);
    const pause = breathe();
    if (pause !== undefined) await pause;
  }
  const compute = plainNetwork(network, new Map(first.map(({ name }, i) => [name, weights[i]!])));
  return {
    losses,
    weights: first.map(({ layer, shape }, i) => ({ layer, shape, values: weights[i]! })),
    answers: async (inputs) => Array.from((await compute([tableOf(inputs)]))[0]!.values),
    dispose: () => undefined,
  };
}
