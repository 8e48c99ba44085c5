import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { registerLayer, text } from 'netspec';
import { tf, tfl } from '#tf';

type Weight = layers.Layer['weights'][number];
/** What a layer of the program makes of its input, beside a weight that is not trained. */
type Compute = (x: Tensor, seen: Weight) => Tensor;
/** Called anew for each model, so that what it counts begins at 0. */
type Make = () => Compute;

export interface OwnLayerCase {
  /** What it is called, and what a training says of it. */
  readonly name: string;
  readonly make: Make;
  /** What a refusal names; absent where it can be recorded. */
  readonly refusal?: RegExp;
}

export const ownLayers: readonly OwnLayerCase[] = [
  { name: 'operations_alone', make: () => (x) => tf.add(tf.tanh(x), tf.mul(x, 0.5)) },
  { name: 'a_constant_of_its_own', make: () => (x) => tf.add(tf.mul(x, tf.tensor1d([1, 2, 3, 4])), tf.scalar(0.1)) },
  {
    name: 'a_gradient_of_its_own',
    make: () => {
      const cut = tf.customGrad((x, save) => {
        (save as (tensors: Tensor[]) => void)([x as Tensor]);
        return { value: tf.sign(x as Tensor), gradFunc: (dy, [kept]) => tf.mul(dy, tf.exp(tf.neg(tf.square(kept!)))) };
      });
      return (x) => tf.add(cut(x), x);
    },
  },
  {
    name: 'reads_values',
    make: () => (x) => tf.mul(x, x.dataSync()[0]! > 0 ? 1 : 0.5),
    refusal: /values/,
  },
  {
    name: 'reads_values_and_uses_none',
    make: () => (x) => (x.dataSync(), tf.tanh(x)),
    refusal: /values/,
  },
  {
    name: 'another_graph_every_other_step',
    make: () => {
      let calls = 0;
      return (x) => (++calls % 2 === 0 ? tf.tanh(x) : tf.mul(x, tf.sigmoid(x)));
    },
    refusal: /operations/,
  },
  {
    name: 'another_first_call',
    make: () => {
      let calls = 0;
      return (x) => (calls++ === 0 ? tf.mul(x, tf.sigmoid(x)) : tf.tanh(x));
    },
  },
  {
    name: 'a_constant_that_changes',
    make: () => {
      let calls = 0;
      return (x) => tf.add(tf.tanh(x), tf.scalar(++calls / 10));
    },
    refusal: /constant/,
  },
  {
    name: 'a_number_that_changes',
    make: () => {
      let calls = 0;
      return (x) => tf.leakyRelu(x, 0.01 * ++calls);
    },
    refusal: /operations|constant/,
  },
  {
    name: 'draws_of_its_own',
    make: () => (x) => tf.add(x, tf.mul(0.1, tf.randomNormal(x.shape))),
    refusal: /random/,
  },
  {
    name: 'numbers_of_the_program_that_are_drawn',
    make: () => (x) => tf.mul(x, Math.random()),
    refusal: /random/,
  },
  {
    name: 'a_mean_that_it_keeps',
    make: () => (x, seen) => {
      seen.write(tf.add(tf.mul(seen.read(), 0.9), tf.mul(tf.mean(x, 0), 0.1)));
      return tf.sub(x, seen.read());
    },
  },
];

/** A layer that a program has written, with a weight for each value of the last axis. */
class OwnLayer extends tfl.layers.Layer {
  static className = 'OwnLayer';
  readonly #does: string;
  readonly #compute: Compute;
  #scale!: Weight;
  #seen!: Weight;

  constructor(config: { readonly does: string }) {
    super(config as object);
    this.#does = config.does;
    this.#compute = ownLayers.find(({ name }) => name === config.does)!.make();
  }
  override build(shape: number[]): void {
    this.#scale = this.addWeight('scale', [shape.at(-1)!], 'float32', tfl.initializers.ones());
    this.#seen = this.addWeight('seen', [shape.at(-1)!], 'float32', tfl.initializers.zeros(), undefined, false);
    this.built = true;
  }
  override call(inputs: Tensor | Tensor[]): Tensor {
    return tf.tidy(() => tf.mul(this.#compute([inputs].flat()[0]!, this.#seen), this.#scale.read()));
  }
  override getConfig() {
    return { ...super.getConfig(), does: this.#does };
  }
}

type Sizes = readonly (readonly (number | null)[])[];
/** Lets specs have `{ type: 'ownLayer', does: 'reads_values' }`. */
export const registerOwnLayer = () =>
  registerLayer({
    type: 'ownLayer',
    doc: 'What a program does with the values, times a weight.',
    options: { does: text({ doc: 'Which of the functions below.' }) },
    ranks: { in: 'any', out: 'same' },
    outputShape: ([input]: Sizes) => input!,
    weights: ([input]: Sizes) => ['scale', 'seen'].map((name) => ({ name, shape: [input!.at(-1)!], trainable: name === 'scale' })),
    layer: OwnLayer,
  });
