// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { Activation, InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What conv1d takes. */
export interface Conv1dOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of one. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of one.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /**
   * Distance of neighbouring values in the window; above 1 only with strides of 1. A positive integer or a list of one.
   * Default: `1`.
   */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** Where the axis of channels stands. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast';
}

/** A layer of type conv1d, as it is written. */
export interface Conv1dLayer extends Conv1dOptions {
  readonly type: 'conv1d';
}

/** activation(convolution + bias) over the steps of a sequence. */
export function conv1d<const O extends Conv1dOptions>(options: Exactly<O, Conv1dOptions>): Built<'conv1d', O> {
  return { type: 'conv1d', ...options } as Built<'conv1d', O>;
}

/** What conv2d takes. */
export interface Conv2dOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of 2. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /**
   * Distance of neighbouring values in the window; above 1 only with strides of 1. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type conv2d, as it is written. */
export interface Conv2dLayer extends Conv2dOptions {
  readonly type: 'conv2d';
}

/** activation(convolution + bias) over an image (LeCun et al. 1989). */
export function conv2d<const O extends Conv2dOptions>(options: Exactly<O, Conv2dOptions>): Built<'conv2d', O> {
  return { type: 'conv2d', ...options } as Built<'conv2d', O>;
}

/** What conv2dTranspose takes. */
export interface Conv2dTransposeOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of 2. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /** Distance of neighbouring values in the window; TF.js has 1 only here. A positive integer or a list of 2. Default: `1`. */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type conv2dTranspose, as it is written. */
export interface Conv2dTransposeLayer extends Conv2dTransposeOptions {
  readonly type: 'conv2dTranspose';
}

/** A convolution run backwards, which makes an image larger (Zeiler et al. 2010). */
export function conv2dTranspose<const O extends Conv2dTransposeOptions>(
  options: Exactly<O, Conv2dTransposeOptions>,
): Built<'conv2dTranspose', O> {
  return { type: 'conv2dTranspose', ...options } as Built<'conv2dTranspose', O>;
}

/** What conv3d takes. */
export interface Conv3dOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of 3. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 3.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /**
   * Distance of neighbouring values in the window; above 1 only with strides of 1. A positive integer or a list of 3.
   * Default: `1`.
   */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type conv3d, as it is written. */
export interface Conv3dLayer extends Conv3dOptions {
  readonly type: 'conv3d';
}

/** activation(convolution + bias) over a volume, or over images in time. */
export function conv3d<const O extends Conv3dOptions>(options: Exactly<O, Conv3dOptions>): Built<'conv3d', O> {
  return { type: 'conv3d', ...options } as Built<'conv3d', O>;
}

/** What conv3dTranspose takes. */
export interface Conv3dTransposeOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of 3. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 3.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /** Distance of neighbouring values in the window; TF.js has 1 only here. A positive integer or a list of 3. Default: `1`. */
  readonly dilationRate?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly kernelInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly kernelRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly kernelConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type conv3dTranspose, as it is written. */
export interface Conv3dTransposeLayer extends Conv3dTransposeOptions {
  readonly type: 'conv3dTranspose';
}

/** A convolution run backwards, which makes a volume larger. */
export function conv3dTranspose<const O extends Conv3dTransposeOptions>(
  options: Exactly<O, Conv3dTransposeOptions>,
): Built<'conv3dTranspose', O> {
  return { type: 'conv3dTranspose', ...options } as Built<'conv3dTranspose', O>;
}

/** What depthwiseConv2d takes. */
export interface DepthwiseConv2dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of 2. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /** Distance of neighbouring values in the window; TF.js has 1 only here. A positive integer or a list of 2. Default: `1`. */
  readonly dilationRate?: number | readonly number[];
  /** Channels that come out of each channel. A positive integer. Default: `1`. */
  readonly depthMultiplier?: number;
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel begins. Default: `'glorotNormal'`. */
  readonly depthwiseInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel to the loss. */
  readonly depthwiseRegularizer?: RegularizerSpec;
  /** Keeps the kernel in bounds after each step. */
  readonly depthwiseConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type depthwiseConv2d, as it is written. */
export interface DepthwiseConv2dLayer extends DepthwiseConv2dOptions {
  readonly type: 'depthwiseConv2d';
}

/** A convolution of each channel by itself (Howard et al. 2017, section 3.1). */
export function depthwiseConv2d<const O extends DepthwiseConv2dOptions>(
  options: Exactly<O, DepthwiseConv2dOptions>,
): Built<'depthwiseConv2d', O> {
  return { type: 'depthwiseConv2d', ...options } as Built<'depthwiseConv2d', O>;
}

/** What separableConv2d takes. */
export interface SeparableConv2dOptions extends LayerBase {
  /** Channels that come out. A positive integer. */
  readonly filters: number;
  /** Length of the window along each axis, in values. A positive integer or a list of 2. */
  readonly kernelSize: number | readonly number[];
  /**
   * How far the window moves from one output to the next, in values, along each axis. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly strides?: number | readonly number[];
  /**
   * Distance of neighbouring values in the window; above 1 only with strides of 1. A positive integer or a list of 2.
   * Default: `1`.
   */
  readonly dilationRate?: number | readonly number[];
  /** Channels that come out of each channel. A positive integer. Default: `1`. */
  readonly depthMultiplier?: number;
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Applied to each value that comes out. Default: `'linear'`. */
  readonly activation?: Activation;
  /** Adds a bias for each unit. Default: `true`. */
  readonly useBias?: boolean;
  /** How the bias begins. Default: `'zeros'`. */
  readonly biasInitializer?: InitializerSpec;
  /** Adds a penalty for the bias to the loss. */
  readonly biasRegularizer?: RegularizerSpec;
  /** Keeps the bias in bounds after each step. */
  readonly biasConstraint?: ConstraintSpec;
  /** How the kernel of each channel begins. Default: `'glorotUniform'`. */
  readonly depthwiseInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel of each channel to the loss. */
  readonly depthwiseRegularizer?: RegularizerSpec;
  /** Keeps the kernel of each channel in bounds after each step. */
  readonly depthwiseConstraint?: ConstraintSpec;
  /** How the kernel over channels begins. Default: `'glorotUniform'`. */
  readonly pointwiseInitializer?: InitializerSpec;
  /** Adds a penalty for the kernel over channels to the loss. */
  readonly pointwiseRegularizer?: RegularizerSpec;
  /** Keeps the kernel over channels in bounds after each step. */
  readonly pointwiseConstraint?: ConstraintSpec;
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type separableConv2d, as it is written. */
export interface SeparableConv2dLayer extends SeparableConv2dOptions {
  readonly type: 'separableConv2d';
}

/** A convolution of each channel by itself, then one of 1 x 1 over all channels (Chollet 2017). */
export function separableConv2d<const O extends SeparableConv2dOptions>(
  options: Exactly<O, SeparableConv2dOptions>,
): Built<'separableConv2d', O> {
  return { type: 'separableConv2d', ...options } as Built<'separableConv2d', O>;
}
