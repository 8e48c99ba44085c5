import type { RunSummary } from '../node/runs/listRuns.ts';
import { differences, type Difference } from '../node/runs/differences.ts';
import { timeText } from './figures.ts';
import { epochsText, NOTHING, scoreText, shorten, valueText, whenText } from './runText.ts';

/** A title and a word for each run. */
type Row = readonly [title: string, ...words: readonly string[]];

/** Characters that each run's column has at least. */
const LEAST = 6;

/** What differs between runs in spec, options, data and environment. */
export function whatDiffers(runs: readonly RunSummary[]): readonly Difference[] {
  return differences(
    runs.map(({ record, spec }) => {
      // What the table shows in any case, or what says nothing of the training.
      const { seed: _, backend: __, out: ___, ...options } = record.options;
      const { backend: ____, ...environment } = record.environment;
      return { spec, options, data: record.data.map(({ given, sha256 }) => ({ given, sha256 })), environment };
    }),
  );
}

/** Runs in columns beside each other: how each went, what differs between them, and what each came to. */
export function sideBySide(runs: readonly RunSummary[], width: number): string {
  const row = (title: string, word: (run: RunSummary) => string): Row => [title, ...runs.map(word)];
  const facts = [
    row('state', ({ state }) => state),
    row('started', ({ record }) => whenText(record.started)),
    row('epochs', epochsText),
    row('best epoch', ({ best }) => (best === undefined ? NOTHING : String(best.epoch))),
    row('time', ({ milliseconds }) => timeText(milliseconds)),
    row('seed', ({ record }) => String(record.seed)),
    row('backend', ({ record }) => record.environment.backend),
    row('data', dataText),
    row('saved in', ({ record }) => record.out?.given ?? NOTHING),
    row('message', ({ record }) => record.message ?? NOTHING),
  ];
  const numbers = (of: (run: RunSummary) => Readonly<Record<string, number | null>> | undefined): Row[] =>
    [...new Set(runs.flatMap((run) => Object.keys(of(run) ?? {})))].map((name) => row(name, (run) => scoreText(of(run)?.[name])));
  const sections: readonly (readonly [title: string, rows: readonly Row[]])[] = [
    ['', [row('', ({ record }) => record.name), ...facts]],
    runs.length === 1 ? ['options', optionRows(runs[0]!)] : ['what differs', whatDiffers(runs).map(toRow)],
    ['last epoch', numbers(({ epochs }) => epochs.at(-1)?.metrics)],
    ['best epoch', numbers(({ best }) => best?.metrics)],
    ['on rows held out', numbers(({ record }) => record.scores)],
  ];
  const shown = sections
    .map(([title, rows]) => [title, rows.filter(([, ...words]) => words.some((word) => word !== NOTHING))] as const)
    .filter(([, rows]) => rows.length > 0);
  const layOut = layout(
    shown.flatMap(([, rows]) => rows),
    width,
  );
  const texts = shown.map(([title, rows]) => [...(title === '' ? [] : [title]), ...rows.map(layOut)].join('\n'));
  const isSame = runs.length > 1 && !shown.some(([title]) => title === 'what differs');
  return `${[...texts, ...(isSame ? ['Spec, options, data and environment are the same.'] : [])].join('\n\n')}\n`;
}

function dataText({ record: { data } }: RunSummary): string {
  const [first, ...others] = data.map(({ given }) => (given === '-' ? 'standard input' : given));
  return others.length === 0 ? (first ?? NOTHING) : `${first} and ${others.length} more`;
}

const optionRows = ({ record }: RunSummary): Row[] => Object.entries(record.options).map(([name, value]) => [name, valueText(value)]);

function toRow({ path, values }: Difference): Row {
  const word = (value: unknown) => (path.endsWith('.sha256') && typeof value === 'string' ? value.slice(0, 12) : valueText(value));
  return [path, ...values.map(word)];
}

/** How rows are laid out: titles in a column of their own, then the words, each run's beginning at the same place. */
function layout(rows: readonly Row[], width: number): (row: Row) => string {
  const widest = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length + (i === 0 ? 2 : 0))));
  const gaps = 2 * (widest.length - 1);
  const titles = Math.min(widest[0]!, Math.max(16, Math.min(Math.floor(width / 2), width - gaps - LEAST * (widest.length - 1))));
  const room = Math.max(LEAST, Math.floor((width - titles - gaps) / (widest.length - 1)));
  const widths = [titles, ...widest.slice(1).map((wide) => Math.min(wide, room))];
  // The end of a path says more than its beginning.
  const shortenTitle = (title: string) => (title.length <= titles - 2 ? title : `…${title.slice(3 - titles)}`);
  return ([title, ...words]) =>
    [`  ${shortenTitle(title)}`, ...words.map((word, i) => shorten(word, widths[i + 1]!))]
      .map((word, i) => word.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
}
