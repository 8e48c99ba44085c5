import type { RegularizerSpec } from './builders/words.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { number } from './option.ts';

const weight = number({ minimum: 0 });
const l1 = weight({ doc: 'How much the sum of absolute values counts.', default: 0.01 });
const l2 = weight({ doc: 'How much the sum of squares counts.', default: 0.01 });

/** Penalties for large weights, added to the loss. */
export const regularizers = {
  l1: named({ type: 'l1', doc: 'l1 * sum(|w|). Drives weights to 0.', options: { l1 } }),
  l2: named({ type: 'l2', doc: 'l2 * sum(w^2). Keeps weights small.', options: { l2 } }),
  l1l2: named({ type: 'l1l2', doc: 'l1 * sum(|w|) + l2 * sum(w^2).', options: { l1, l2 } }),
} as const;

export type { RegularizerSpec };
export type Regularizer = NormalisedNamed<typeof regularizers>;
export const regularizer = namedOption<typeof regularizers, RegularizerSpec>('a regularizer', regularizers);
