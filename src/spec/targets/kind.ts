import type { LossSpec, MetricSpec } from '../builders/words.ts';
import type { LossKind } from '../losses.ts';
import type { Named } from '../named.ts';
import type { NamedValue } from '../normalised.ts';
import { number, oneOf, type Normalised, type Options } from '../option.ts';
import type { LastActivation } from '../outputRange.ts';

/** What a dense layer needs to answer for a target. */
export interface Head {
  /** null where only the data can tell. */
  readonly units: number | null;
  readonly activation: string;
}

/** What should have been written, and what to do instead. */
export interface Refusal {
  readonly expected: string;
  readonly fix?: string;
}

/** A column that a network learns to tell, as far as the spec says what follows from it. */
export interface TargetKind<T extends string = string, O extends Options = Options> extends Named<T, O> {
  /** What metrics see of it: numbers in the column's own units, quantiles of one, one class of several, or several labels at once. */
  readonly measuredAs: 'numbers' | 'quantiles' | 'class' | 'labels';
  /** What answers have beside the answer itself. */
  readonly adds?: 'probabilities' | 'quantiles';
  /** The metrics that suit it. */
  readonly metrics: readonly MetricSpec[];
  /** How many classes it has by the spec; null where only the data can tell, undefined where it has none. */
  classes(value: Normalised<O>): number | null | undefined;
  /** An option that does not go with the number of classes. */
  refuseOption?(value: Normalised<O>, classes: number): { readonly option: string; readonly expected: string } | undefined;
  /** @param classes As above, from the data where they are known. */
  head(value: Normalised<O>, classes: number | null): Head;
  /** What the units of the head stand for: `1 unit for the number "price"`. */
  describeUnits(value: Normalised<O>, column: string, classes: number | null): string;
  /** The loss that suits it. `units` are those of the head; null where they are not known. */
  loss(value: Normalised<O>, units: number | null): LossSpec;
  /** Why the last activation of a head that was written cannot answer for it. */
  refuseActivation(value: Normalised<O>, last: LastActivation, units: number | null): Refusal | undefined;
  /** Why a loss that was written cannot go with it. */
  refuseLoss(value: Normalised<O>, loss: NamedValue, kind: LossKind): Refusal | undefined;
}

export const target = <const T extends string, const O extends Options>(kind: TargetKind<T, O>): TargetKind<T, O> => kind;

/** What every kind of target may be told. */
export const lossWeight = number({ exclusiveMinimum: 0 })({
  doc: 'Of several targets: how much its loss counts in the whole. Default: 1.',
  optional: true,
});

/** What every kind of target may be told whose cells cannot be empty. */
export const missingTarget = oneOf(['error', 'leaveOut'])({
  doc: 'A row without it is an error, or is left out: there is nothing to learn from it. Default: error.',
  optional: true,
});

/** A loss by its name, as it is received. */
export const onlyLoss = (type: string, kind: LossKind, what: string): Refusal | undefined =>
  kind.type === type ? undefined : { expected: `the loss for ${what}`, fix: `leave "loss" out, or write "${type}"` };
