import type { Target } from '../../spec/target.ts';
import type { CategoryEncoder } from '../category.ts';
import type { EncoderBase } from '../features/kind.ts';
import { category } from './category.ts';
import { count, type CountEncoder } from './count.ts';
import type { TargetKind } from './kind.ts';
import { labels, type LabelsEncoder } from './labels.ts';
import { number, type NumberTargetEncoder } from './number.ts';
import { ordinal, type OrdinalEncoder } from './ordinal.ts';
import { quantiles, type QuantilesEncoder } from './quantiles.ts';

/** What was learned about a target: plain JSON that travels with the model. */
export type TargetEncoder = NumberTargetEncoder | CategoryEncoder | LabelsEncoder | OrdinalEncoder | QuantilesEncoder | CountEncoder;

const kinds = { number, category, labels, ordinal, quantiles, count } as const;

// A kind is given the targets and encoders of its own type only, which the types of a table cannot say.
type AnyKind = TargetKind<Target, TargetEncoder & EncoderBase>;

/** The kind of a target, or of what was learned about one. */
export const targetKindOf = ({ type }: { readonly type: TargetEncoder['type'] }): AnyKind => kinds[type] as unknown as AnyKind;
