// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What batchNormalization takes. */
export interface BatchNormalizationOptions extends LayerBase {
  /** The axis of channels; the batch is axis 0, negative counts from the last. An integer. Default: `-1`. */
  readonly axis?: number;
  /** How much of the running means is kept at each step. A number >= 0 and <= 1. Default: `0.99`. */
  readonly momentum?: number;
  /** Added to the variance, so that nothing is divided by 0. A number > 0. Default: `0.001`. */
  readonly epsilon?: number;
  /** Adds a beta that is learned. Default: `true`. */
  readonly center?: boolean;
  /** Multiplies by a gamma that is learned. Default: `true`. */
  readonly scale?: boolean;
  /** How the beta begins. Default: `'zeros'`. */
  readonly betaInitializer?: InitializerSpec;
  /** Adds a penalty for the beta to the loss. */
  readonly betaRegularizer?: RegularizerSpec;
  /** Keeps the beta in bounds after each step. */
  readonly betaConstraint?: ConstraintSpec;
  /** How the gamma begins. Default: `'ones'`. */
  readonly gammaInitializer?: InitializerSpec;
  /** Adds a penalty for the gamma to the loss. */
  readonly gammaRegularizer?: RegularizerSpec;
  /** Keeps the gamma in bounds after each step. */
  readonly gammaConstraint?: ConstraintSpec;
  /** How the running mean begins. Default: `'zeros'`. */
  readonly movingMeanInitializer?: InitializerSpec;
  /** How the running variance begins. Default: `'ones'`. */
  readonly movingVarianceInitializer?: InitializerSpec;
}

/** A layer of type batchNormalization, as it is written. */
export interface BatchNormalizationLayer extends BatchNormalizationOptions {
  readonly type: 'batchNormalization';
}

/** Brings each channel to mean 0 and variance 1 over the batch, later over running means (Ioffe and Szegedy 2015). */
export function batchNormalization<const O extends BatchNormalizationOptions = None>(
  options?: Exactly<O, BatchNormalizationOptions>,
): Built<'batchNormalization', O> {
  return { type: 'batchNormalization', ...options } as Built<'batchNormalization', O>;
}

/** What layerNormalization takes. */
export interface LayerNormalizationOptions extends LayerBase {
  /**
   * The axis, or several; the batch is axis 0, negative counts from the last. An integer or a list of different integers.
   * Default: `-1`.
   */
  readonly axis?: number | readonly number[];
  /** Added to the variance, so that nothing is divided by 0. A number > 0. Default: `0.001`. */
  readonly epsilon?: number;
  /** Adds a beta that is learned. Default: `true`. */
  readonly center?: boolean;
  /** Multiplies by a gamma that is learned. Default: `true`. */
  readonly scale?: boolean;
  /** How the beta begins. Default: `'zeros'`. */
  readonly betaInitializer?: InitializerSpec;
  /** Adds a penalty for the beta to the loss. */
  readonly betaRegularizer?: RegularizerSpec;
  /** How the gamma begins. Default: `'ones'`. */
  readonly gammaInitializer?: InitializerSpec;
  /** Adds a penalty for the gamma to the loss. */
  readonly gammaRegularizer?: RegularizerSpec;
}

/** A layer of type layerNormalization, as it is written. */
export interface LayerNormalizationLayer extends LayerNormalizationOptions {
  readonly type: 'layerNormalization';
}

/** Brings each example to mean 0 and variance 1 along an axis (Ba et al. 2016). */
export function layerNormalization<const O extends LayerNormalizationOptions = None>(
  options?: Exactly<O, LayerNormalizationOptions>,
): Built<'layerNormalization', O> {
  return { type: 'layerNormalization', ...options } as Built<'layerNormalization', O>;
}
