import { show, type Issue } from '../errors.ts';
import { boolean } from './features/boolean.ts';
import { category } from './features/category.ts';
import { date } from './features/date.ts';
import { ignore } from './features/ignore.ts';
import type { FeatureEntry } from './features/kind.ts';
import { number } from './features/number.ts';
import { sequence } from './features/sequence.ts';
import { text } from './features/text.ts';
import { vector } from './features/vector.ts';
import { namedOption, type NamedTable, type NormalisedNamed, type WrittenNamed } from './named.ts';
import { join, option, type Option } from './option.ts';

/** What a column may be for the network. */
export const featureKinds = { number, category, boolean, date, vector, sequence, text, ignore } as const;

/** A feature as a user writes it: `"number"` or `{ "type": "category", "levels": ["red", "blue"] }`. */
export type FeatureSpec = WrittenNamed<typeof featureKinds>;
export type Feature = NormalisedNamed<typeof featureKinds>;
export type FeatureOf<T extends Feature['type']> = Extract<Feature, { readonly type: T }>;

/** How many numbers a row becomes by a feature; null where only the data can tell. */
export const featureWidth = (feature: Feature): number | null => featureEntryOf(feature).width(feature);

/** The kind of a feature. */
export const featureEntryOf = (feature: Feature): FeatureEntry => featureKinds[feature.type] as FeatureEntry;

const feature = namedOption('a kind of feature', featureKinds)({ doc: 'What the column is.' });

/** A table of columns: `{ "age": "number", "colour": "category" }`. */
export const columns = <K extends NamedTable>(
  column: Option<WrittenNamed<K>, NormalisedNamed<K>>,
  { expected, minimum = 1 }: { readonly expected: string; readonly minimum?: number },
) =>
  option<Readonly<Record<string, WrittenNamed<K>>>, Readonly<Record<string, NormalisedNamed<K>>>>({
    expected,
    schema: {
      type: 'object',
      additionalProperties: column.schema,
      ...(minimum > 0 ? { minProperties: minimum } : {}),
    },
    check: (value, path): readonly Issue[] => {
      const isTable = typeof value === 'object' && value !== null && !Array.isArray(value);
      const entries = isTable ? Object.entries(value) : [];
      if (!isTable || entries.length < minimum) return [{ path, expected, received: show(value) }];
      return entries.flatMap(([name, entry]) => column.check(entry, join(path, name)));
    },
    normalise: (value) => Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, column.normalise(entry)])),
  });

// That there is one is checked beside what else a spec has: a forecast may do without.
export const featureTable = columns<typeof featureKinds>(feature, {
  expected: 'columns by name, such as { "age": "number" }',
  minimum: 0,
})({
  doc: 'The columns that the network reads.',
  optional: true,
});
