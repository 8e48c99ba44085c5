// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What alphaDropout takes. */
export interface AlphaDropoutOptions extends LayerBase {
  /** The share that is dropped. A number >= 0 and < 1. */
  readonly rate: number;
  /**
   * Sizes of the mask, batch first: 1 for an axis along which all values are dropped together, else the size of the input. A
   * list, each a positive integer or null.
   */
  readonly noiseShape?: readonly (number | null)[];
}

/** A layer of type alphaDropout, as it is written. */
export interface AlphaDropoutLayer extends AlphaDropoutOptions {
  readonly type: 'alphaDropout';
}

/** dropout that keeps mean and variance, for networks of selu (Klambauer et al. 2017). */
export function alphaDropout<const O extends AlphaDropoutOptions>(options: Exactly<O, AlphaDropoutOptions>): Built<'alphaDropout', O> {
  return { type: 'alphaDropout', ...options } as Built<'alphaDropout', O>;
}

/** What dropout takes. */
export interface DropoutOptions extends LayerBase {
  /** The share that is set to 0. A number >= 0 and < 1. */
  readonly rate: number;
  /**
   * Sizes of the mask, batch first: 1 for an axis along which all values are dropped together, null for the size of the
   * input. A list, each a positive integer or null.
   */
  readonly noiseShape?: readonly (number | null)[];
  /** Seed of what this layer draws. An integer >= 0. Default: drawn from the seed of the run. */
  readonly seed?: number;
}

/** A layer of type dropout, as it is written. */
export interface DropoutLayer extends DropoutOptions {
  readonly type: 'dropout';
}

/** Sets a share of the values to 0 while training, and scales up the rest (Srivastava et al. 2014). */
export function dropout<const O extends DropoutOptions>(options: Exactly<O, DropoutOptions>): Built<'dropout', O> {
  return { type: 'dropout', ...options } as Built<'dropout', O>;
}

/** What gaussianDropout takes. */
export interface GaussianDropoutOptions extends LayerBase {
  /** The noise has variance rate / (1 - rate). A number >= 0 and < 1. */
  readonly rate: number;
}

/** A layer of type gaussianDropout, as it is written. */
export interface GaussianDropoutLayer extends GaussianDropoutOptions {
  readonly type: 'gaussianDropout';
}

/** Multiplies by normal noise of mean 1 while training (Srivastava et al. 2014, section 10). */
export function gaussianDropout<const O extends GaussianDropoutOptions>(
  options: Exactly<O, GaussianDropoutOptions>,
): Built<'gaussianDropout', O> {
  return { type: 'gaussianDropout', ...options } as Built<'gaussianDropout', O>;
}

/** What gaussianNoise takes. */
export interface GaussianNoiseOptions extends LayerBase {
  /** Standard deviation of the noise. A number >= 0. */
  readonly stddev: number;
}

/** A layer of type gaussianNoise, as it is written. */
export interface GaussianNoiseLayer extends GaussianNoiseOptions {
  readonly type: 'gaussianNoise';
}

/** Adds normal noise of mean 0 while training. */
export function gaussianNoise<const O extends GaussianNoiseOptions>(options: Exactly<O, GaussianNoiseOptions>): Built<'gaussianNoise', O> {
  return { type: 'gaussianNoise', ...options } as Built<'gaussianNoise', O>;
}

/** What spatialDropout1d takes. */
export interface SpatialDropout1dOptions extends LayerBase {
  /** The share of channels that is set to 0. A number >= 0 and < 1. */
  readonly rate: number;
  /** Seed of what this layer draws. An integer >= 0. Default: drawn from the seed of the run. */
  readonly seed?: number;
}

/** A layer of type spatialDropout1d, as it is written. */
export interface SpatialDropout1dLayer extends SpatialDropout1dOptions {
  readonly type: 'spatialDropout1d';
}

/** dropout of whole channels: a channel is 0 at every step, or at none (Tompson et al. 2015, section 3.2). */
export function spatialDropout1d<const O extends SpatialDropout1dOptions>(
  options: Exactly<O, SpatialDropout1dOptions>,
): Built<'spatialDropout1d', O> {
  return { type: 'spatialDropout1d', ...options } as Built<'spatialDropout1d', O>;
}
