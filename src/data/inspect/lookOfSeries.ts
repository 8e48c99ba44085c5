import { readDate } from '../time/dateText.ts';
import { MOST_MILLISECONDS, numberForm, timeOfNumber } from '../time/numberForm.ts';
import { describeSteps, findStep, placeOf, stepsBetween, usualSeason, type Step } from '../forecast/step.ts';
import type { ColumnProfile } from './profile.ts';
import { figure } from './words.ts';

/** What a forecast of a table would need to be told: plain JSON. */
export interface SeriesLook {
  /** The column that says when. */
  readonly time: string;
  /** The column that says which series a row is of; absent where all rows are one. */
  readonly series?: string;
  /** How far a row is from the next, in words: `1 month`; of numbers the difference. */
  readonly step: string;
  /** Steps to look back and ahead, to begin with. */
  readonly window: number;
  readonly horizon: number;
}

type Cells = readonly (string | number | null)[];

/** What is to be forecast has so many rows in each series. */
const FEWEST_ROWS = 20;
/** Differences that are looked at, and the part of them that has to be one step: others may be gaps of several. */
const FEWEST_STEPS = 15;
const MOST = 0.8;
/** Columns that are tried as the names of series. */
const MOST_COLUMNS = 20;
const TIME_NAME =
  /(?:^|[^a-z])(?:t|time|times|timestamp|date|datetime|year|yr|quarter|month|week|day|hour|minute|period|step)(?:$|[^a-z])/i;

/**
 * Whether rows look like series in time: a column of dates, or of whole numbers that are years or are called by a time, which comes
 * at even steps over all rows, or over those of each value of another column.
 * @param head The first rows, by column.
 * @param rows Of the whole table.
 */
export function lookOfSeries(columns: readonly ColumnProfile[], head: ReadonlyMap<string, Cells>, rows: number): SeriesLook | undefined {
  const whole = columns.filter(({ missing, holds }) => missing.count === 0 && holds !== 'constant');
  for (const time of whole.filter(mayBeTime)) {
    if (!columns.some((column) => column !== time && (column.holds === 'numbers' || column.holds === 'wholeNumbers'))) continue;
    const times = readTimes(head.get(time.name)!, time);
    if (times === undefined) continue;
    const look = (series?: ColumnProfile): SeriesLook | undefined => {
      const length = rows / (series?.distinct.count ?? 1);
      const step = length < FEWEST_ROWS ? undefined : evenStep(groupTimes(times, series && head.get(series.name)!), time.holds !== 'dates');
      if (step === undefined) return undefined;
      const name = step.unit === 'number' ? figure(step.count) : describeSteps(1, step);
      return { time: time.name, ...(series ? { series: series.name } : {}), step: name, ...firstWindow(step, length) };
    };
    const mayBeSeries = ({ name, holds, distinct }: ColumnProfile) =>
      name !== time.name && distinct.count > 1 && (holds === 'fewLevels' || holds === 'manyLevels' || holds === 'yesNo' || holds === 'wholeNumbers'); // prettier-ignore
    for (const series of [undefined, ...whole.filter(mayBeSeries).slice(0, MOST_COLUMNS)]) {
      const found = look(series);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function mayBeTime({ name, holds, numbers }: ColumnProfile): boolean {
  if (holds === 'dates') return true;
  if (holds !== 'wholeNumbers') return false;
  return (numbers!.least >= 1800 && numbers!.most <= 2200) || TIME_NAME.test(name.replace(/(?<=[a-z])(?=[A-Z])/g, '_'));
}

function readTimes(cells: Cells, { holds, numbers }: ColumnProfile): Float64Array | undefined {
  if (holds !== 'dates') {
    if (numbers!.most > MOST_MILLISECONDS) return undefined; // micro- and nanoseconds, which a forecast refuses
    return Float64Array.from(cells, Number);
  }
  if (numbers !== undefined) {
    const form = numberForm(numbers.least)!;
    return Float64Array.from(cells, (cell) => timeOfNumber(Number(cell), form)!);
  }
  const readings = cells.map((cell) => readDate(cell));
  for (const order of ['dayFirst', 'monthFirst'] as const) {
    const times = readings.map((reading) => reading?.[order]);
    if (!times.includes(undefined)) return Float64Array.from(times as number[]);
  }
  return undefined;
}

/** The times of each series, ascending. */
function groupTimes(times: Float64Array, names: Cells | undefined): readonly Float64Array[] {
  const groups = new Map<string | number | null, number[]>();
  times.forEach((time, row) => {
    const name = names?.[row] ?? null;
    const group = groups.get(name);
    if (group) group.push(time);
    else groups.set(name, [time]);
  });
  return [...groups.values()].map((group) => Float64Array.from(group).sort());
}

/** The step from row to row, where no time comes twice in a series, all are whole steps apart, and most of them one. */
function evenStep(series: readonly Float64Array[], isNumber: boolean): Step | undefined {
  if (series.some((times) => times.some((time, i) => i > 0 && time === times[i - 1]))) return undefined;
  const step = findStep(series, isNumber);
  if (step === undefined) return undefined;
  const steps = series.flatMap((times) => {
    const places = Array.from(times, (time) => placeOf(step, time));
    return places.slice(1).map((place, i) => stepsBetween(places[i]!, place));
  });
  if (steps.length < FEWEST_STEPS || !steps.every(Number.isInteger)) return undefined;
  return steps.filter((count) => count === 1).length >= MOST * steps.length ? step : undefined;
}

/** Some seasons back, and a quarter of that ahead; no more than a series of this length has examples for. */
function firstWindow(step: Step, length: number): Pick<SeriesLook, 'window' | 'horizon'> {
  const season = usualSeason(step) ?? 6;
  const window = Math.min(season < 12 ? 4 * season : 2 * season, Math.floor(length / 4));
  return { window, horizon: Math.max(1, Math.floor(window / 4)) };
}
