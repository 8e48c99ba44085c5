import { closest, DataError, show } from '../../errors.ts';
import { typeOf, type Choice, type Chosen, type FeatureChoice, type TableWarning } from './choice.ts';
import { asWhole } from './asWhole.ts';
import { chooseFeature } from './chooseFeature.ts';
import { chooseTarget } from './chooseTarget.ts';
import { classOfGap, withClassOfGap } from './gapTexts.ts';
import { idText } from './idLook.ts';
import type { Inspection, TableSample } from './inspectTable.ts';
import { chooseNetwork } from './chooseNetwork.ts';
import { findLeaks } from './leakage.ts';
import { columnOf, type ColumnProfile, type TableProfile } from './profile.ts';
import { counted, seenText, visible } from './words.ts';

/** A network needs so many rows at least, and so many for each number that it reads. */
const FEWEST_ROWS = 100;
const ROWS_PER_INPUT = 10;
const MOST_AT_ONCE = 20;

export interface ChooseOptions {
  /** The column by which rows are parted: by group, key, or its own word. */
  readonly splitBy?: string | undefined;
  /** Where only rows to train on were inspected: what was seen of all rows, which need to be read too. */
  readonly whole?: TableProfile;
}

/**
 * Chooses what each column of a table is, for a network that learns to tell one of them, as a careful practitioner would from
 * what the columns hold; with reasons, and warnings where something looks wrong.
 * @throws DataError where the table has no such column, nothing to learn in it, or nothing to learn from.
 */
export function chooseSpec({ profile, sample }: Inspection, target: string, { splitBy, whole = profile }: ChooseOptions = {}): Choice {
  const wholeGoal = columnOf(whole, target) ?? refuseMissing(whole, target);
  const goal = columnOf(profile, target) ?? wholeGoal;
  const chosenTarget = chooseTarget(wholeGoal, profile.source, goal);
  const hasGaps = (name: string) => (columnOf(whole, name)?.missing.count ?? 0) > 0;
  const first = profile.columns
    .filter((column) => column !== goal)
    .map((column) => (whole === profile ? column : asWhole(column, columnOf(whole, column.name)!)))
    .map((column) => [column, column.name === splitBy ? ofSplit(column) : chooseFeature(column, hasGaps(column.name))] as const);
  const isUsed = ([, { kind }]: (typeof first)[number]) => kind !== 'ignore';
  const others = first.some(isUsed)
    ? first
    : first.map(
        ([column, chosen]) => [column, column.name === splitBy ? chosen : lastResort(column, chosen, hasGaps(column.name))] as const,
      );
  const used = others.filter(isUsed);
  if (used.length === 0) {
    const why = others.slice(0, 8).map(([{ name }, { reason }]) => `${show(visible(name))} (${reason})`);
    const more = others.length > why.length ? ` and ${others.length - why.length} more` : '';
    const received = others.length === 0 ? 'no other column' : `none in ${why.join(', ')}${more}`;
    throw new DataError(profile.source, [{ path: 'columns', expected: `something that ${show(target)} can be told from`, received }]);
  }
  const asClass = classOfGap(wholeGoal);
  const leaks = findLeaks(asClass === undefined ? sample : withClass(sample, target, asClass), {
    target: goal.name,
    isNumber: typeOf(chosenTarget.kind) === 'number',
    columns: used.map(([{ name }]) => name),
  });
  const { network, training } = chooseNetwork(withClassOfGap(goal, asClass).present, {
    isSequence: used.length === 1 && typeOf(used[0]![1].kind) === 'sequence',
    rowsPerLevel: Math.min(
      ...used.flatMap(([{ present, distinct }, { kind }]) =>
        typeof kind === 'object' && 'encoding' in kind ? present / distinct.count : [],
      ),
    ),
  });
  const { series } = whole;
  const isForecast = series !== undefined && series.time !== target && series.series !== target && holdsNumbers(wholeGoal);
  return {
    ...(isForecast ? { forecast: series } : {}),
    features: Object.fromEntries(others.map(([{ name }, { kind }]) => [name, kind])),
    target: { [target]: chosenTarget.kind },
    network,
    training: { ...training, ...(chosenTarget.isWeighted ? { classWeight: 'balanced' as const } : {}) },
    reasons: Object.fromEntries(
      profile.columns.map((column) => [
        column.name,
        column === goal ? chosenTarget.reason : others.find(([{ name }]) => name === column.name)![1].reason,
      ]),
    ),
    warnings: [
      ...warnOfFewRows(withClassOfGap(wholeGoal).present, used),
      ...chosenTarget.warnings,
      ...others.flatMap(([, { warnings }]) => warnings),
      ...leaks.map(({ column, how, isMissingness }): TableWarning => {
        const by = isMissingness ? 'whether it has a value' : 'it';
        const message = `column ${JSON.stringify(visible(column))} gives the target away: by ${by} alone ${how}; "ignore" it unless it is known before ${JSON.stringify(visible(target))} is`;
        return { about: 'givesTargetAway', column, message };
      }),
    ],
  };
}

/** Few different whole numbers may be forecast, though they are taken as classes. */
const holdsNumbers = ({ holds }: ColumnProfile) => holds === 'numbers' || holds === 'wholeNumbers';

/** Sampled rows where a class counts as missing elsewhere. */
const withClass = (sample: TableSample, target: string, text: string): TableSample => ({
  ...sample,
  columns: new Map([...sample.columns].map(([name, keys]) => [name, name === target ? keys.map((key) => key ?? text) : keys])),
});

/** Rows of one group lie in one part: a network that knew the group by heart would know nothing of another. */
function ofSplit(column: ColumnProfile): Chosen<FeatureChoice> {
  const why = 'ignored, since it says which rows are of which part';
  const message = `column ${JSON.stringify(visible(column.name))} says which rows are of which part: it is ignored`;
  return { kind: 'ignore', reason: `${seenText(column)} -> ${why}`, warnings: [{ about: 'splitColumn', column: column.name, message }] };
}

/** What looks like the name of a row is read all the same where there is nothing else. */
function lastResort(column: ColumnProfile, chosen: Chosen<FeatureChoice>, hasGaps: boolean): Chosen<FeatureChoice> {
  if (column.id === undefined) return chosen;
  const { id: _, ...rest } = column;
  const again = chooseFeature(rest, hasGaps);
  if (again.kind === 'ignore') return chosen;
  const message = `column ${JSON.stringify(visible(column.name))} ${idText(column)}: it is read all the same, since nothing else is there to learn from`;
  return { ...again, warnings: [{ about: 'idLike', column: column.name, message }, ...again.warnings] };
}

function refuseMissing({ source, columns }: TableProfile, target: string): never {
  const names = columns.map(({ name }) => name);
  const near = closest(target, names);
  const listed = names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
  const fix = near === undefined ? {} : { fix: `did you mean ${show(near)}?` };
  throw new DataError(source, [
    {
      path: `column ${show(target)}`,
      expected: 'a column of that name',
      received: names.length === 0 ? 'no columns' : `the columns ${listed}`,
      ...fix,
    },
  ]);
}

function warnOfFewRows(rows: number, used: readonly (readonly [ColumnProfile, Chosen<FeatureChoice>])[]): TableWarning[] {
  const width = used.reduce((sum, [column, { kind }]) => sum + widthOf(column, kind), 0);
  if (rows >= FEWEST_ROWS && rows >= ROWS_PER_INPUT * width) return [];
  const of =
    rows < FEWEST_ROWS
      ? `${counted(rows, 'row')} with a target`
      : `${counted(rows, 'row')} for about ${counted(width, 'number')} that the network reads`;
  return [{ about: 'fewRows', message: `${of}: a linear model is the better tool here` }];
}

/** How many numbers a column becomes, about: of levels and words so many at most, as few of them are in a row. */
function widthOf({ distinct, lists }: ColumnProfile, kind: FeatureChoice): number {
  switch (typeOf(kind)) {
    case 'category':
      return typeof kind === 'object' && 'outputDim' in kind ? kind.outputDim! : Math.min(distinct.count, MOST_AT_ONCE);
    case 'text':
      return MOST_AT_ONCE;
    case 'date':
      return 5; // how far it is along, the day of the year and of the week
    case 'vector':
      return lists!.longest;
    default:
      return 1; // a sequence is read step by step
  }
}
