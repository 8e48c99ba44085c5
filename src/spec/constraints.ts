import type { ConstraintSpec } from './builders/words.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { integer, number } from './option.ts';

const axis = integer()({ doc: 'The axis of the weight along which norms are taken; negative counts from the last.', default: 0 });

/** Bounds for weights, kept after each step. A norm is the root of a sum of squares. */
export const constraints = {
  maxNorm: named({
    type: 'maxNorm',
    doc: 'Norms of at most maxValue (Srivastava et al. 2014, section 5.1).',
    options: { maxValue: number({ minimum: 0 })({ doc: 'The largest norm.', default: 2 }), axis },
  }),
  minMaxNorm: named({
    type: 'minMaxNorm',
    doc: 'Norms between minValue and maxValue.',
    options: {
      minValue: number({ minimum: 0 })({ doc: 'The smallest norm.', default: 0 }),
      maxValue: number({ minimum: 0 })({ doc: 'The largest norm.', default: 1 }),
      rate: number({ minimum: 0, maximum: 1 })({ doc: 'How far each step goes towards the bound: 1 all the way.', default: 1 }),
      axis,
    },
  }),
  nonNeg: named({ type: 'nonNeg', doc: 'No value below 0.', options: {} }),
  unitNorm: named({ type: 'unitNorm', doc: 'Norms of 1.', options: { axis } }),
} as const;

export type { ConstraintSpec };
export type Constraint = NormalisedNamed<typeof constraints>;
export const constraint = namedOption<typeof constraints, ConstraintSpec>('a constraint', constraints);
