/** A row as a user has it: column name to value. */
export type Row = Readonly<Record<string, unknown>>;

/** value -> (value - shift) * factor */
export interface NumberEncoder {
  readonly name: string;
  readonly type: 'number';
  readonly scale: 'standard' | 'minMax' | 'none';
  readonly shift: number;
  readonly factor: number;
}

/** level -> one-hot over `levels`; an unseen level is all 0. */
export interface CategoryEncoder {
  readonly name: string;
  readonly type: 'category';
  readonly levels: readonly string[];
}

/** What was learned about the columns on the training rows: plain JSON that travels with the model. */
export interface Encoders {
  readonly features: readonly (NumberEncoder | CategoryEncoder)[];
  readonly target: NumberEncoder | CategoryEncoder;
}

/** One answer: `{ species: 'setosa', probabilities: { setosa: 0.99, ... } }` or `{ price: 12.5 }`. */
export type Answer = Readonly<Record<string, unknown>>;
