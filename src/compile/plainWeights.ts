import { createRandom, deriveSeed } from '../random.ts';
import type { NamedValue, NormalisedNetwork } from '../spec/normalised.ts';
import { alea } from './alea.ts';

/** A weight of a dense layer, as TF.js's layers name it. */
export interface PlainWeight {
  /** `dense_1/kernel` */
  readonly name: string;
  readonly layer: string;
  /** [inputs, units] or [units] */
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * The weights with which a chain of dense layers begins, without TF.js: the same bits as `toLayersModel` gives it, in the same order.
 * @returns nothing where a layer is of another sort, has weights of its own, or other initializers than the defaults (glorotNormal, and zeros for a bias).
 */
export function plainWeights({ inputs, layers }: NormalisedNetwork, seed: number): readonly PlainWeight[] | undefined {
  let width = inputs[0]!.shape[0]!;
  const weights: PlainWeight[] = [];
  for (const { id, type, options } of layers) {
    const { units, useBias, kernelInitializer, biasInitializer } = options as unknown as DenseOptions;
    if (
      type !== 'dense' ||
      options['weights'] !== undefined ||
      !isUnseeded(kernelInitializer, 'glorotNormal') ||
      (useBias && !isUnseeded(biasInitializer, 'zeros'))
    ) {
      return undefined;
    }
    const values = new Float32Array(width * units);
    // TF.js takes the seed of an initializer from Math.random, which is this stream while a layer is built.
    fillGlorotNormal(values, width, units, createRandom(deriveSeed(seed, id)).next());
    weights.push({ name: `${id}/kernel`, layer: id, shape: [width, units], values });
    if (useBias) weights.push({ name: `${id}/bias`, layer: id, shape: [units], values: new Float32Array(units) });
    width = units;
  }
  return weights;
}

interface DenseOptions {
  readonly units: number;
  readonly useBias: boolean;
  readonly kernelInitializer: NamedValue;
  readonly biasInitializer: NamedValue;
}

const isUnseeded = ({ type, seed }: NamedValue, wanted: string): boolean => type === wanted && seed === undefined;

/**
 * Normal numbers within two standard deviations, the square of which is 2 / (inputs + units) (Glorot and Bengio, 2010), two at a time
 * by the polar method (Marsaglia and Bray, 1964): where the first of them lies beyond, TF.js draws both again.
 */
function fillGlorotNormal(values: Float32Array, inputs: number, units: number, seed: number): void {
  const deviation = Math.sqrt(1 / Math.max(1, (inputs + units) / 2));
  const next = alea(String(seed));
  const isWithin = (value: number) => Math.abs(value) <= 2 * deviation;
  for (let i = 0; i < values.length;) {
    const x = 2 * next() - 1;
    const y = 2 * next() - 1;
    const square = x * x + y * y;
    if (square >= 1 || square === 0) continue;
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    const [one, other] = [deviation * x * factor, deviation * y * factor];
    if (!isWithin(one)) continue;
    values[i++] = one;
    if (i < values.length && isWithin(other)) values[i++] = other;
  }
}
