import type { Target } from '../../spec/target.ts';
import type { CategoryEncoder } from '../category.ts';
import type { EncoderBase } from '../features/kind.ts';
import type { NumberEncoder } from '../number.ts';
import { category } from './category.ts';
import type { TargetKind } from './kind.ts';
import { number } from './number.ts';

/** What was learned about a target: plain JSON that travels with the model. */
export type TargetEncoder = NumberEncoder | CategoryEncoder;

const kinds = { number, category } as const;

// A kind is given the targets and encoders of its own type only, which the types of a table cannot say.
type AnyKind = TargetKind<Target, TargetEncoder & EncoderBase>;

/** The kind of a target, or of what was learned about one. */
export const targetKindOf = ({ type }: { readonly type: TargetEncoder['type'] }): AnyKind => kinds[type] as unknown as AnyKind;
