import type { NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { createOptimizer } from '../optimizers/createOptimizer.ts';
import { decaysByName } from '../optimizers/decays.ts';
import type { Optimizer, Parameter } from '../optimizers/optimizer.ts';
import type { NamedValue } from '../spec/normalised.ts';

type NamedTensor = { readonly name: string; readonly tensor: Tensor | null | undefined };

/** The variables of one model, with arrays beside them. */
interface Work {
  readonly optimizer: Optimizer;
  readonly variables: ReadonlyMap<string, Variable>;
  readonly weights: readonly Float32Array[];
  readonly gradients: readonly Float32Array[];
}

/**
 * One of our optimizers as a tf.Optimizer, for those that TF.js lacks: reads gradients and weights out of the backend, runs the loops
 * over them and writes the weights back. It holds no tensors. The variables of its first step are those that it moves.
 */
export class LoopOptimizer extends tf.Optimizer {
  static className = 'LoopOptimizer';
  learningRate: number;
  readonly #value: NamedValue;
  #work: Work | undefined;

  constructor(value: NamedValue) {
    super();
    this.#value = value;
    this.learningRate = value['learningRate'] as number;
  }

  /** Running means of the weights, by the name of the variable, where there are any. */
  get averages(): ReadonlyMap<string, Float32Array> | undefined {
    const { optimizer, variables } = this.#work ?? {};
    if (optimizer?.averages === undefined || variables === undefined) return undefined;
    return new Map([...variables.keys()].map((name, i) => [name, optimizer.averages![i]!]));
  }

  override applyGradients(given: NamedTensorMap | NamedTensor[]): void {
    const list: readonly NamedTensor[] = Array.isArray(given) ? given : Object.entries(given).map(([name, tensor]) => ({ name, tensor }));
    const known = new Map(list.flatMap(({ name, tensor }) => (tensor ? [[name, tensor] as const] : [])));
    const { optimizer, variables, weights, gradients } = (this.#work ??= this.#begin([...known.keys()]));
    for (const name of known.keys()) {
      if (!variables.has(name)) throw new Error(`internal: an optimizer that began without ${name} was given its gradient`);
    }
    [...variables].forEach(([name, variable], i) => {
      weights[i]!.set(variable.dataSync());
      const gradient = known.get(name);
      // Copied, since these are overwritten and the cpu backend hands out its own memory.
      if (gradient === undefined) gradients[i]!.fill(0);
      else gradients[i]!.set(gradient.dataSync());
    });
    optimizer.apply(weights, gradients, this.learningRate);
    tf.tidy(() => [...variables.values()].forEach((variable, i) => variable.assign(tf.tensor(weights[i]!.slice(), variable.shape))));
    this.incrementIterations();
  }

  #begin(names: readonly string[]): Work {
    const registered = tf.engine().registeredVariables;
    const variables = new Map(names.map((name) => [name, registered[name]!]));
    // Ids may hold a slash, so the longest that fits is the layer's.
    const multiplied = Object.keys((this.#value['learningRateMultipliers'] as object | undefined) ?? {}).sort(
      (a, b) => b.length - a.length,
    );
    const parameters = [...variables].map(([name, { size }]): Parameter => ({
      name,
      size,
      layer: multiplied.find((id) => name.startsWith(`${id}/`)) ?? name.split('/')[0]!,
      decays: decaysByName(name),
    }));
    const arrays = () => parameters.map(({ size }) => new Float32Array(size));
    return { optimizer: createOptimizer(this.#value, parameters), variables, weights: arrays(), gradients: arrays() };
  }

  override getClassName(): string {
    return this.#value.type;
  }

  override getConfig() {
    const { type: _, ...options } = this.#value;
    return { ...options, learningRate: this.learningRate } as Record<string, string | number | boolean>;
  }
}
