import type { SeriesLook } from './lookOfSeries.ts';
import type { NetworkChoice, TrainingChoice } from './chooseNetwork.ts';
import type { Parting } from './parting.ts';

/** What a column is to the network: a kind of feature with the options that are no defaults. */
export type FeatureChoice =
  | 'number'
  | 'category'
  | 'boolean'
  | 'date'
  | 'text'
  | 'vector'
  | 'sequence'
  | 'ignore'
  | {
      readonly type: 'number';
      readonly scale?: 'standardAndLog1p' | 'quantile';
      readonly missing?: 'mean';
      readonly missingValues?: readonly string[];
    }
  | { readonly type: 'vector'; readonly missing: 'mean' }
  | {
      readonly type: 'category';
      readonly encoding?: 'embedding';
      readonly outputDim?: number;
      readonly embeddingsRegularizer?: { readonly type: 'l2'; readonly l2: number };
      readonly missing?: 'level';
    }
  | { readonly type: 'boolean'; readonly missing: 'mostFrequent' }
  | { readonly type: 'date'; readonly format?: string; readonly missing?: 'mean'; readonly missingValues?: readonly string[] };

export type TargetChoice =
  | 'number'
  | 'category'
  | 'labels'
  | { readonly type: 'number'; readonly scale?: 'log' | 'log1p'; readonly missing?: 'leaveOut' }
  | { readonly type: 'category'; readonly readAs?: 'yesNo'; readonly missing?: 'leaveOut' };

/** Something about a table that its owner should know. */
export interface TableWarning {
  readonly about:
    | 'amounts'
    | 'classOfGap'
    | 'constant'
    | 'fewRows'
    | 'givesTargetAway'
    | 'idLike'
    | 'mixed'
    | 'nested'
    | 'rareClass'
    | 'splitColumn'
    | 'standIn'
    | 'targetMissing'
    | 'tooManyLevels'
    | 'unequalClasses'
    | 'maybeDates'
    | 'unreadDates'
    | 'unsureDates';
  /** Where it is about one. */
  readonly column?: string;
  /** In words, with the column's name and what may help. */
  readonly message: string;
}

/** A column with what was chosen for it, and why. */
export interface Chosen<Kind> {
  readonly kind: Kind;
  /** One line: what was seen, and what follows from it. */
  readonly reason: string;
  readonly warnings: readonly TableWarning[];
}

/** A first spec for a table: parts of a model's spec, and why they are so. */
export interface Choice {
  /** Every column but the target, in the table's order. */
  readonly features: Readonly<Record<string, FeatureChoice>>;
  readonly target: Readonly<Record<string, TargetChoice>>;
  /** Layers for so many rows and columns; the head that the target asks for comes behind them. */
  readonly network: NetworkChoice;
  readonly training: TrainingChoice & Partial<Parting>;
  /** One line for each column, the target too, in the table's order. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly warnings: readonly TableWarning[];
  /** How many of how many rows chose: those to train on. */
  readonly chosenBy?: { readonly rows: number; readonly of: number };
  /** How the target may be forecast, where rows look like series in time and it is a number. */
  readonly forecast?: SeriesLook;
}

/** The kind's name. */
export const typeOf = (choice: FeatureChoice | TargetChoice): string => (typeof choice === 'string' ? choice : choice.type);
