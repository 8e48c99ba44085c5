// Made from the tables in src/spec by `npm run generate`: change those, not this.
import type { Built, Exactly } from '../layerTypes.ts';
import type { LayerBase } from './base.ts';
import type { InitializerSpec, RegularizerSpec, ConstraintSpec } from './words.ts';

/** What embedding takes. */
export interface EmbeddingOptions extends LayerBase {
  /** How many different numbers there are. A positive integer. */
  readonly inputDim: number;
  /** Length of each vector. A positive integer. */
  readonly outputDim: number;
  /** How the table of vectors begins. Default: `'randomUniform'`. */
  readonly embeddingsInitializer?: InitializerSpec;
  /** Adds a penalty for the table of vectors to the loss. */
  readonly embeddingsRegularizer?: RegularizerSpec;
  /** Keeps the table of vectors in bounds after each step. */
  readonly embeddingsConstraint?: ConstraintSpec;
  /** Number 0 stands for no word, and layers that follow leave such steps out. Default: `false`. */
  readonly maskZero?: boolean;
  /** Sizes that come in, without the batch. They are known, but may be said again. A positive integer or a list of them. */
  readonly inputLength?: number | readonly number[];
}

/** A layer of type embedding, as it is written. */
export interface EmbeddingLayer extends EmbeddingOptions {
  readonly type: 'embedding';
}

/** A vector for each number from 0 to inputDim - 1, such as the number of a word. */
export function embedding<const O extends EmbeddingOptions>(options: Exactly<O, EmbeddingOptions>): Built<'embedding', O> {
  return { type: 'embedding', ...options } as Built<'embedding', O>;
}
