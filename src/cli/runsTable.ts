import type { RunSummary } from '../node/runs/listRuns.ts';
import { differences } from '../node/runs/differences.ts';
import { timeText } from './figures.ts';
import { epochsText, NOTHING, scoreText, shorten, valueText, whenText } from './runText.ts';

/** A column of the table: a word for each run. */
interface Column {
  readonly title: string;
  /** Where not all columns have room, those of the highest rank go first. */
  readonly rank: number;
  readonly cells: readonly string[];
  /** Words begin at the left, numbers end at the right. */
  readonly isText?: boolean;
}

const GAP = '  ';
/** More options than this that differ are told by `netspec runs NAME NAME`. */
const MOST_OPTIONS = 4;

/** A line for each run, in as many columns as `width` characters have room for. */
export function runsTable(runs: readonly RunSummary[], width: number): string {
  const columns = fit(columnsOf(runs), width);
  const lines = [columns.map(({ title }) => title), ...runs.map((_, row) => columns.map(({ cells }) => cells[row]!))];
  const widths = columns.map(widthOf);
  const pad = (word: string, i: number) => (columns[i]!.isText ? word.padEnd(widths[i]!) : word.padStart(widths[i]!));
  return lines.map((line) => `${line.map(pad).join(GAP).trimEnd()}\n`).join('');
}

function columnsOf(runs: readonly RunSummary[]): readonly Column[] {
  const column = (title: string, rank: number, cell: (run: RunSummary) => string, isText = false): Column => ({
    title,
    rank,
    cells: runs.map(cell),
    isText,
  });
  const last = (name: string) => (run: RunSummary) => scoreText(run.epochs.at(-1)?.metrics[name]);
  const all = [
    column('run', 0, ({ record }) => record.name, true),
    column('state', 1, ({ state }) => state, true),
    column('started', 6, ({ record }) => whenText(record.started), true),
    column('epochs', 3, epochsText),
    column('best', 8, ({ best }) => (best === undefined ? NOTHING : String(best.epoch))),
    column('loss', 5, last('loss')),
    column('val_loss', 4, last('val_loss')),
    ...scoreNames(runs).map(({ name, isMain }) => column(name, isMain ? 2 : 10, ({ record }) => scoreText(record.scores?.[name]))),
    column('time', 7, ({ milliseconds }) => timeText(milliseconds)),
    column('seed', 9, ({ record }) => String(record.seed)),
    column('backend', 11, ({ record }) => record.environment.backend, true),
    ...optionColumns(runs),
  ];
  return all.filter(({ cells }) => cells.some((cell) => cell !== NOTHING));
}

/** Each run's scores in their order; its first is what people look at. */
function scoreNames(runs: readonly RunSummary[]): readonly { readonly name: string; readonly isMain: boolean }[] {
  const lists = runs.map(({ record }) => Object.keys(record.scores ?? {}));
  return [...new Set(lists.flat())].map((name) => ({ name, isMain: lists.some(([first]) => first === name) }));
}

/** They have columns of their own. */
const ELSEWHERE: readonly string[] = ['epochs', 'training.epochs', 'training.seed'];

/** What is not alike in the options and the spec's `training`, by its last word where that is enough; epochs have a column. */
function optionColumns(runs: readonly RunSummary[]): readonly Column[] {
  const found = differences(
    runs.map(({ record: { options }, spec }) => {
      const { seed: _, backend: __, out: ___, ...others } = options;
      return { ...others, training: (spec as { readonly training?: object } | null)?.training };
    }),
  )
    .filter(({ path }) => !ELSEWHERE.includes(path))
    .slice(0, MOST_OPTIONS);
  const short = found.map(({ path }) =>
    path
      .split('.')
      .slice(path.endsWith('.type') ? -2 : -1)
      .join('.'),
  );
  return found.map(({ path, values }, i) => ({
    title: short.filter((word) => word === short[i]).length > 1 ? path : short[i]!,
    rank: 12 + i,
    cells: values.map((value) => shorten(valueText(value), 20)),
  }));
}

/** Leaves columns out until the others have room; at the very last names are shortened. */
function fit(columns: readonly Column[], width: number): readonly Column[] {
  const total = columns.reduce((sum, column) => sum + widthOf(column), 0) + GAP.length * (columns.length - 1);
  if (total <= width) return columns;
  const least = Math.max(...columns.map(({ rank }) => rank));
  const [first] = columns;
  if (least > 1)
    return fit(
      columns.filter(({ rank }) => rank !== least),
      width,
    );
  const room = Math.max(8, widthOf(first!) - (total - width));
  return columns.map((column) => (column === first ? { ...column, cells: column.cells.map((cell) => shorten(cell, room)) } : column));
}

const widthOf = ({ title, cells }: Column): number => Math.max(title.length, ...cells.map((cell) => cell.length));
