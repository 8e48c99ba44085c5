// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What categoryEncoding takes. */
export interface CategoryEncodingOptions extends LayerBase {
  /** How many categories there are; numbers go from 0 to numTokens - 1. A positive integer. */
  readonly numTokens: number;
  /** 1 for the only category of a row, 1 for each that it has, or how often it has each. Default: `'multiHot'`. */
  readonly outputMode?: 'oneHot' | 'multiHot' | 'count';
}

/** A layer of type categoryEncoding, as it is written. */
export interface CategoryEncodingLayer extends CategoryEncodingOptions {
  readonly type: 'categoryEncoding';
}

/** Numbers of categories as a vector with a place for each. */
export function categoryEncoding<const O extends CategoryEncodingOptions>(
  options: Exactly<O, CategoryEncodingOptions>,
): Built<'categoryEncoding', O> {
  return { type: 'categoryEncoding', ...options } as Built<'categoryEncoding', O>;
}

/** What centerCrop takes. */
export interface CenterCropOptions extends LayerBase {
  /** Height that comes out, in pixels. A positive integer. */
  readonly height: number;
  /** Width that comes out, in pixels. A positive integer. */
  readonly width: number;
}

/** A layer of type centerCrop, as it is written. */
export interface CenterCropLayer extends CenterCropOptions {
  readonly type: 'centerCrop';
}

/** Cuts the middle out of images; those that are too small are made larger. */
export function centerCrop<const O extends CenterCropOptions>(options: Exactly<O, CenterCropOptions>): Built<'centerCrop', O> {
  return { type: 'centerCrop', ...options } as Built<'centerCrop', O>;
}

/** What randomWidth takes. */
export interface RandomWidthOptions extends LayerBase {
  /**
   * How much wider at most, as a share of the width: 0.2 is from -20% to +20%, [0, 0.3] from 0 to +30%. A number > 0 and < 1,
   * or [lower, upper] with -1 < lower <= upper.
   */
  readonly factor: number | readonly number[];
  /** Goes evenly from one pixel to the next, or takes the nearest. Default: `'bilinear'`. */
  readonly interpolation?: 'nearest' | 'bilinear';
  /** Seed of what this layer draws. An integer >= 0. Default: drawn from the seed of the run. */
  readonly seed?: number;
  /** Has no effect in TF.js. */
  readonly autoVectorize?: boolean;
}

/** A layer of type randomWidth, as it is written. */
export interface RandomWidthLayer extends RandomWidthOptions {
  readonly type: 'randomWidth';
}

/** Makes images wider or narrower by a random share. TF.js does so when predicting too. */
export function randomWidth<const O extends RandomWidthOptions>(options: Exactly<O, RandomWidthOptions>): Built<'randomWidth', O> {
  return { type: 'randomWidth', ...options } as Built<'randomWidth', O>;
}

/** What rescaling takes. */
export interface RescalingOptions extends LayerBase {
  /** What values are multiplied by, such as 1 / 255 for pixels. A number. */
  readonly scale: number;
  /** What is added then. A number. Default: `0`. */
  readonly offset?: number;
}

/** A layer of type rescaling, as it is written. */
export interface RescalingLayer extends RescalingOptions {
  readonly type: 'rescaling';
}

/** x * scale + offset. */
export function rescaling<const O extends RescalingOptions>(options: Exactly<O, RescalingOptions>): Built<'rescaling', O> {
  return { type: 'rescaling', ...options } as Built<'rescaling', O>;
}

/** What resizing takes. */
export interface ResizingOptions extends LayerBase {
  /** Height that comes out, in pixels. A positive integer. */
  readonly height: number;
  /** Width that comes out, in pixels. A positive integer. */
  readonly width: number;
  /** Goes evenly from one pixel to the next, or takes the nearest. Default: `'bilinear'`. */
  readonly interpolation?: 'nearest' | 'bilinear';
  /** In TF.js it crops nothing: it says that corner pixels are not kept at the corners. Default: `false`. */
  readonly cropToAspectRatio?: boolean;
}

/** A layer of type resizing, as it is written. */
export interface ResizingLayer extends ResizingOptions {
  readonly type: 'resizing';
}

/** Makes images larger or smaller. */
export function resizing<const O extends ResizingOptions>(options: Exactly<O, ResizingOptions>): Built<'resizing', O> {
  return { type: 'resizing', ...options } as Built<'resizing', O>;
}
