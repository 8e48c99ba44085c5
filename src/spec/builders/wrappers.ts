// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly, LayerSpec } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';

/** What bidirectional takes. */
export interface BidirectionalOptions extends LayerBase {
  /** The layer, such as { "type": "lstm", "units": 8 }; both directions have its options and weights of their own. */
  readonly layer: LayerSpec;
  /** How both answers become one: put behind one another, added, multiplied or averaged. Default: `'concat'`. */
  readonly mergeMode?: 'concat' | 'sum' | 'mul' | 'ave';
}

/** A layer of type bidirectional, as it is written. */
export interface BidirectionalLayer extends BidirectionalOptions {
  readonly type: 'bidirectional';
}

/** A recurrent layer that reads the sequence forwards, and another that reads it backwards (Schuster and Paliwal 1997). */
export function bidirectional<const O extends BidirectionalOptions>(options: Exactly<O, BidirectionalOptions>): Built<'bidirectional', O> {
  return { type: 'bidirectional', ...options } as Built<'bidirectional', O>;
}

/** What timeDistributed takes. */
export interface TimeDistributedOptions extends LayerBase {
  /** The layer, such as { "type": "dense", "units": 8 }. */
  readonly layer: LayerSpec;
}

/** A layer of type timeDistributed, as it is written. */
export interface TimeDistributedLayer extends TimeDistributedOptions {
  readonly type: 'timeDistributed';
}

/** The same layer, with the same weights, at each step of a sequence. */
export function timeDistributed<const O extends TimeDistributedOptions>(
  options: Exactly<O, TimeDistributedOptions>,
): Built<'timeDistributed', O> {
  return { type: 'timeDistributed', ...options } as Built<'timeDistributed', O>;
}
