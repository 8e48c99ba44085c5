import { listOf, oneOf, positiveInteger, record, text } from '../option.ts';

/** What makes a spec one that forecasts series: how far it looks back and ahead, and what the columns of time and series are. */
export const forecastOptions = {
  window: positiveInteger({ doc: 'Steps of time that the network looks back: so many rows of a series.' }),
  horizon: positiveInteger({ doc: 'Steps that it looks ahead: it answers all of them at once.' }),
  time: text({
    doc: 'The column of dates or numbers that says when. Rows come in any order, at equal steps: months, days, hours, ...',
  }),
  series: text({
    doc: 'The column that says which series a row belongs to. As a category among the features it is read too. Default: all rows are one series.',
    optional: true,
  }),
  known: listOf(text({ doc: 'A feature.' }))({
    doc: 'Features known in advance (prices, holidays): read over the horizon too. What the time column itself tells always is.',
    default: [],
  }),
  relative: oneOf(['last', 'none'])({
    doc: 'last: the network reads the past of the target, and answers its future, as the difference to the last value, which is added back at its end (the NLinear of Zeng et al. 2023); none: as they are.',
    default: 'last',
  }),
  season: positiveInteger({
    doc: 'Steps after which things come round, for the baseline that says the same as a season ago, and for MASE. Default: of months 12, quarters 4, weeks 52, days 7, working days 5, hours 24, parts of hours those of a day; else none.',
    optional: true,
  }),
} as const;

export const forecastOption = record(
  'forecast',
  forecastOptions,
)({
  doc: 'Makes it a forecast: of each series in the table the next steps of the target, from the steps before. `features` may be left out: the past of the target is always read.',
  optional: true,
});

/** The inputs that a window of a series becomes. */
export const PAST = 'past';
export const FUTURE = 'future';
export const SERIES = 'series';
export const LAST = 'last';
