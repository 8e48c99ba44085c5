import type { SkippedRows } from '../data/read/delimited/dialect.ts';
import type { Issue } from '../errors.ts';
import type { ReadOptions } from '../node/read/openSource.ts';
import { flag, oneOf, option, type Given, type Written } from '../spec/option.ts';
import { path } from './command.ts';
import type { Io } from './io.ts';

/** Signs that have a name on the command line. */
const named: Readonly<Record<string, string>> = { tab: '\t', '\\t': '\t' };
const signOf = (word: string): string => named[word] ?? word;

const sign = option<string>({
  expected: 'one sign that is no letter, digit or quote, such as ";", or tab',
  schema: { type: 'string' },
  accepts: (value) => typeof value === 'string' && /^[\t !#-/:-@[-`{-~]$/.test(signOf(value)),
});

const quoteSign = option<string>({
  expected: 'one sign that is no letter or digit, such as "\'"',
  schema: { type: 'string' },
  accepts: (value) => typeof value === 'string' && /^[!-/:-@[-`{-~]$/.test(value),
});

/** Where rows come from. `holds` says what is in them: `the features`. */
export const dataPath = <const G extends Partial<Given<string>>>(holds: string, given?: G) =>
  path('a file')({
    ...(given as G),
    doc: `The file with ${holds}: CSV, TSV, JSON, JSON lines or Parquet, packed by gzip or not; a pattern ("2026-*.csv"); - for standard input.`,
  });

/** @param skip What skipping does. */
export const onBadRow = (skip: string) =>
  oneOf(['error', 'skip'])({
    doc: `What to do with a row that cannot be cut into cells (name a cell that is no number by missingValues in the spec). skip: ${skip}`,
    default: 'error',
  });

/** How rows are read, wherever some are. */
export const readingOptions = {
  format: oneOf(['csv', 'tsv', 'json', 'jsonl', 'parquet'])({
    doc: 'What the data are. Default: by name and first bytes.',
    optional: true,
  }),
  delimiter: sign({ doc: 'The sign between two cells, or tab. Default: found by the first rows.', optional: true }),
  quote: quoteSign({
    doc: 'The sign around cells that hold delimiters. Default: a double or single quote, by the first rows.',
    optional: true,
  }),
  decimal: oneOf(['.', ','])({ doc: 'What begins the decimals of a number. Default: found by the first rows.', optional: true }),
  thousands: oneOf(['none', ',', '.', 'space', "'"])({
    doc: 'What stands between groups of three digits. Default: found by the first rows.',
    optional: true,
  }),
  noHeader: flag({ doc: 'The first line is a row like the others: the columns are column_1, column_2, ...', optional: true }),
  encoding: oneOf(['utf-8', 'utf-16le', 'utf-16be', 'latin1'])({
    doc: 'How the text is written. Default: UTF-8, or as its first bytes say.',
    optional: true,
  }),
  onBadRow: onBadRow('leaves it out, and tells how many there were and where.'),
} as const;

/** For commands that go through the rows more than once, or hold them in memory. */
export const streamOption = {
  stream: flag({
    doc: 'Reads the file anew for each pass instead of holding its rows in memory. Default: from 256 MB on.',
    optional: true,
  }),
} as const;

/** The same for the reader of a table, which then keeps memory flat. */
export const streamOptionsOf = (stream: boolean | undefined, { boundHeap }: Io) => ({
  ...(stream === undefined ? {} : { stream }),
  ...(boundHeap ? { onStream: boundHeap } : {}),
});

/** The title under which the help shows these options. */
export const READING = 'How the data are read';
export const readingNames = Object.keys(readingOptions) as readonly (keyof typeof readingOptions)[];

export type ReadingValues = Partial<Written<typeof readingOptions>>;

/** What is wrong with these options taken together: those that say nothing about the format that is named. */
export function checkReading({
  format,
  delimiter,
  quote,
  decimal,
  thousands,
  noHeader,
  encoding,
  onBadRow,
}: ReadingValues): readonly Issue[] {
  const isText = format === undefined || format === 'csv' || format === 'tsv';
  const idle = {
    ...(isText
      ? {}
      : { '--delimiter': delimiter, '--quote': quote, '--decimal': decimal, '--thousands': thousands, '--no-header': noHeader }),
    ...(format === 'tsv' ? { '--delimiter': delimiter } : {}),
    ...(format === 'parquet' ? { '--encoding': encoding, '--on-bad-row': onBadRow } : {}),
  };
  return Object.entries(idle).flatMap(([name, value]) =>
    value === undefined ? [] : [{ path: name, expected: `nothing beside --format ${format}`, received: JSON.stringify(value) }],
  );
}

/** The same for the reader of some data, which are standard input for `-`. Of each table it tells once what was left out. */
export function readOptionsOf(
  data: unknown,
  { format, delimiter, quote, decimal, thousands, noHeader, encoding, onBadRow }: ReadingValues,
  io: Io,
  skippedAs = 'left out',
): ReadOptions {
  const told = new Set<string>();
  const tellOnce = (text: string) => {
    if (!told.has(text)) io.stderr.write(text);
    told.add(text);
  };
  return {
    ...(format === undefined ? {} : { format }),
    ...(delimiter === undefined ? {} : { delimiter: signOf(delimiter) }),
    ...(quote === undefined ? {} : { quote }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(thousands === undefined ? {} : { thousands: THOUSANDS[thousands] }),
    ...(noHeader === true ? { header: false } : {}),
    ...(encoding === undefined ? {} : { encoding }),
    ...(onBadRow === undefined ? {} : { onBadRow }),
    onSkipped(report) {
      if (!told.has(report.source)) io.stderr.write(skippedText(report, skippedAs));
      told.add(report.source);
    },
    onIndex: (source) => tellOnce(`the first column of ${source} has no name: it is taken as an index, and ignored\n`),
    onEmpty: (source) => tellOnce(`warning: ${source} has no rows: it is passed over\n`),
    onHeaderless: (source) =>
      tellOnce(
        `warning: the first line of ${source} looks like a row, and is taken for the names of the columns: ` +
          'if it is a row, say so by --no-header\n',
      ),
    onOneColumn: ({ source, delimiter, cells }) =>
      tellOnce(
        `warning: ${source} is read as one column, though most of its lines seem to hold ${cells} cells: ` +
          (delimiter === ' '
            ? 'if so, write a comma or a tab in place of the spaces between them\n'
            : 'if so, take out what stands above the header\n'),
      ),
    onUnsureNumbers: ({ source, column, example, value, sign }) =>
      tellOnce(
        `warning: ${JSON.stringify(example)} in column ${JSON.stringify(column)} of ${source} is read as ${value}: ` +
          `where ${JSON.stringify(sign)} stands between thousands, say so by --thousands "${sign}", else by --decimal "${sign}"\n`,
      ),
    ...(data === '-' ? { stdin: io.stdin } : {}),
  };
}

const THOUSANDS = { none: '', space: ' ', ',': ',', '.': '.', "'": "'" } as const;

const MOST_TOLD = 3;

function skippedText({ source, rows, first }: SkippedRows, skippedAs: string): string {
  const lines = first.slice(0, MOST_TOLD).map(({ place, problem }) => `  ${place}: ${problem}\n`);
  const others = rows - lines.length;
  const more = others > 0 ? `  and ${others} more\n` : '';
  return `warning: ${rows} broken ${rows === 1 ? 'row' : 'rows'} of ${source} ${skippedAs}\n${lines.join('')}${more}`;
}
