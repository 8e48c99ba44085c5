import stringWidth from 'string-width';
import { typeOf, type Choice } from '../../data/inspect/choice.ts';
import { counted, visible } from '../../data/inspect/words.ts';
import { seriesText } from '../describe/seriesText.ts';
import { tint } from '../colour.ts';
import type { Output } from '../io.ts';
import { shortenTo, wideTable, wrap, type TableColumn } from '../wideTable.ts';

/** Reasons are not wrapped any narrower. */
const MOST_NARROW = 30;

/** What was chosen for each column, and why; then by how many rows, and the warnings. */
export function choiceText(choice: Choice, output: Pick<Output, 'columns' | 'colour'>): string {
  const { features, target, reasons } = choice;
  const { columns: width, colour } = output;
  const names = Object.keys(reasons);
  const kindOf = (name: string) => (Object.hasOwn(features, name) ? typeOf(features[name]!) : `${typeOf(target[name]!)}, the target`);
  const left: TableColumn[] = [
    { title: 'column', rank: 0, cells: names.map((name) => shortenTo(visible(name), 24)), isText: true },
    { title: 'is', rank: 1, cells: names.map(kindOf), isText: true },
  ];
  const room = Math.max(MOST_NARROW, width - widthOf(left));
  const since = names.map((name) => wrap(reasons[name]!, room));
  // A line for each line of a reason; the other columns stand in its first alone.
  const spread = (cells: readonly string[]) => since.flatMap((part, i) => part.map((_, line) => (line === 0 ? cells[i]! : '')));
  const [titles, ...lines] = wideTable(
    [...left.map((column) => ({ ...column, cells: spread(column.cells) })), { title: 'since', rank: 0, cells: since.flat(), isText: true }],
    Infinity,
  );
  const told = `${notesText(choice)}${warningsText(choice, output)}`;
  return [`${tint(titles!, 'dim', colour)}\n`, ...lines.map((line) => `${line}\n`), ...(told === '' ? [] : ['\n', told])].join('');
}

function notesText({ chosenBy, forecast, target }: Choice): string {
  const all = chosenBy && counted(chosenBy.of, 'row');
  const by =
    chosenBy && (chosenBy.rows === chosenBy.of ? `chosen by all of ${all}` : `chosen by ${chosenBy.rows} of ${all}: those to train on`);
  return [by, forecast && seriesText(forecast, Object.keys(target)[0])].map((line) => (line === undefined ? '' : `${line}\n`)).join('');
}

/** The warnings alone, a line each. */
export const warningsText = ({ warnings }: Choice, { colour }: Pick<Output, 'colour'>): string =>
  warnings.map(({ message }) => `${tint('warning:', 'yellow', colour)} ${message}\n`).join('');

/** With the gaps behind them. */
const widthOf = (columns: readonly TableColumn[]): number =>
  columns.reduce((sum, { title, cells }) => sum + 2 + Math.max(...[title, ...cells].map((word) => stringWidth(word))), 0);
