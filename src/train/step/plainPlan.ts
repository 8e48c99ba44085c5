import { isChain } from '../../spec/isChain.ts';
import type { NamedValue, NormalisedNetwork, NormalisedTraining } from '../../spec/normalised.ts';
import { activationLoops, fusedHeads } from './plainLoops.ts';

export interface PlainLayer {
  readonly units: number;
  readonly useBias: boolean;
  readonly activation: string;
  readonly l1: number;
  readonly l2: number;
  readonly drop: number;
}

export interface PlainPlan {
  readonly layers: readonly PlainLayer[];
  /** A key of `fusedHeads`. */
  readonly head: string;
  /** Weights times rows of a batch. */
  readonly work: number;
}

/**
 * What the plain step would run: nothing where the network is no small chain of dense layers that it knows wholly.
 * @param mostWork Weights times rows of a batch, up to which a network is small.
 */
export function planPlainStep(network: NormalisedNetwork, training: NormalisedTraining, mostWork: number): PlainPlan | undefined {
  const { inputs, layers } = network;
  if (!isChain(network) || inputs[0]!.shape.length !== 1 || inputs[0]!.shape[0] === null) return undefined;

  const plan: PlainLayer[] = [];
  let width = inputs[0]!.shape[0]!;
  let weights = 0;
  for (const { type, options } of layers) {
    const before = plan.at(-1);
    if (type === 'dense' && isPlainDense(options)) {
      const units = options['units'] as number;
      weights += (width + 1) * units;
      width = units;
      plan.push({
        units,
        useBias: options['useBias'] !== false,
        activation: options['activation'] as string,
        ...penalties(options['kernelRegularizer']),
        drop: 0,
      });
    } else if (type === 'dropout' && before?.drop === 0 && options['noiseShape'] === undefined && options['seed'] === undefined) {
      plan[plan.length - 1] = { ...before, drop: options['rate'] as number };
    } else return undefined;
  }
  const head = `${plan.at(-1)!.activation}/${training.loss[0]!.type}`;
  const smoothed = Number(training.loss[0]!['labelSmoothing'] ?? 0) > 0;
  const known = plan.slice(0, -1).every(({ activation }) => activation === 'linear' || activationLoops[activation] !== undefined);
  if (!known || smoothed || plan.at(-1)!.drop > 0 || fusedHeads[head] === undefined) return undefined;
  const work = weights * training.batchSize;
  return work > mostWork ? undefined : { layers: plan, head, work };
}

function isPlainDense(options: Readonly<Record<string, unknown>>): boolean {
  const other = ['kernelConstraint', 'biasConstraint', 'biasRegularizer', 'activityRegularizer', 'dtype', 'weights'];
  return (
    options['trainable'] !== false &&
    other.every((name) => options[name] === undefined || (name === 'dtype' && options[name] === 'float32'))
  );
}

function penalties(regularizer: unknown): { readonly l1: number; readonly l2: number } {
  const { type, l1, l2 } = (regularizer ?? {}) as Partial<NamedValue>;
  return { l1: type === 'l1' || type === 'l1l2' ? Number(l1) : 0, l2: type === 'l2' || type === 'l1l2' ? Number(l2) : 0 };
}
