import { named, namedOption, type NormalisedNamed, type WrittenNamed } from './named.ts';
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

/** A regularizer as a user writes it: `"l2"` or `{ "type": "l2", "l2": 0.1 }`. */
export type RegularizerSpec = WrittenNamed<typeof regularizers>;
export type Regularizer = NormalisedNamed<typeof regularizers>;
export const regularizer = namedOption('a regularizer', regularizers);
