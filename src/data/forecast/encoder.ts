import type { NormalisedForecast } from '../../spec/normalised.ts';
import type { Step } from './step.ts';
import type { TimeFormat } from '../time/timeFormat.ts';

/** What was learned about time and series: plain JSON that travels with the model. */
export interface ForecastEncoder extends Pick<NormalisedForecast, 'window' | 'horizon' | 'time' | 'series' | 'relative'> {
  readonly step: Step;
  readonly written: TimeFormat;
  /** Steps after which things come round; absent where nothing does. */
  readonly season?: number;
  /** Mean of |value - value a season before| over the rows of training, in the target's units: what MASE divides by. */
  readonly seasonalError?: number;
  /** The same of each series, where there are several; those that have none (nothing changes, or too short) take that of all. */
  readonly seasonalErrors?: Readonly<Record<string, number>>;
  /** The time of the last row that training has looked at: only what is later is unseen. */
  readonly seenUntil: number;
}
