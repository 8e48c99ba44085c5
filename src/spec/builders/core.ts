// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { Activation, InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What activation takes. */
export interface ActivationOptions extends LayerBase {
  /** The function. */
  readonly activation: Activation;
}

/** A layer of type activation, as it is written. */
export interface ActivationLayer extends ActivationOptions {
  readonly type: 'activation';
}

/** Applies a function to each value; softmax and logSoftmax along the last axis. */
export function activation<const O extends ActivationOptions>(options: Exactly<O, ActivationOptions>): Built<'activation', O> {
  return { type: 'activation', ...options } as Built<'activation', O>;
}

/** What dense takes. */
export interface DenseOptions extends LayerBase {
  /** Length of the last axis that comes out. A positive integer. */
  readonly units: number;
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** Length of the last axis that comes in. It is known, but may be said again. A positive integer. */
  readonly inputDim?: number;
}

/** A layer of type dense, as it is written. */
export interface DenseLayer extends DenseOptions {
  readonly type: 'dense';
}

/** activation(x . kernel + bias) over the last axis. */
export function dense<const O extends DenseOptions>(options: Exactly<O, DenseOptions>): Built<'dense', O> {
  return { type: 'dense', ...options } as Built<'dense', O>;
}

/** What flatten takes. */
export interface FlattenOptions extends LayerBase {
  /**
   * Where the axis of channels stands. With "channelsFirst" channels are moved behind the others first, so that weights fit
   * either way.
   */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type flatten, as it is written. */
export interface FlattenLayer extends FlattenOptions {
  readonly type: 'flatten';
}

/** Joins all axes after the batch. */
export function flatten<const O extends FlattenOptions = None>(options?: Exactly<O, FlattenOptions>): Built<'flatten', O> {
  return { type: 'flatten', ...options } as Built<'flatten', O>;
}

/** What masking takes. */
export interface MaskingOptions extends LayerBase {
  /** The value that marks a step. A number. Default: `0`. */
  readonly maskValue?: number;
}

/** A layer of type masking, as it is written. */
export interface MaskingLayer extends MaskingOptions {
  readonly type: 'masking';
}

/** Marks steps whose values are all the same as to be left out by layers that follow, and sets them to 0. */
export function masking<const O extends MaskingOptions = None>(options?: Exactly<O, MaskingOptions>): Built<'masking', O> {
  return { type: 'masking', ...options } as Built<'masking', O>;
}

/** What permute takes. */
export interface PermuteOptions extends LayerBase {
  /**
   * For each axis that comes out, the one that it was; the batch is axis 0 and stays. The axes 1, 2, ... in some order, each
   * once.
   */
  readonly dims: readonly number[];
}

/** A layer of type permute, as it is written. */
export interface PermuteLayer extends PermuteOptions {
  readonly type: 'permute';
}

/** The same values with the axes in another order. */
export function permute<const O extends PermuteOptions>(options: Exactly<O, PermuteOptions>): Built<'permute', O> {
  return { type: 'permute', ...options } as Built<'permute', O>;
}

/** What repeatVector takes. */
export interface RepeatVectorOptions extends LayerBase {
  /** Number of steps. A positive integer. */
  readonly n: number;
}

/** A layer of type repeatVector, as it is written. */
export interface RepeatVectorLayer extends RepeatVectorOptions {
  readonly type: 'repeatVector';
}

/** Makes a sequence that has the same vector at each step. */
export function repeatVector<const O extends RepeatVectorOptions>(options: Exactly<O, RepeatVectorOptions>): Built<'repeatVector', O> {
  return { type: 'repeatVector', ...options } as Built<'repeatVector', O>;
}

/** What reshape takes. */
export interface ReshapeOptions extends LayerBase {
  /**
   * Sizes without the batch; one of them may be null or -1 and follows from the others. A list of positive integers, one of
   * which may be null or -1.
   */
  readonly targetShape: readonly (number | -1 | null)[];
}

/** A layer of type reshape, as it is written. */
export interface ReshapeLayer extends ReshapeOptions {
  readonly type: 'reshape';
}

/** The same values in the same order, in other axes. */
export function reshape<const O extends ReshapeOptions>(options: Exactly<O, ReshapeOptions>): Built<'reshape', O> {
  return { type: 'reshape', ...options } as Built<'reshape', O>;
}
