import { isMostlyNumbers, type ColumnProfile, type Holds, type TableProfile } from '../../data/inspect/profile.ts';
import { amountsText, areAmounts } from '../../data/inspect/amounts.ts';
import { idText } from '../../data/inspect/idLook.ts';
import { maybeDatesText } from '../../data/inspect/numberDates.ts';
import { areWithUnits, unitsText } from '../../data/inspect/units.ts';
import { areUnreadDates, unreadDatesText } from '../../data/inspect/unreadDates.ts';
import { counted, figure, levelsText, percent, visible } from '../../data/inspect/words.ts';
import { tint } from '../colour.ts';
import type { Output } from '../io.ts';
import { NOTHING } from '../runText.ts';
import { shortenTo, wideTable, type TableColumn } from '../wideTable.ts';
import { seriesText } from './seriesText.ts';
import { sparkline } from './sparkline.ts';

/** What was seen of a table: rows and columns in all, then a line for each column. */
export function describeText(profile: TableProfile, { columns: width, colour }: Pick<Output, 'columns' | 'colour'>): string {
  const { source, rows, duplicates, columns, series } = profile;
  const about = duplicates.isExact ? '' : 'about ';
  const again =
    duplicates.count === 0
      ? 'no row twice'
      : `${about}${counted(duplicates.count, 'row')} that equal${duplicates.count === 1 ? 's' : ''} an earlier one`;
  const head = `${source}: ${counted(rows, 'row')}, ${counted(columns.length, 'column')}, ${again}\n`;
  if (columns.length === 0) return head;
  const [titles, ...lines] = wideTable(tableOf(columns), width);
  const notes = [...columns.flatMap(notesOf), ...(series ? [seriesText(series)] : [])].map((note) => `${note}\n`);
  return [
    head,
    '\n',
    `${tint(titles!, 'dim', colour)}\n`,
    ...lines.map((line) => `${line}\n`),
    ...(notes.length === 0 ? [] : ['\n', ...notes]),
  ].join('');
}

const words: Readonly<Record<Holds, string>> = {
  numbers: 'numbers',
  wholeNumbers: 'whole numbers',
  yesNo: 'yes or no',
  dates: 'dates',
  fewLevels: 'few levels',
  manyLevels: 'many levels',
  text: 'text',
  numberLists: 'number lists',
  wordLists: 'word lists',
  objects: 'objects',
  empty: 'nothing',
  constant: 'one value',
  mixed: 'mixed',
};

function tableOf(columns: readonly ColumnProfile[]): TableColumn[] {
  const column = (title: string, rank: number, cell: (column: ColumnProfile) => string, more: Partial<TableColumn> = {}): TableColumn => ({
    title,
    rank,
    cells: columns.map(cell),
    ...more,
  });
  const number = (value: number | undefined) => (value === undefined ? NOTHING : figure(value));
  const numeric = (profile: ColumnProfile) => (areNumbers(profile) ? profile.numbers : undefined);
  return [
    column('column', 0, ({ name }) => visible(name), { isText: true, leastWidth: 12 }),
    column('holds', 1, (profile) => (areNumbers(profile) ? numbersText(profile) : words[profile.holds]), { isText: true }),
    column('missing', 2, ({ missing, present }) => (missing.count === 0 ? NOTHING : percent(missing.count / (missing.count + present)))),
    column('different', 7, ({ distinct }) => `${distinct.isExact ? '' : '~'}${distinct.count}`),
    column('values', 3, valuesText, { isText: true, leastWidth: 16 }),
    column('mean', 5, (profile) => number(numeric(profile)?.mean)),
    column('deviation', 6, (profile) => number(numeric(profile)?.deviation)),
    column('histogram', 4, histogramText, { isText: true }),
  ];
}

/** Numbers, and mostly numbers, which are trained on as such once the others are corrected or listed as missing. */
const areNumbers = (profile: ColumnProfile): boolean =>
  profile.holds === 'numbers' || profile.holds === 'wholeNumbers' || isMostlyNumbers(profile);

const numbersText = ({ holds, numbers, present }: ColumnProfile) =>
  holds === 'mixed' ? `numbers, ${present - numbers!.count} not` : words[holds];

function valuesText(profile: ColumnProfile): string {
  const { holds, numbers, dates, lists, texts, levels, distinct, examples } = profile;
  if (areNumbers(profile)) return `${figure(numbers!.least)} to ${figure(numbers!.most)}`;
  switch (holds) {
    case 'dates':
      return `${dates!.least} to ${dates!.most}`;
    case 'numberLists':
      return lists!.shortest === lists!.longest ? `${lists!.longest} each` : `${lists!.shortest} to ${lists!.longest} each`;
    case 'text':
      return `${figure(Number(texts!.meanWords.toPrecision(2)))} words: ${visible(examples[0]!)}`;
    case 'empty':
      return NOTHING;
    default:
      return levels.length === 0 ? visible(examples.join(', ')) : levelsText(levels, distinct.count, 3);
  }
}

const BLOCKS = 10;

/** Of numbers and dates by size, of levels by how often they come. */
function histogramText(profile: ColumnProfile): string {
  const { holds, histogram, levels } = profile;
  if (areNumbers(profile) || holds === 'dates') return sparkline(histogram!.counts, BLOCKS);
  const areLevels = holds === 'yesNo' || holds === 'fewLevels' || holds === 'manyLevels';
  return areLevels && levels.length > 1 ? sparkline(levels.slice(0, BLOCKS).map(({ count }) => count), BLOCKS) : ''; // prettier-ignore
}

/** What a line of the table does not tell. */
function notesOf(profile: ColumnProfile): string[] {
  const { name, id, holds, missing, dates, numbers, texts, present, besideDates = [] } = profile;
  const at = visible(name);
  const told = missing.as.filter(({ value }) => value !== '').map(({ value, count }) => `${value} (${count})`);
  const others = numbers !== undefined && holds === 'mixed' ? present - numbers.count : 0;
  return [
    ...(id === undefined || areAmounts(profile) ? [] : [`${at}: ${idText(profile)}`]),
    ...(told.length === 0 ? [] : [`${at}: taken as missing: ${told.join(', ')}`]),
    ...(dates?.isUnsure === true && holds === 'dates' ? [`${at}: days before months, or months before days? no day is beyond 12`] : []),
    ...(numbers?.maybeDates === undefined || id !== undefined ? [] : [`${at}: ${maybeDatesText(numbers.maybeDates)}`]),
    ...(areUnreadDates(profile) ? [`${at}: ${visible(unreadDatesText(profile))}`] : []),
    ...(areAmounts(profile) && !areUnreadDates(profile) ? [`${at}: ${amountsText(profile)}`] : []),
    ...(areWithUnits(profile) && !areUnreadDates(profile) ? [`${at}: ${unitsText(profile)}`] : []),
    ...(besideDates.length === 0
      ? []
      : [
          `${at}: ${counted(present - dates!.count - (numbers?.count ?? 0), 'cell')} of ${present} no dates, such as ${shortenTo(JSON.stringify(visible(besideDates[0]!)), 40)}`,
        ]),
    ...(others === 0 || profile.besideDates !== undefined
      ? []
      : [
          `${at}: ${counted(others, 'cell')} of ${present} no numbers${texts === undefined ? '' : `, such as ${shortenTo(JSON.stringify(visible(texts.examples[0]!)), 40)}`}`,
        ]),
  ];
}
