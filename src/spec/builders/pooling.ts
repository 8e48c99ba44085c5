// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What averagePooling1d takes. */
export interface AveragePooling1dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of one. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of one. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
}

/** A layer of type averagePooling1d, as it is written. */
export interface AveragePooling1dLayer extends AveragePooling1dOptions {
  readonly type: 'averagePooling1d' | 'avgPool1d' | 'avgPooling1d';
}

/** The mean of each window of a sequence. */
export function averagePooling1d<const O extends AveragePooling1dOptions = None>(
  options?: Exactly<O, AveragePooling1dOptions>,
): Built<'averagePooling1d', O> {
  return { type: 'averagePooling1d', ...options } as Built<'averagePooling1d', O>;
}

/** Another name of averagePooling1d. The mean of each window of a sequence. */
export const avgPool1d = averagePooling1d;

/** Another name of averagePooling1d. The mean of each window of a sequence. */
export const avgPooling1d = averagePooling1d;

/** What averagePooling2d takes. */
export interface AveragePooling2dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of 2. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of 2. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type averagePooling2d, as it is written. */
export interface AveragePooling2dLayer extends AveragePooling2dOptions {
  readonly type: 'averagePooling2d' | 'avgPool2d' | 'avgPooling2d';
}

/** The mean of each window of an image. */
export function averagePooling2d<const O extends AveragePooling2dOptions = None>(
  options?: Exactly<O, AveragePooling2dOptions>,
): Built<'averagePooling2d', O> {
  return { type: 'averagePooling2d', ...options } as Built<'averagePooling2d', O>;
}

/** Another name of averagePooling2d. The mean of each window of an image. */
export const avgPool2d = averagePooling2d;

/** Another name of averagePooling2d. The mean of each window of an image. */
export const avgPooling2d = averagePooling2d;

/** What averagePooling3d takes. */
export interface AveragePooling3dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of 3. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of 3. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type averagePooling3d, as it is written. */
export interface AveragePooling3dLayer extends AveragePooling3dOptions {
  readonly type: 'averagePooling3d' | 'avgPool3d' | 'avgPooling3d';
}

/** The mean of each window of a volume. */
export function averagePooling3d<const O extends AveragePooling3dOptions = None>(
  options?: Exactly<O, AveragePooling3dOptions>,
): Built<'averagePooling3d', O> {
  return { type: 'averagePooling3d', ...options } as Built<'averagePooling3d', O>;
}

/** Another name of averagePooling3d. The mean of each window of a volume. */
export const avgPool3d = averagePooling3d;

/** Another name of averagePooling3d. The mean of each window of a volume. */
export const avgPooling3d = averagePooling3d;

/** What globalAveragePooling1d takes. */
export type GlobalAveragePooling1dOptions = LayerBase;

/** A layer of type globalAveragePooling1d, as it is written. */
export interface GlobalAveragePooling1dLayer extends GlobalAveragePooling1dOptions {
  readonly type: 'globalAveragePooling1d';
}

/** The mean of each channel of a sequence. */
export function globalAveragePooling1d<const O extends GlobalAveragePooling1dOptions = None>(
  options?: Exactly<O, GlobalAveragePooling1dOptions>,
): Built<'globalAveragePooling1d', O> {
  return { type: 'globalAveragePooling1d', ...options } as Built<'globalAveragePooling1d', O>;
}

/** What globalAveragePooling2d takes. */
export interface GlobalAveragePooling2dOptions extends LayerBase {
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type globalAveragePooling2d, as it is written. */
export interface GlobalAveragePooling2dLayer extends GlobalAveragePooling2dOptions {
  readonly type: 'globalAveragePooling2d';
}

/** The mean of each channel of an image (Lin et al. 2014, section 3.2). */
export function globalAveragePooling2d<const O extends GlobalAveragePooling2dOptions = None>(
  options?: Exactly<O, GlobalAveragePooling2dOptions>,
): Built<'globalAveragePooling2d', O> {
  return { type: 'globalAveragePooling2d', ...options } as Built<'globalAveragePooling2d', O>;
}

/** What globalMaxPooling1d takes. */
export type GlobalMaxPooling1dOptions = LayerBase;

/** A layer of type globalMaxPooling1d, as it is written. */
export interface GlobalMaxPooling1dLayer extends GlobalMaxPooling1dOptions {
  readonly type: 'globalMaxPooling1d' | 'globalMaxPool1d';
}

/** The largest value of each channel of a sequence. */
export function globalMaxPooling1d<const O extends GlobalMaxPooling1dOptions = None>(
  options?: Exactly<O, GlobalMaxPooling1dOptions>,
): Built<'globalMaxPooling1d', O> {
  return { type: 'globalMaxPooling1d', ...options } as Built<'globalMaxPooling1d', O>;
}

/** Another name of globalMaxPooling1d. The largest value of each channel of a sequence. */
export const globalMaxPool1d = globalMaxPooling1d;

/** What globalMaxPooling2d takes. */
export interface GlobalMaxPooling2dOptions extends LayerBase {
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type globalMaxPooling2d, as it is written. */
export interface GlobalMaxPooling2dLayer extends GlobalMaxPooling2dOptions {
  readonly type: 'globalMaxPooling2d' | 'globalMaxPool2d';
}

/** The largest value of each channel of an image. */
export function globalMaxPooling2d<const O extends GlobalMaxPooling2dOptions = None>(
  options?: Exactly<O, GlobalMaxPooling2dOptions>,
): Built<'globalMaxPooling2d', O> {
  return { type: 'globalMaxPooling2d', ...options } as Built<'globalMaxPooling2d', O>;
}

/** Another name of globalMaxPooling2d. The largest value of each channel of an image. */
export const globalMaxPool2d = globalMaxPooling2d;

/** What maxPooling1d takes. */
export interface MaxPooling1dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of one. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of one. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
}

/** A layer of type maxPooling1d, as it is written. */
export interface MaxPooling1dLayer extends MaxPooling1dOptions {
  readonly type: 'maxPooling1d' | 'maxPool1d';
}

/** The largest value of each window of a sequence. */
export function maxPooling1d<const O extends MaxPooling1dOptions = None>(
  options?: Exactly<O, MaxPooling1dOptions>,
): Built<'maxPooling1d', O> {
  return { type: 'maxPooling1d', ...options } as Built<'maxPooling1d', O>;
}

/** Another name of maxPooling1d. The largest value of each window of a sequence. */
export const maxPool1d = maxPooling1d;

/** What maxPooling2d takes. */
export interface MaxPooling2dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of 2. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of 2. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type maxPooling2d, as it is written. */
export interface MaxPooling2dLayer extends MaxPooling2dOptions {
  readonly type: 'maxPooling2d' | 'maxPool2d';
}

/** The largest value of each window of an image. */
export function maxPooling2d<const O extends MaxPooling2dOptions = None>(
  options?: Exactly<O, MaxPooling2dOptions>,
): Built<'maxPooling2d', O> {
  return { type: 'maxPooling2d', ...options } as Built<'maxPooling2d', O>;
}

/** Another name of maxPooling2d. The largest value of each window of an image. */
export const maxPool2d = maxPooling2d;

/** What maxPooling3d takes. */
export interface MaxPooling3dOptions extends LayerBase {
  /** Length of the window along each axis, in values. A positive integer or a list of 3. Default: `2`. */
  readonly poolSize?: number | readonly number[];
  /**
   * How far the window moves along each axis, in values. A positive integer or a list of 3. Default: poolSize, so that
   * windows touch.
   */
  readonly strides?: number | readonly number[];
  /** "valid" keeps windows inside the input, "same" adds zeros around it until a stride of 1 keeps its size. Default: `'valid'`. */
  readonly padding?: 'valid' | 'same';
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type maxPooling3d, as it is written. */
export interface MaxPooling3dLayer extends MaxPooling3dOptions {
  readonly type: 'maxPooling3d';
}

/** The largest value of each window of a volume. */
export function maxPooling3d<const O extends MaxPooling3dOptions = None>(
  options?: Exactly<O, MaxPooling3dOptions>,
): Built<'maxPooling3d', O> {
  return { type: 'maxPooling3d', ...options } as Built<'maxPooling3d', O>;
}
