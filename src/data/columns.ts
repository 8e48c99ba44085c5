import type { Feature } from '../spec/features.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Target } from '../spec/target.ts';

/** The part of a checked spec that speaks of columns. */
export type ColumnSpecs = Pick<NormalisedModel, 'features' | 'target' | 'forecast'> & {
  readonly training?: Pick<NormalisedModel['training'], 'sampleWeight' | 'split'>;
};

/** Columns that are read for something else than features and targets: weights, what parts the rows, time and series. */
const besides = ({ forecast, training: { sampleWeight, split } = {} }: ColumnSpecs): readonly string[] =>
  [sampleWeight, split?.['column'] as string | undefined, forecast?.time, forecast?.series].filter((name) => name !== undefined);

/** A feature that is read. */
export type ReadFeature = Exclude<Feature, { readonly type: 'ignore' }>;

// What the spec's own check let through is one of its kinds of columns, which the normalised form calls by the wider NamedValue.
const allFeatures = ({ features }: ColumnSpecs) => (features ?? {}) as Readonly<Record<string, Feature>>;
export const featuresOf = (columns: ColumnSpecs): readonly (readonly [string, ReadFeature])[] =>
  Object.entries(allFeatures(columns)).flatMap(([name, feature]) => (feature.type === 'ignore' ? [] : [[name, feature] as const]));
export const targetsOf = ({ target }: ColumnSpecs) => Object.entries((target ?? {}) as Readonly<Record<string, Target>>);

/** Columns that a feature names; undefined where it says by a pattern which it reads. */
const namedBy = (name: string, feature: Feature): readonly string[] | undefined => {
  if (feature.type !== 'vector' || feature.columns === undefined) return [name];
  return typeof feature.columns === 'string' ? undefined : feature.columns;
};

/** Columns that a spec reads of a table; undefined where only the table's header can tell which they are. */
export function columnsRead(columns: ColumnSpecs): readonly string[] | undefined {
  const names = featuresOf(columns).map(([name, feature]) => namedBy(name, feature));
  if (names.includes(undefined)) return undefined;
  const others = [...targetsOf(columns).map(([name]) => name), ...besides(columns)];
  return [...new Set([...names.flatMap((some) => some ?? []), ...others])];
}

/** Those columns of a table that a spec does not name, not even to be ignored: patterns may mean them. */
export function freeColumns(columns: ColumnSpecs, names: readonly string[]): readonly string[] {
  const spoken = new Set([
    ...Object.entries(allFeatures(columns)).flatMap(([name, feature]) => namedBy(name, feature) ?? []),
    ...targetsOf(columns).map(([name]) => name),
    ...besides(columns),
  ]);
  return names.filter((name) => !spoken.has(name));
}
