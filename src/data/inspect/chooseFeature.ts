import { MOST_ONE_HOT } from '../../spec/features/category.ts';
import { monthFirstFormat } from '../time/dateText.ts';
import type { NumberForm } from '../time/numberForm.ts';
import { typeOf, type Chosen, type FeatureChoice, type TableWarning } from './choice.ts';
import { amountsText, areAmounts } from './amounts.ts';
import { gapsText } from './gapTexts.ts';
import { groupHint, idText } from './idLook.ts';
import { maybeDatesText } from './numberDates.ts';
import { isMostlyNumbers, type ColumnProfile, type DateProfile, type NumberProfile } from './profile.ts';
import { longTail } from './skewed.ts';
import { standIn } from './standIns.ts';
import { areWithUnits, unitsText } from './units.ts';
import { areUnreadDates, unreadDatesText } from './unreadDates.ts';
import { counted, figure, seenText, visible } from './words.ts';

/** Levels that come less often on average are learned by heart. */
const FEWEST_PER_LEVEL = 5;

/**
 * What a column should be to the network.
 * @param hasGaps Whether some cell of all rows is missing.
 */
export function chooseFeature(column: ColumnProfile, hasGaps = column.missing.count > 0): Chosen<FeatureChoice> {
  const [kind, reason, told = []] = decide(column);
  const isUnread = kind === 'ignore' && isOfTexts(column) && areUnreadDates(column);
  const ignored = isUnread ? visible(unreadDatesText(column)) : kind === 'ignore' && areWithUnits(column) ? unitsText(column) : undefined;
  const why = ignored === undefined ? reason : `ignored, since it ${ignored}`;
  const warnings = isOfTexts(column) ? (warnOfTexts(column, kind) ?? told) : told;
  return { kind: hasGaps ? withGaps(kind) : kind, reason: `${seenText(column)} -> ${why}`, warnings };
}

const isOfTexts = ({ holds }: ColumnProfile) => ['fewLevels', 'manyLevels', 'text', 'mixed'].includes(holds);

/** Of texts that are written for people, and would be something else written plainly. */
function warnOfTexts(column: ColumnProfile, kind: FeatureChoice): readonly TableWarning[] | undefined {
  const found = areUnreadDates(column) ? 'unreadDates' : areAmounts(column) || areWithUnits(column) ? 'amounts' : undefined;
  if (found === undefined) return undefined;
  const until = kind === 'ignore' ? 'until then it is ignored' : `until then it is taken as "${typeOf(kind)}"`;
  const what = found === 'amounts' ? (areAmounts(column) ? amountsText : unitsText)(column) : visible(unreadDatesText(column));
  return [{ about: found, column: column.name, message: `column ${JSON.stringify(visible(column.name))} ${what}; ${until}` }];
}

/** The same for a column some of whose values are missing: what stands in for them, and by default a number that says so. */
function withGaps(kind: FeatureChoice): FeatureChoice {
  const options = typeof kind === 'object' ? kind : {};
  switch (typeOf(kind)) {
    case 'number':
      return { ...options, type: 'number', missing: 'mean' };
    case 'category':
      return { ...options, type: 'category', missing: 'level' };
    case 'boolean':
      return { type: 'boolean', missing: 'mostFrequent' };
    case 'date':
      return { ...options, type: 'date', missing: 'mean' };
    case 'vector':
      return { type: 'vector', missing: 'mean' };
    default:
      return kind;
  }
}

type Decision = readonly [kind: FeatureChoice, why: string, warnings?: readonly TableWarning[]];

function decide(column: ColumnProfile): Decision {
  const { name, holds, id, present, missing, distinct, numbers, lists } = column;
  const at = `column ${JSON.stringify(visible(name))}`;
  const warn = (about: TableWarning['about'], message: string): readonly TableWarning[] => [
    { about, column: name, message: `${at} ${message}` },
  ];

  if (id !== undefined) {
    const look = idText(column);
    return ['ignore', `ignored, since it ${look}`, warn('idLike', `${look}: it is ignored${groupHint(column)}`)];
  }
  if (holds === 'empty') return ['ignore', 'nothing to learn from', warn('constant', 'has no value in any row: it is ignored')];
  if (holds === 'constant') {
    const gaps = gapsText(column);
    const means = gaps === undefined ? 'where no value means no, write it as one' : `where ${gaps}, is a level, write "category"`;
    const hint = missing.count === 0 ? '' : `; ${means}`;
    return ['ignore', 'nothing to learn from', warn('constant', `has one value only: it is ignored${hint}`)];
  }
  if (present < 0.01 * (present + missing.count)) {
    return ['ignore', 'too few values to learn from', warn('constant', `has a value in ${counted(present, 'row')} only: it is ignored`)];
  }
  switch (holds) {
    case 'numbers':
    case 'wholeNumbers':
      if (distinct.count === 2) return ['category', 'two different numbers are codes of something'];
      return [...decideScale(numbers!, distinct.count), [...maybeDates(numbers!.maybeDates, warn), ...maybeStandIn(column, warn)]];
    case 'yesNo':
      return ['boolean', 'one of two'];
    case 'dates':
      return decideDates(column.dates!, warn);
    case 'fewLevels':
      return ['category', codesText(numbers) ?? 'few levels, which come again'];
    case 'manyLevels':
      return decideLevels(column, warn);
    case 'text':
      return ['text', 'several words, which seldom come again as a whole'];
    case 'numberLists':
      return lists!.shortest === lists!.longest ? ['vector', 'lists of equally many numbers'] : ['sequence', 'lists of different lengths'];
    case 'wordLists':
    case 'objects': {
      const what = holds === 'objects' ? 'objects' : 'lists of words';
      const how = holds === 'objects' ? 'a column for each of their fields' : 'a column of 0 and 1 for each word, or one text';
      return ['ignore', `ignored, since no feature reads ${what}`, warn('nested', `holds ${what}: it is ignored; make ${how}`)];
    }
    case 'mixed':
      return decideMixed(column, warn);
  }
}

/** By what numbers are codes. */
function codesText(numbers: NumberProfile | undefined): string | undefined {
  if (numbers === undefined) return undefined;
  if (numbers.leadingZeros > 0) return 'codes, as zeros in front show';
  return numbers.inexact === undefined ? undefined : 'codes, of more digits than a number keeps apart';
}

type Warn = (about: TableWarning['about'], message: string) => readonly TableWarning[];

/**
 * In mean and deviation, but where a long tail would push all else together: then by its logarithm too. Which of the two the target
 * follows is left to the network: by the logarithm alone it misses a line in the tail, by the number alone all that is not in it.
 */
function decideScale(numbers: NumberProfile, distinct: number): readonly [kind: FeatureChoice, why: string] {
  const { least, most, quantiles } = numbers;
  const tail = longTail(numbers);
  if (tail !== undefined) return [{ type: 'number', scale: 'standardAndLog1p' }, `a number, and its logarithm: a long tail (${tail})`];
  const half = quantiles.p75 - quantiles.p25;
  const away = Math.max(most - quantiles.p75, quantiles.p25 - least) / half;
  if (half > 0 && distinct > 20 && away > 30) {
    const far = figure(Number(away.toPrecision(2)));
    return [
      { type: 'number', scale: 'quantile' },
      `a number, by its rank: the furthest is ${far} times as far away as the middle half is wide`,
    ];
  }
  return ['number', 'a number'];
}

function maybeDates(form: NumberForm | undefined, warn: Warn): readonly TableWarning[] {
  if (form === undefined) return [];
  return warn('maybeDates', `${maybeDatesText(form)}: it is taken as a number; if they are dates write it as "type": "date"`);
}

function maybeStandIn(column: ColumnProfile, warn: Warn): readonly TableWarning[] {
  const found = standIn(column);
  if (found === undefined) return [];
  const { value, count } = found;
  const fix = `where it stands for no value, write "missingValues": [${value}] and "missing": "mean"`;
  return warn('standIn', `holds ${value} in ${counted(count, 'row')}, far from all else: ${fix}`);
}

/** Dates that may be read in two ways are read in the one that most of the world writes, which the spec then says. */
function decideDates({ isUnsure, formats }: DateProfile, warn: Warn): Decision {
  const why = 'its parts, and how far it is along';
  if (!isUnsure) return ['date', why];
  const seen = 'has dates that may be days before months or months before days (no day is beyond 12)';
  if (formats.length > 1) return ['date', why, warn('unsureDates', `${seen}: write them as YYYY-MM-DD`)];
  const { format } = formats[0]!;
  const message = `${seen}: they are read as days first; where months are, write "format": ${JSON.stringify(monthFirstFormat(format))}`;
  return [{ type: 'date', format }, why, warn('unsureDates', message)];
}

function decideLevels({ present, distinct, numbers }: ColumnProfile, warn: Warn): Decision {
  const perLevel = present / distinct.count;
  const number = `${distinct.isExact ? '' : 'about '}${distinct.count}`;
  if (perLevel < 2) {
    const message = `has too many levels (${number} in ${counted(present, 'row')}): it is ignored`;
    return ['ignore', 'ignored, since most levels come once', warn('tooManyLevels', message)];
  }
  const message = `has many levels (${number} in ${counted(present, 'row')}): join those that mean the same, or ignore it`;
  const why = codesText(numbers) ?? 'levels, which come again';
  const isMany = distinct.count > MOST_ONE_HOT;
  return [
    isMany ? embedded(present) : 'category',
    isMany ? `${why}: so many that some numbers are learned for each` : why,
    perLevel < FEWEST_PER_LEVEL ? warn('tooManyLevels', message) : [],
  ];
}

/** Numbers that are learned for each level: few, as what a level adds to the answer is one number, and how it bends others few more. */
const LEARNED = 4;
/** How much the squares of all of them count in the loss of all rows. */
const PENALTY = 32;

/**
 * Many levels have few rows each: what these say of a level is held back by a penalty that counts as so many rows, whatever the table's
 * size, so that a level of few rows stays near the others, as in a linear model with an l2 penalty.
 */
const embedded = (rows: number): FeatureChoice => ({
  type: 'category',
  encoding: 'embedding',
  outputDim: LEARNED,
  embeddingsRegularizer: { type: 'l2', l2: Number((PENALTY / (2 * rows)).toPrecision(2)) },
});

/** Mostly numbers and a few texts are numbers that someone could not measure; else what comes again is a level. */
function decideMixed(column: ColumnProfile, warn: Warn): Decision {
  const { present, distinct, numbers, others } = column;
  const message = 'holds more than one kind of thing';
  if (column.lists !== undefined || column.nested !== undefined) {
    return ['ignore', 'ignored, since it is of no one kind', warn('mixed', `${message}: it is ignored`)];
  }
  if (column.besideDates !== undefined) return takeAsMissingDates(column.besideDates, column, warn);
  if (isMostlyNumbers(column)) {
    if (others !== undefined && !areAmounts(column)) return takeAsMissing(others, column, warn);
    const what = `has ${cellsBeside(numbers!.count, present)} of many kinds`;
    return [
      'ignore',
      'ignored, since too many different texts are among its numbers',
      warn('mixed', `${what}: it is ignored until they are numbers or empty`),
    ];
  }
  return present / distinct.count >= FEWEST_PER_LEVEL
    ? ['category', 'levels, since they come again', warn('mixed', `${message}: it is taken as levels`)]
    : ['ignore', 'ignored, since it is of no one kind', warn('mixed', `${message}: it is ignored`)];
}

/** What a spec lists as missing takes the place of the texts that are well known for it: those that came are listed too. */
function takeAsMissing(texts: readonly string[], { present, numbers, missing }: ColumnProfile, warn: Warn): Decision {
  const known = missing.as.map(({ value }) => value).filter((value) => value !== '');
  const what = `has ${cellsBeside(numbers!.count, present)}, such as ${JSON.stringify(visible(texts[0]!))}`;
  const message = `${what}: they are taken as missing ("missingValues"); correct them where they are numbers`;
  return [
    { type: 'number', missing: 'mean', missingValues: [...texts, ...known] },
    'a number, where the texts stand for none',
    warn('mixed', message),
  ];
}

/** The same among dates. */
function takeAsMissingDates(texts: readonly string[], { present, dates, numbers, missing }: ColumnProfile, warn: Warn): Decision {
  const [kind, why, told = []] = decideDates(dates!, warn);
  if (texts.length === 0) return [kind, why, told];
  const known = missing.as.map(({ value }) => value).filter((value) => value !== '');
  const none = counted(present - dates!.count - (numbers?.count ?? 0), 'cell');
  const message = `has ${none} among its dates that are none, such as ${JSON.stringify(visible(texts[0]!))}: they are taken as missing ("missingValues"); correct them where they are dates`;
  return [
    {
      ...(typeof kind === 'object' && kind.type === 'date' ? kind : {}),
      type: 'date',
      missing: 'mean',
      missingValues: [...texts, ...known],
    },
    `${why}, where the texts stand for none`,
    [...told, ...warn('mixed', message)],
  ];
}

const cellsBeside = (numbers: number, present: number) => `${counted(present - numbers, 'cell')} among its numbers that are none`;
