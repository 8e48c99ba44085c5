import { DataError, show } from '../../errors.ts';
import { amountsFix, amountsText, areAmounts } from './amounts.ts';
import { typeOf, type Chosen, type TableWarning, type TargetChoice } from './choice.ts';
import { classOfGap, gapIsClass, gapsText, withClassOfGap } from './gapTexts.ts';
import { idWords } from './idLook.ts';
import { areWithUnits, unitsFix } from './units.ts';
import type { ColumnProfile, NumberProfile } from './profile.ts';
import { longTail } from './skewed.ts';
import { counted, percent, seenText, visible } from './words.ts';

/** Whole numbers are classes where so few are different, and each comes this often on average. */
const MOST_CLASSES = 20;
const FEWEST_PER_CLASS = 10;
/** With fewer rows each on average many classes are no classes at all. */
const FEWEST_TO_LEARN = 2;
/** Classes of which the most frequent is so many times the least frequent are weighted. */
const UNEQUAL = 10;

/** What a target is, and what its classes ask of training. */
export interface ChosenTarget extends Chosen<TargetChoice> {
  readonly isWeighted: boolean;
}

/**
 * @param all Of all rows: what it is, they decide, since by classes rows are held out in proportion.
 * @param trainedOn Of the rows to train on: they decide by which scale numbers are read, and whether classes are weighted.
 * @throws DataError where there is nothing to learn in the column.
 */
export function chooseTarget(all: ColumnProfile, source: string, trainedOn = all): ChosenTarget {
  const asClass = classOfGap(all);
  const [column, training] = [all, trainedOn].map((one) => withClassOfGap(one, asClass)) as [ColumnProfile, ColumnProfile];
  const [decided, why] = decide(column, training, source);
  if (decided === 'category') requireClasses(column, source);
  const kind = column.missing.count === 0 ? decided : withGaps(decided);
  const classes =
    typeOf(kind) === 'category'
      ? warnOfClasses(typeof kind === 'object' && 'readAs' in kind ? inTwo(training) : training)
      : { warnings: [], isWeighted: false };
  return {
    kind,
    reason: `${seenText(training)} -> ${why}`,
    warnings: [
      ...(asClass === undefined ? warnOfGaps(column, kind) : tellOfClass(all, asClass)),
      ...warnOfTexts(column, kind),
      ...classes.warnings,
    ],
    isWeighted: classes.isWeighted,
  };
}

/** The same for a target some of whose values are missing: their rows are left out. */
function withGaps(kind: TargetChoice): TargetChoice {
  if (kind === 'labels') return kind;
  return typeof kind === 'string' ? { type: kind, missing: 'leaveOut' } : { ...kind, missing: 'leaveOut' };
}

function decide(column: ColumnProfile, training: ColumnProfile, source: string): readonly [TargetChoice, string] {
  // Numbers that are asked for are numbers.
  if (column.holds === 'dates' && column.numbers !== undefined) return decide({ ...column, holds: 'wholeNumbers' }, training, source);
  const { name, holds, present, distinct, numbers, levels, lists, nested } = column;
  const refuse = (expected: string, received: string, fix?: string) =>
    new DataError(source, [{ path: `column ${show(name)}`, expected, received, ...(fix === undefined ? {} : { fix }) }]);
  const withGapTexts = (received: string) => [received, gapsText(column) ?? []].flat().join(', and ');
  switch (holds) {
    case 'empty':
      throw refuse('a target with values', withGapTexts('none in any row'), gapIsClass(column));
    case 'constant':
      throw refuse('a target with two different values or more', withGapTexts(`${show(levels[0]!.value)} only`), gapIsClass(column));
    case 'dates':
    case 'numberLists': {
      const received = holds === 'dates' ? 'dates' : 'lists of numbers';
      throw refuse('a target of numbers or classes', received, 'name another column, or write a spec');
    }
    case 'objects':
      throw refuse('a target of numbers or classes', 'objects', 'make columns of their fields, and name one of them');
    case 'wordLists':
      return ['labels', 'several labels at once'];
    case 'yesNo':
      return distinct.count > 2 ? [{ type: 'category', readAs: 'yesNo' }, 'yes or no, in several spellings'] : ['category', 'two classes'];
    case 'numbers':
      return decideNumber(training.numbers);
    case 'wholeNumbers': {
      if (distinct.count === 2) return ['category', 'two classes'];
      const isFew = distinct.count <= MOST_CLASSES && present / distinct.count >= FEWEST_PER_CLASS;
      return isFew ? ['category', 'few different whole numbers are classes'] : decideNumber(training.numbers);
    }
    case 'mixed':
      if (nested !== undefined && nested.lists + (lists?.count ?? 0) === present) return ['labels', 'several labels at once'];
      if (nested !== undefined) throw refuse('a target of numbers or classes', 'lists or objects among other things');
      if (numbers === undefined || numbers.count < 0.9 * present) return ['category', 'classes'];
      throw refuse('numbers, or nothing where there is none', othersText(column), areAmounts(column) ? amountsFix(column) : LEAVE_EMPTY);
    case 'fewLevels':
    case 'manyLevels':
    case 'text':
      return ['category', 'classes'];
  }
}

/** @throws DataError where most values come once: what is so different tells no classes, and nothing is learned by which a new row is told. */
function requireClasses(column: ColumnProfile, source: string): void {
  const { name, holds, present, distinct } = column;
  if (distinct.count <= MOST_CLASSES || present / distinct.count >= FEWEST_TO_LEARN) return;
  const [looks, fix] = areAmounts(column)
    ? ['amounts', `${amountsFix(column)}: then the target is a number, or its "quantiles"`]
    : areWithUnits(column)
      ? ['numbers with a unit', `${unitsFix(column)}: then the target is a number`]
      : column.id !== undefined
        ? [`what looks like the name of a row (${idWords[column.id]})`, 'name another column']
        : holds === 'text'
          ? ['free text', 'name another column, of numbers or of classes']
          : ['texts', 'name another column, or join them to a few classes'];
  const example = column.texts?.examples[0] ?? column.examples[0];
  const such = example === undefined ? '' : ` such as ${quoted(example)}`;
  const different = `${distinct.isExact ? '' : 'about '}${distinct.count} different in ${counted(present, 'row')}`;
  throw new DataError(source, [
    {
      path: `column ${show(name)}`,
      expected: 'a target of numbers, or of classes that come again and again',
      received: `${looks}${such}, ${different}`,
      fix,
    },
  ]);
}

/** By its logarithm where that lies better, as a feature is: that of 1 more where there is 0, or a number so near it that it would lie far off. */
function decideNumber(numbers: NumberProfile | undefined): readonly [TargetChoice, string] {
  const tail = numbers && longTail(numbers);
  if (numbers === undefined || tail === undefined) return ['number', 'a number'];
  const { least, most, quantiles } = numbers;
  const isNearZero = least === 0 || Math.log(quantiles.p50 / least) > 2 * Math.log(most / quantiles.p50);
  return [{ type: 'number', scale: isNearZero ? 'log1p' : 'log' }, `a number, by its logarithm: a long tail (${tail})`];
}

/** Words for yes and no as two levels. */
function inTwo(column: ColumnProfile): ColumnProfile {
  const counts = { no: 0, yes: 0 };
  for (const { value, count } of column.levels) counts[/^(?:y|yes|t|true|on|1)$/i.test(value) ? 'yes' : 'no'] += count;
  const levels = Object.entries(counts)
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count);
  return { ...column, distinct: { count: 2, isExact: true }, levels, rarest: levels[1]! };
}

const placeOf = (name: string) => `target ${JSON.stringify(visible(name))}`;

function warnOfGaps(column: ColumnProfile, kind: TargetChoice): readonly TableWarning[] {
  const { name, holds, present, missing } = column;
  if (missing.count === 0) return [];
  const texts = gapsText(column);
  const fix = typeOf(kind) === 'category' && holds !== 'yesNo' ? gapIsClass(column) : undefined;
  const as = texts === undefined ? '' : ` (${texts})`;
  const message = `${placeOf(name)} is missing in ${counted(missing.count, 'row')} of ${present + missing.count}${as}: they are left out${fix === undefined ? '' : `; ${fix}`}`;
  return [{ about: 'targetMissing', column: name, message }];
}

/** Of a class whose text stands for no value elsewhere. */
function tellOfClass({ name, missing }: ColumnProfile, text: string): readonly TableWarning[] {
  const message = `${placeOf(name)} holds "${text}" in ${counted(missing.count, 'row')}, which is taken as a class, as no cell is empty; where it stands for no value, write "missing": "leaveOut"`;
  return [{ about: 'classOfGap', column: name, message }];
}

function warnOfTexts(column: ColumnProfile, kind: TargetChoice): readonly TableWarning[] {
  const { name, holds } = column;
  if (areAmounts(column)) {
    return [{ about: 'amounts', column: name, message: `${placeOf(name)} ${amountsText(column)}; until then they are taken as classes` }];
  }
  if (holds !== 'mixed' || typeOf(kind) !== 'category') return [];
  return [{ about: 'mixed', column: name, message: `${placeOf(name)} holds more than one kind of thing: it is taken as classes` }];
}

/** The cells of a column of numbers that are none. */
function othersText({ present, numbers, texts, examples }: ColumnProfile): string {
  const example = texts?.examples[0] ?? examples.find((text) => Number.isNaN(Number(text)));
  const others = `${counted(present - numbers!.count, 'cell')} that ${present - numbers!.count === 1 ? 'is' : 'are'} none`;
  return `${counted(numbers!.count, 'number')} and ${others}${example === undefined ? '' : `, such as ${JSON.stringify(visible(example))}`}`;
}

const LEAVE_EMPTY = 'correct them, or leave them empty: rows without a target are left out';

function warnOfClasses({ name, present, distinct, levels, rarest }: ColumnProfile): {
  readonly warnings: readonly TableWarning[];
  readonly isWeighted: boolean;
} {
  const warning = (about: TableWarning['about'], text: string): TableWarning => ({
    about,
    column: name,
    message: `${placeOf(name)} ${text}`,
  });
  if (rarest === undefined || (distinct.count > 2 && present / distinct.count < FEWEST_PER_CLASS / 2)) {
    const number = `${distinct.isExact ? '' : 'about '}${distinct.count}`;
    const text = `has too many classes (${number} in ${counted(present, 'row')}): join some, or choose another column`;
    return { warnings: [warning('tooManyLevels', text)], isWeighted: false };
  }
  const [most] = levels;
  if (most!.count <= UNEQUAL * rarest.count) return { warnings: [], isWeighted: false };
  const shares = `${quoted(most!.value)} in ${percent(most!.count / present)}, ${quoted(rarest.value)} in ${percent(rarest.count / present)}`;
  if (rarest.count < FEWEST_PER_CLASS) {
    // One row that weighs as much as all of another class would decide everything, and none is left to measure it on.
    const isWeighted = rarest.count > 1;
    const weighted = isWeighted ? '; until then classes are weighted ("classWeight": "balanced")' : '';
    const text = `has a class of ${counted(rarest.count, 'row')} (${shares}): join it with another, or find more rows of it${weighted}`;
    return { warnings: [warning('rareClass', text)], isWeighted };
  }
  const text = `has very unequal classes (${shares}): they are weighted ("classWeight": "balanced"), so that probabilities lean towards the rare ones`;
  return { warnings: [warning('unequalClasses', text)], isWeighted: true };
}

const quoted = (value: string) => JSON.stringify(visible(value.length > 40 ? `${value.slice(0, 39)}…` : value));
