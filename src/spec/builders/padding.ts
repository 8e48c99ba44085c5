// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What cropping2D takes. */
export interface Cropping2DOptions extends LayerBase {
  /** Rows and columns that are cut off. An integer >= 0, [height, width] or [[top, bottom], [left, right]]. */
  readonly cropping: number | readonly number[] | readonly (readonly number[])[];
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type cropping2D, as it is written. */
export interface Cropping2DLayer extends Cropping2DOptions {
  readonly type: 'cropping2D';
}

/** Cuts rows and columns off an image. */
export function cropping2D<const O extends Cropping2DOptions>(options: Exactly<O, Cropping2DOptions>): Built<'cropping2D', O> {
  return { type: 'cropping2D', ...options } as Built<'cropping2D', O>;
}

/** What upSampling2d takes. */
export interface UpSampling2dOptions extends LayerBase {
  /** How many times as high and as wide. A positive integer or a list of 2. Default: `2`. */
  readonly size?: number | readonly number[];
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
  /** Repeats each value, or goes evenly from one to the next. Default: `'nearest'`. */
  readonly interpolation?: 'nearest' | 'bilinear';
}

/** A layer of type upSampling2d, as it is written. */
export interface UpSampling2dLayer extends UpSampling2dOptions {
  readonly type: 'upSampling2d';
}

/** Makes an image larger by a whole number of times. */
export function upSampling2d<const O extends UpSampling2dOptions = None>(
  options?: Exactly<O, UpSampling2dOptions>,
): Built<'upSampling2d', O> {
  return { type: 'upSampling2d', ...options } as Built<'upSampling2d', O>;
}

/** What zeroPadding2d takes. */
export interface ZeroPadding2dOptions extends LayerBase {
  /** Rows and columns that are added. An integer >= 0, [height, width] or [[top, bottom], [left, right]]. Default: `1`. */
  readonly padding?: number | readonly number[] | readonly (readonly number[])[];
  /** Where the axis of channels stands: behind those of space, or before them. Default: `'channelsLast'`. */
  readonly dataFormat?: 'channelsLast' | 'channelsFirst';
}

/** A layer of type zeroPadding2d, as it is written. */
export interface ZeroPadding2dLayer extends ZeroPadding2dOptions {
  readonly type: 'zeroPadding2d';
}

/** Adds rows and columns of 0 around an image. */
export function zeroPadding2d<const O extends ZeroPadding2dOptions = None>(
  options?: Exactly<O, ZeroPadding2dOptions>,
): Built<'zeroPadding2d', O> {
  return { type: 'zeroPadding2d', ...options } as Built<'zeroPadding2d', O>;
}
