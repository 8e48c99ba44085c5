import type { ForecastEncoder } from './forecast/encoder.ts';
import type { FeatureEncoder } from './features/table.ts';
import type { TargetEncoder } from './targets/table.ts';

/** A row as a user has it: column name to value. */
export type Row = Readonly<Record<string, unknown>>;

/** One input of the network, and the features that it is made of, side by side. */
export interface InputEncoders {
  readonly id: string;
  readonly features: readonly FeatureEncoder[];
}

/** What was learned about the columns on the training rows: plain JSON that travels with the model. */
export interface Encoders {
  readonly inputs: readonly InputEncoders[];
  readonly targets: readonly TargetEncoder[];
  /** Of a network that forecasts: then the inputs are what a row of a window becomes. */
  readonly forecast?: ForecastEncoder;
}
