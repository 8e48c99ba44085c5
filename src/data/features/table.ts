import type { ReadFeature } from '../columns.ts';
import { boolean, type BooleanFeature } from './boolean.ts';
import { category, type CategoryFeature } from './category.ts';
import { date, type DateFeature } from './date.ts';
import type { EncoderBase, FeatureKind } from './kind.ts';
import { number, type NumberFeature } from './number.ts';
import { sequence, type SequenceEncoder } from './sequence.ts';
import { text, type TextFeature } from './text.ts';
import { vector, type VectorEncoder } from './vector.ts';

/** What was learned about a feature: plain JSON that travels with the model. */
export type FeatureEncoder = NumberFeature | CategoryFeature | BooleanFeature | DateFeature | VectorEncoder | SequenceEncoder | TextFeature;

const kinds = { number, category, boolean, date, vector, sequence, text } as const;

// A kind is given the features and encoders of its own type only, which the types of a table cannot say.
type AnyKind = FeatureKind<ReadFeature, FeatureEncoder & EncoderBase>;

/** The kind of a feature, or of what was learned about one. */
export const featureKindOf = ({ type }: { readonly type: FeatureEncoder['type'] }): AnyKind => kinds[type] as unknown as AnyKind;

/** The columns that an encoder reads. */
export const columnsOf = ({ name, columns }: EncoderBase): readonly string[] => columns ?? [name];
