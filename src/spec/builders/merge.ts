// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, None } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What add takes. */
export type AddOptions = LayerBase;

/** A layer of type add, as it is written. */
export interface AddLayer extends AddOptions {
  readonly type: 'add';
}

/** Sum of the values at each place. */
export function add<const O extends AddOptions = None>(options?: Exactly<O, AddOptions>): Built<'add', O> {
  return { type: 'add', ...options } as Built<'add', O>;
}

/** What average takes. */
export type AverageOptions = LayerBase;

/** A layer of type average, as it is written. */
export interface AverageLayer extends AverageOptions {
  readonly type: 'average';
}

/** Mean of the values at each place. */
export function average<const O extends AverageOptions = None>(options?: Exactly<O, AverageOptions>): Built<'average', O> {
  return { type: 'average', ...options } as Built<'average', O>;
}

/** What concatenate takes. */
export interface ConcatenateOptions extends LayerBase {
  /** The axis, counted with the batch as axis 0; -1 is the last. An integer. Default: `-1`. */
  readonly axis?: number;
}

/** A layer of type concatenate, as it is written. */
export interface ConcatenateLayer extends ConcatenateOptions {
  readonly type: 'concatenate';
}

/** Puts tensors behind one another along an axis; their other sizes are the same. */
export function concatenate<const O extends ConcatenateOptions = None>(options?: Exactly<O, ConcatenateOptions>): Built<'concatenate', O> {
  return { type: 'concatenate', ...options } as Built<'concatenate', O>;
}

/** What dot takes. */
export interface DotOptions extends LayerBase {
  /** The axis of both, or one for each; the batch is axis 0, negative counts from the last. An integer or a list of 2. */
  readonly axes: number | readonly number[];
  /** Divides by the lengths first, so that cosines of angles come out. Default: `false`. */
  readonly normalize?: boolean;
}

/** A layer of type dot, as it is written. */
export interface DotLayer extends DotOptions {
  readonly type: 'dot';
}

/** Sums of products of two tensors along one axis of each. */
export function dot<const O extends DotOptions>(options: Exactly<O, DotOptions>): Built<'dot', O> {
  return { type: 'dot', ...options } as Built<'dot', O>;
}

/** What maximum takes. */
export type MaximumOptions = LayerBase;

/** A layer of type maximum, as it is written. */
export interface MaximumLayer extends MaximumOptions {
  readonly type: 'maximum';
}

/** The largest of the values at each place. */
export function maximum<const O extends MaximumOptions = None>(options?: Exactly<O, MaximumOptions>): Built<'maximum', O> {
  return { type: 'maximum', ...options } as Built<'maximum', O>;
}

/** What minimum takes. */
export type MinimumOptions = LayerBase;

/** A layer of type minimum, as it is written. */
export interface MinimumLayer extends MinimumOptions {
  readonly type: 'minimum';
}

/** The smallest of the values at each place. */
export function minimum<const O extends MinimumOptions = None>(options?: Exactly<O, MinimumOptions>): Built<'minimum', O> {
  return { type: 'minimum', ...options } as Built<'minimum', O>;
}

/** What multiply takes. */
export type MultiplyOptions = LayerBase;

/** A layer of type multiply, as it is written. */
export interface MultiplyLayer extends MultiplyOptions {
  readonly type: 'multiply';
}

/** Product of the values at each place. */
export function multiply<const O extends MultiplyOptions = None>(options?: Exactly<O, MultiplyOptions>): Built<'multiply', O> {
  return { type: 'multiply', ...options } as Built<'multiply', O>;
}
