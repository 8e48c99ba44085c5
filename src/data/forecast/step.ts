/**
 * How far one row of a series is from the next. Months are those of the calendar, on one day of the month, or on the last of a month
 * that has no such day; working days are Monday to Friday. Plain JSON that travels with the model.
 */
export interface Step {
  readonly unit: 'month' | 'workday' | 'millisecond' | 'number';
  /** So many units are one step. */
  readonly count: number;
  /** Of the month. */
  readonly day?: number;
  /** Milliseconds since midnight (UTC), of months and working days. */
  readonly timeOfDay?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The step that is most frequent between rows that follow one another; undefined where no series has two.
 * @param series Times of each series, ascending, each once: milliseconds since 1970 (UTC), or numbers.
 */
export function findStep(series: readonly Float64Array[], isNumber: boolean): Step | undefined {
  const all = series.flatMap((times) => [...times]);
  const unit = isNumber ? 'number' : 'millisecond';
  const counted = (step: Step) => {
    const count = mostFrequent(series.flatMap((times) => differences(times, (time) => placeOf(step, time))));
    return count === undefined ? undefined : { ...step, count };
  };
  const length = findLength(series);
  if (length === undefined) return undefined;
  const plain: Step = { unit, count: length };
  // Several times a month are no months, though all of a day.
  const months = !isNumber && plain.count >= 28 * DAY ? asMonths(all) : undefined;
  const byMonth = months && counted(months);
  if (byMonth !== undefined) return byMonth;
  return (plain.count === DAY && !isNumber ? asWorkdays(all, series) : undefined) ?? plain;
}

/** Where a time stands, in steps; NaN where the step does not come there. */
export function placeOf({ unit, count, day = 1, timeOfDay = 0 }: Step, time: number): number {
  if (unit === 'number' || unit === 'millisecond') return time / count;
  if (modulo(time, DAY) !== timeOfDay) return NaN;
  if (unit === 'workday') {
    const days = Math.floor(time / DAY) + 3; // 1970 began on a Thursday
    const ofWeek = modulo(days, 7);
    return ofWeek > 4 ? NaN : (5 * Math.floor(days / 7) + ofWeek) / count;
  }
  const date = new Date(time);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return date.getUTCDate() === Math.min(day, daysIn(month)) ? month / count : NaN;
}

/** The time so many steps later. */
export function timeAfter(step: Step, time: number, steps: number): number {
  const { unit, count, day = 1, timeOfDay = 0 } = step;
  if (unit === 'number') return roundTo(time + steps * count, Math.max(decimalsOf(plainest(time, 2 * gapAt(time))), decimalsOf(count)));
  if (unit === 'millisecond') return time + steps * count;
  const place = Math.round(placeOf(step, time) * count) + steps * count;
  if (unit === 'workday') return (7 * Math.floor(place / 5) + modulo(place, 5) - 3) * DAY + timeOfDay;
  return Date.UTC(Math.floor(place / 12), modulo(place, 12), Math.min(day, daysIn(place))) + timeOfDay;
}

/** How many steps lie between two places; not a whole number where the second is on none. Far from 0 places are the less exact. */
export function stepsBetween(from: number, to: number): number {
  const steps = to - from;
  const tolerance = Math.max(1e-6, 4 * gapAt(Math.max(Math.abs(from), Math.abs(to))));
  return Math.abs(steps - Math.round(steps)) < tolerance ? Math.round(steps) : steps;
}

/** Steps after which things come round; undefined where there is nothing that is usual. */
export function usualSeason({ unit, count }: Step): number | undefined {
  if (unit === 'number') return undefined;
  if (unit === 'workday') return 5;
  if (unit === 'month') return count < 12 && 12 % count === 0 ? 12 / count : undefined;
  if (count === 7 * DAY) return 52;
  if (count === DAY) return 7;
  return count < DAY && DAY % count === 0 ? DAY / count : undefined;
}

/** `6 months`, `1 day`, `15 minutes`, `6 steps of 15 minutes`. */
export function describeSteps(steps: number, step: Step): string {
  const [size, name] = wordsOf(step);
  const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  if (name === undefined) return plural(steps, 'step');
  if (steps === 1) return plural(size, name);
  return size === 1 ? plural(steps, name) : `${plural(steps, 'step')} of ${plural(size, name)}`;
}

/** What was a season before is called: `a year ago`. */
export function describeSeason(season: number, step: Step): string {
  const { unit, count } = step;
  const length = season * count;
  if (unit === 'month' && length === 12) return 'a year ago';
  if (unit === 'workday' && length === 5) return 'a week ago';
  if (unit === 'millisecond' && count === 7 * DAY && season === 52) return 'a year ago';
  if (unit === 'millisecond' && length === 7 * DAY) return 'a week ago';
  if (unit === 'millisecond' && length === DAY) return 'a day ago';
  return `${describeSteps(season, step)} ago`;
}

function wordsOf({ unit, count }: Step): readonly [number, string | undefined] {
  if (unit === 'number') return [1, undefined];
  if (unit === 'workday') return [count, 'working day'];
  if (unit === 'month') return count % 12 === 0 ? [count / 12, 'year'] : count === 3 ? [1, 'quarter'] : [count, 'month'];
  const units = [['week', 7 * DAY], ['day', DAY], ['hour', HOUR], ['minute', MINUTE], ['second', SECOND]] as const; // prettier-ignore
  const [word, size] = units.find(([, length]) => count % length === 0) ?? ['millisecond', 1];
  return [count / size, word];
}

/** Most times must be on the day of a step of months for it to be one; those that are not are then told. */
const MOST = 0.8;

/** Steps of months, where times are on one day of the month, or on its last, at one time of day. */
function asMonths(times: readonly number[]): Step | undefined {
  const timeOfDay = modulo(times[0]!, DAY);
  const days = times.map((time) => new Date(time).getUTCDate());
  const candidates = [...new Set([days.reduce((a, b) => Math.max(a, b)), mostFrequent(days)!])];
  const steps = candidates.map((day): Step => ({ unit: 'month', count: 1, day, timeOfDay }));
  const fits = steps.map((step) => times.filter((time) => !Number.isNaN(placeOf(step, time))).length);
  const best = fits.indexOf(Math.max(...fits));
  return fits[best]! >= MOST * times.length ? steps[best] : undefined;
}

/** Steps of working days, where no time is at a weekend, and some series goes on over one. */
function asWorkdays(times: readonly number[], series: readonly Float64Array[]): Step | undefined {
  const step: Step = { unit: 'workday', count: 1, timeOfDay: modulo(times[0]!, DAY) };
  if (times.some((time) => Number.isNaN(placeOf(step, time)))) return undefined;
  const over = (times: Float64Array) => differences(times, (time) => time).includes(3 * DAY);
  return series.some(over) ? step : undefined;
}

/** How far a time is from the next, as exactly as all those rows tell that are so far apart; undefined where no series has two. */
function findLength(series: readonly Float64Array[]): number | undefined {
  const gap = gapAt(series.reduce((most, times) => Math.max(most, Math.abs(times[0] ?? 0), Math.abs(times.at(-1) ?? 0)), 0));
  // What numbers so large leave of a difference: 1.7e9 + 0.1 - 1.7e9 is 0.0999999.
  const decimals = Math.min(100, Math.floor(-Math.log10(4 * gap)));
  const round = (difference: number) => Number((decimals < 0 ? difference : roundTo(difference, decimals)).toPrecision(9));
  // Most are equal.
  const known = new Map<number, number>();
  const rounded = (difference: number): number => {
    let value = known.get(difference);
    if (value === undefined) known.set(difference, (value = round(difference)));
    return value;
  };
  const rough = mostFrequent(series.flatMap((times) => differences(times, (time) => time).map(rounded)));
  if (rough === undefined) return undefined;
  let [sum, count, longest] = [0, 0, 0];
  for (const times of series) {
    let start = 0;
    for (let at = 1; at <= times.length; at++) {
      if (at < times.length && rounded(times[at]! - times[at - 1]!) === rough) continue;
      const steps = at - 1 - start;
      if (steps > longest) [sum, count, longest] = [times[at - 1]! - times[start]!, steps, steps];
      start = at;
    }
  }
  return plainest(sum / count, Math.max((2 * gap) / count, 4 * gapAt(rough)));
}

/** How far a number of this size is from the next that can be held. */
const gapAt = (value: number): number => 2 ** (Math.floor(Math.log2(Math.max(Math.abs(value), Number.MIN_VALUE))) - 52);

/** The number of the fewest digits that is so near. */
function plainest(value: number, tolerance: number): number {
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded - value) <= tolerance) return rounded;
  }
  return value;
}

/** How many digits stand behind the point. */
function decimalsOf(value: number): number {
  const [digits, exponent = '0'] = String(value).split('e');
  return Math.max(0, (digits!.split('.')[1]?.length ?? 0) - Number(exponent));
}

const roundTo = (value: number, decimals: number): number => (decimals > 100 ? value : Number(value.toFixed(decimals)));

function differences(times: Float64Array, of: (time: number) => number): number[] {
  return Array.from({ length: Math.max(0, times.length - 1) }, (_, i) => of(times[i + 1]!) - of(times[i]!));
}

/** The smaller one of two that are as frequent. */
function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0];
}

const modulo = (value: number, by: number): number => value - by * Math.floor(value / by);
/** @param month Months since the year 0. */
const daysIn = (month: number): number => new Date(Date.UTC(Math.floor(month / 12), modulo(month, 12) + 1, 0)).getUTCDate();
