import type { Feature } from '../spec/features.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Target } from '../spec/target.ts';

/** The part of a checked spec that speaks of columns. */
export type ColumnSpecs = Pick<NormalisedModel, 'features' | 'target'>;

// What the spec's own check let through is one of its kinds of columns, which the normalised form calls by the wider NamedValue.
export const featuresOf = ({ features }: ColumnSpecs) => Object.entries((features ?? {}) as Readonly<Record<string, Feature>>);
/** Names of the columns that a training reads. */
export const columnsRead = (spec: ColumnSpecs, sampleWeight?: string): readonly string[] => [
  ...Object.keys(spec.features ?? {}),
  ...Object.keys(spec.target ?? {}),
  ...(sampleWeight === undefined ? [] : [sampleWeight]),
];

export const targetsOf = ({ target }: ColumnSpecs) => Object.entries((target ?? {}) as Readonly<Record<string, Target>>);
