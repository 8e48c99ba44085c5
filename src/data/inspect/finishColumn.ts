import { MOST_OTHERS, type ColumnCounts } from './columnProfiler.ts';
import { histogramOf } from './histogram.ts';
import { idLook } from './idLook.ts';
import type { DateOrder } from '../time/dateText.ts';
import { timeOfNumber, type NumberForm } from '../time/numberForm.ts';
import { formText, readsAsDates } from './numberDates.ts';
import type { ColumnProfile, DateProfile, Histogram, Level, NumberProfile } from './profile.ts';
import { quantileOf, type NumberSample } from '../statistics/numberSample.ts';
import { skewnessOf } from './skewness.ts';
import { isContradiction, whatHolds } from './whatHolds.ts';
import { dayText } from './writtenDate.ts';

/** The most frequent values that a profile lists. */
const LISTED_LEVELS = 50;
/** So many cells are dates in a column of dates some of which are none. */
const MOST_DATES = 0.9;

/** The profile of a column from what was counted, and its values in a random part of the rows. */
export function finishColumn(counts: ColumnCounts, sampled: readonly (string | number | null)[], share: number): ColumnProfile {
  const { name, present, distinct, examples } = counts;
  const missing = [...counts.missing].map(([value, count]) => ({ value, count })).sort(byCount);
  const different = { count: Math.min(present, Math.round(distinct.count())), isExact: distinct.isExact() };
  const form = formOfNumbers(counts, different.count);
  const numbers = numberProfile(counts, form);
  const dates = form?.is === 'dates' ? datesOfNumbers(counts, form.form) : dateProfile(counts);
  const levels = distinct.isExact() ? levelsOf(distinct.kept()) : frequentOf(sampled, present);
  const holds = whatHolds(counts, different, dates);
  const id = idLook(counts, different, holds, share);
  const histogram = histogramFor(counts, holds === 'dates' ? dates : undefined, form?.form);
  return {
    name,
    holds,
    present,
    missing: { count: missing.reduce((sum, { count }) => sum + count, 0), as: missing },
    distinct: different,
    levels: levels.slice(0, LISTED_LEVELS),
    ...(distinct.isExact() && levels.length > 0 ? { rarest: levels.at(-1)! } : {}),
    ...(numbers === undefined ? {} : { numbers }),
    ...(counts.texts.count === 0 ? {} : { texts: textProfile(counts) }),
    ...(dates === undefined ? {} : { dates }),
    ...(counts.lists.count === 0 ? {} : { lists: { ...counts.lists } }),
    ...(counts.nested.lists + counts.nested.objects === 0 ? {} : { nested: { ...counts.nested } }),
    ...(holds === 'mixed' && numbers !== undefined && counts.others.size <= MOST_OTHERS ? { others: [...counts.others] } : {}),
    ...(holds === 'mixed' && dates !== undefined && areMostlyDates(counts, dates) ? { besideDates: [...counts.besideDates] } : {}),
    ...(histogram === undefined ? {} : { histogram }),
    ...(id === undefined ? {} : { id }),
    examples: [...examples],
  };
}

const byCount = (a: Level, b: Level) => b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);

/** The values that came so often at least, the most frequent first. */
function levelsOf(counts: ReadonlyMap<string | number, number>, least = 1): Level[] {
  const texts = new Map<string, number>();
  // 1 and "1" are one level.
  for (const [key, count] of counts) {
    const text = String(key);
    texts.set(text, (texts.get(text) ?? 0) + count);
  }
  const levels: Level[] = [];
  for (const [value, count] of texts) if (count >= least) levels.push({ value, count });
  return levels.sort(byCount);
}

/** Values that come more than once in the sample, with what that makes in all. */
function frequentOf(sampled: readonly (string | number | null)[], present: number): Level[] {
  const kept = sampled.filter((key) => key !== null);
  const counts = new Map<string | number, number>();
  for (const key of kept) counts.set(key, (counts.get(key) ?? 0) + 1);
  return levelsOf(counts, 2).map(({ value, count }) => ({ value, count: Math.round((count * present) / kept.length) }));
}

/** Whether a column holds dates but for a few other things, none of which are numbers, unless all are such as 20240131. */
function areMostlyDates(counts: ColumnCounts, profile: DateProfile): boolean {
  const { present, dates, numbers, lists, nested, besideDates } = counts;
  const { count } = numbers.moments;
  if (count > 0 && (numbers.leadingZeros > 0 || !numbers.dates.finish()?.form.startsWith('YYYYMMDD'))) return false;
  if (lists.count + nested.lists + nested.objects > 0 || besideDates.size > MOST_OTHERS) return false;
  return dates.count + count >= MOST_DATES * present && !isContradiction(counts, profile);
}

/** How numbers are written that may be dates, where all values of the column are numbers. */
function formOfNumbers({ name, present, numbers }: ColumnCounts, different: number) {
  const look = numbers.dates.finish();
  if (look === undefined || numbers.moments.count !== present || numbers.leadingZeros > 0) return undefined;
  const is = readsAsDates(name, look, { least: numbers.sample.least, most: numbers.sample.most, different });
  return is && { is, form: look.form };
}

function datesOfNumbers({ numbers: { sample, moments } }: ColumnCounts, form: NumberForm): DateProfile {
  const day = (value: number) => dayText(timeOfNumber(value, form)!);
  const format = formText(form);
  return {
    count: moments.count,
    formats: [{ format, count: moments.count }],
    isUnsure: false,
    least: day(sample.least),
    most: day(sample.most),
  };
}

function numberProfile({ numbers }: ColumnCounts, form: ReturnType<typeof formOfNumbers>): NumberProfile | undefined {
  const { moments, sample, leadingZeros, inexact } = numbers;
  if (moments.count === 0) return undefined;
  const sorted = sample.sorted();
  const quantile = (share: number) => quantileOf(sorted, share);
  return {
    count: moments.count,
    least: sample.least,
    most: sample.most,
    ...moments.result(),
    skewness: skewnessOf(sorted),
    ...(sample.least >= 0 ? { logSkewness: skewnessOf(sorted.map(Math.log1p)) } : {}),
    quantiles: {
      p01: quantile(0.01),
      p05: quantile(0.05),
      p25: quantile(0.25),
      p50: quantile(0.5),
      p75: quantile(0.75),
      p95: quantile(0.95),
      p99: quantile(0.99),
    },
    leadingZeros,
    ...(inexact === 0 ? {} : { inexact }),
    ...(form?.is === 'maybe' ? { maybeDates: form.form } : {}),
  };
}

function textProfile({ texts }: ColumnCounts) {
  const { count, longest, length, words, likeDates, examples } = texts;
  const dates = likeDates === 0 ? {} : { likeDates };
  return { count, longest, meanLength: length / count, meanWords: words / count, ...dates, examples: [...examples] };
}

/** Days before months or after them: where only one of the two reads every date with slashes, it is that. */
function dateProfile({ dates }: ColumnCounts): DateProfile | undefined {
  if (dates.count === 0) return undefined;
  const all = [...dates.ways];
  const countOf = (asked: DateOrder | undefined) =>
    all.reduce((sum, [, { order, sample }]) => sum + (order === asked ? sample.count : 0), 0);
  const [dayFirst, monthFirst] = [countOf('dayFirst'), countOf('monthFirst')];
  const other = dayFirst >= monthFirst ? 'monthFirst' : 'dayFirst';
  // Where neither reads all of them, both stay.
  const isTold = Math.max(dayFirst, monthFirst) === dates.count - countOf(undefined);
  const ways = all.filter(([, { order }]) => !isTold || order !== other);
  return {
    count: dates.count,
    formats: ways.map(([format, { sample }]) => ({ format, count: sample.count })).sort((a, b) => b.count - a.count),
    isUnsure: isTold && dayFirst === monthFirst && dayFirst > 0,
    least: dayText(Math.min(...ways.map(([, { sample }]) => sample.least))),
    most: dayText(Math.max(...ways.map(([, { sample }]) => sample.most))),
  };
}

/** Of the dates where the column holds dates, else of the numbers. */
function histogramFor({ numbers, dates }: ColumnCounts, profile: DateProfile | undefined, form?: NumberForm): Histogram | undefined {
  if (profile === undefined) {
    const { sample, moments, whole } = numbers;
    if (moments.count === 0) return undefined;
    return histogramOf(sample.sorted(), { least: sample.least, most: sample.most, count: moments.count, isWhole: whole === moments.count });
  }
  if (form !== undefined && numbers.moments.count > 0) {
    const { sample, moments } = numbers;
    const time = (value: number) => timeOfNumber(value, form)!;
    const range = { least: time(sample.least), most: time(sample.most), count: moments.count, isWhole: false };
    return histogramOf(sample.sorted().map(time), range);
  }
  const samples = profile.formats.map(({ format }) => dates.ways.get(format)!.sample);
  return histogramOf(joined(samples), {
    least: Math.min(...samples.map(({ least }) => least)),
    most: Math.max(...samples.map(({ most }) => most)),
    count: profile.count,
    isWhole: false,
  });
}

/** The numbers of several samples, each weighing as many as it stands for, in rising order. */
function joined(samples: readonly NumberSample[]): Float64Array {
  if (samples.length === 1) return samples[0]!.sorted();
  const total = samples.reduce((sum, { count }) => sum + count, 0);
  const parts = samples.map((sample) => {
    const sorted = sample.sorted();
    const room = Math.max(1, Math.round((10_000 * sample.count) / total));
    return sorted.length <= room ? sorted : Float64Array.from({ length: room }, (_, i) => sorted[Math.floor((i * sorted.length) / room)]!);
  });
  return Float64Array.from(parts.flatMap((part) => [...part])).sort();
}
