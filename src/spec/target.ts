import { columns } from './features.ts';
import { namedOption, type NormalisedNamed, type WrittenNamed } from './named.ts';
import type { NamedValue } from './normalised.ts';
import { category } from './targets/category.ts';
import { count } from './targets/count.ts';
import type { TargetKind } from './targets/kind.ts';
import { labels } from './targets/labels.ts';
import { number } from './targets/number.ts';
import { ordinal } from './targets/ordinal.ts';
import { quantiles } from './targets/quantiles.ts';

/** What a column may be that the network learns to tell. */
export const targetKinds = { number, category, labels, ordinal, quantiles, count } as const;

/** A target as a user writes it: `"category"` or `{ "type": "number", "scale": "none" }`. */
export type TargetSpec = WrittenNamed<typeof targetKinds>;
export type Target = NormalisedNamed<typeof targetKinds>;
export type TargetOf<T extends Target['type']> = Extract<Target, { readonly type: T }>;

const target = namedOption('a kind of target', targetKinds)({ doc: 'What the column is.' });

export const targetTable = columns<typeof targetKinds>(target, {
  expected: 'columns by name, such as { "price": "number" }',
})({ doc: 'What the network learns to tell: a column, or several.', optional: true });

// A kind is asked about values of its own type only, which the types of a table cannot say.
/** The kind of a target of a checked spec. */
export const targetKind = ({ type }: NamedValue): TargetKind => targetKinds[type as keyof typeof targetKinds] as unknown as TargetKind;
