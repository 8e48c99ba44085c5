// Made from the tables in src/spec by `npm run generate`: change those, not this.

/** What is forecast: how far it looks back and ahead, along which columns. */
export interface ForecastSpec {
  /** Steps of time that the network looks back: so many rows of a series. A positive integer. */
  readonly window: number;
  /** Steps that it looks ahead: it answers all of them at once. A positive integer. */
  readonly horizon: number;
  /**
   * The column of dates or numbers that says when. Rows come in any order, at equal steps: months, days, hours, ... A text
   * that is not empty.
   */
  readonly time: string;
  /**
   * The column that says which series a row belongs to. As a category among the features it is read too. A text that is not
   * empty. Default: all rows are one series.
   */
  readonly series?: string;
  /**
   * Features known in advance (prices, holidays): read over the horizon too. What the time column itself tells always is. A
   * list, each a text that is not empty. Default: `[]`.
   */
  readonly known?: readonly string[];
  /**
   * last: the network reads the past of the target, and answers its future, as the difference to the last value, which is
   * added back at its end (the NLinear of Zeng et al. 2023); none: as they are. Default: `'last'`.
   */
  readonly relative?: 'last' | 'none';
  /**
   * Steps after which things come round, for the baseline that says the same as a season ago, and for MASE. A positive
   * integer. Default: of months 12, quarters 4, weeks 52, days 7, working days 5, hours 24, parts of hours those of a day;
   * else none.
   */
  readonly season?: number;
}
