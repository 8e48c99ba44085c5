// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, LayerSpec } from '../layerTypes.ts';
import type { Placement } from './base.ts';

/** What repeat takes. */
export interface RepeatOptions extends Placement {
  /** How often. A positive integer. */
  readonly times: number;
  /** The layers. */
  readonly layers: readonly LayerSpec[];
}

/** A layer of type repeat, as it is written. */
export interface RepeatLayer extends RepeatOptions {
  readonly type: 'repeat';
}

/** The same layers several times, one after the other, each with weights of its own. Ids inside get _1, _2, ... appended. */
export function repeat<const O extends RepeatOptions>(options: Exactly<O, RepeatOptions>): Built<'repeat', O> {
  return { type: 'repeat', ...options } as Built<'repeat', O>;
}

/** What residual takes. */
export interface ResidualOptions extends Placement {
  /** The layers; they give back the shape that they get. */
  readonly layers: readonly LayerSpec[];
}

/** A layer of type residual, as it is written. */
export interface ResidualLayer extends ResidualOptions {
  readonly type: 'residual';
}

/** Adds what came in to what comes out of the layers inside (He et al. 2016). */
export function residual<const O extends ResidualOptions>(options: Exactly<O, ResidualOptions>): Built<'residual', O> {
  return { type: 'residual', ...options } as Built<'residual', O>;
}

/** What shared takes. */
export interface SharedOptions extends Placement {
  /** The id of that layer. The id of a layer. */
  readonly of: string;
}

/** A layer of type shared, as it is written. */
export interface SharedLayer extends SharedOptions {
  readonly type: 'shared';
}

/** An earlier layer again, with the same weights, on another input. */
export function shared<const O extends SharedOptions>(options: Exactly<O, SharedOptions>): Built<'shared', O> {
  return { type: 'shared', ...options } as Built<'shared', O>;
}
