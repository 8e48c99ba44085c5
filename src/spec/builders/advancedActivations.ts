// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What elu takes. */
export interface EluOptions extends LayerBase {
  /** What exp(x) - 1 is multiplied by. Default: `1`. */
  readonly alpha?: 1;
}

/** A layer of type elu, as it is written. */
export interface EluLayer extends EluOptions {
  readonly type: 'elu';
}

/** x where it is above 0, else exp(x) - 1 (Clevert et al. 2016). */
export function elu<const O extends EluOptions = None>(options?: Exactly<O, EluOptions>): Built<'elu', O> {
  return { type: 'elu', ...options } as Built<'elu', O>;
}

/** What leakyReLU takes. */
export interface LeakyReLUOptions extends LayerBase {
  /** Slope below 0. A number. Default: `0.3`. */
  readonly alpha?: number;
}

/** A layer of type leakyReLU, as it is written. */
export interface LeakyReLULayer extends LeakyReLUOptions {
  readonly type: 'leakyReLU';
}

/** x where it is above 0, else alpha * x (Maas et al. 2013). */
export function leakyReLU<const O extends LeakyReLUOptions = None>(options?: Exactly<O, LeakyReLUOptions>): Built<'leakyReLU', O> {
  return { type: 'leakyReLU', ...options } as Built<'leakyReLU', O>;
}

/** What prelu takes. */
export interface PreluOptions extends LayerBase {
  /** How the slope begins. Default: `'zeros'`. */
  readonly alphaInitializer?: InitializerSpec;
  /** Adds a penalty for the slope to the loss. */
  readonly alphaRegularizer?: RegularizerSpec;
  /** Keeps the slope in bounds after each step. */
  readonly alphaConstraint?: ConstraintSpec;
  /** Axes along which all places have the same alpha; the batch is axis 0. An integer or a list of different integers. */
  readonly sharedAxes?: number | readonly number[];
}

/** A layer of type prelu, as it is written. */
export interface PreluLayer extends PreluOptions {
  readonly type: 'prelu';
}

/** x where it is above 0, else alpha * x with an alpha that is learned for each place (He et al. 2015). */
export function prelu<const O extends PreluOptions = None>(options?: Exactly<O, PreluOptions>): Built<'prelu', O> {
  return { type: 'prelu', ...options } as Built<'prelu', O>;
}

/** What reLU takes. */
export interface ReLUOptions extends LayerBase {
  /** The largest value that comes out. A number >= 0. Default: any. */
  readonly maxValue?: number;
}

/** A layer of type reLU, as it is written. */
export interface ReLULayer extends ReLUOptions {
  readonly type: 'reLU';
}

/** max(0, x), and at most maxValue where that is given. */
export function reLU<const O extends ReLUOptions = None>(options?: Exactly<O, ReLUOptions>): Built<'reLU', O> {
  return { type: 'reLU', ...options } as Built<'reLU', O>;
}

/** What softmax takes. */
export interface SoftmaxOptions extends LayerBase {
  /**
   * The axis along which shares add up, or several; the batch is axis 0. An integer or a list of different integers. Default:
   * `1`.
   */
  readonly axis?: number | readonly number[];
}

/** A layer of type softmax, as it is written. */
export interface SoftmaxLayer extends SoftmaxOptions {
  readonly type: 'softmax';
}

/** exp(x) divided by its sum along an axis: shares that add up to 1. */
export function softmax<const O extends SoftmaxOptions = None>(options?: Exactly<O, SoftmaxOptions>): Built<'softmax', O> {
  return { type: 'softmax', ...options } as Built<'softmax', O>;
}

/** What thresholdedReLU takes. */
export interface ThresholdedReLUOptions extends LayerBase {
  /** The threshold. A number. Default: `1`. */
  readonly theta?: number;
}

/** A layer of type thresholdedReLU, as it is written. */
export interface ThresholdedReLULayer extends ThresholdedReLUOptions {
  readonly type: 'thresholdedReLU';
}

/** x where it is above theta, else 0 (Konda et al. 2015). */
export function thresholdedReLU<const O extends ThresholdedReLUOptions = None>(
  options?: Exactly<O, ThresholdedReLUOptions>,
): Built<'thresholdedReLU', O> {
  return { type: 'thresholdedReLU', ...options } as Built<'thresholdedReLU', O>;
}
