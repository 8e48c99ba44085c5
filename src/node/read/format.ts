import type { TextFormat } from '../../data/read/byteInput.ts';
import { DataError } from '../../errors.ts';

export type Format = TextFormat | 'parquet';

const BY_EXTENSION = new Map<string, Format>([
  ['csv', 'csv'],
  ['txt', 'csv'],
  ['tsv', 'tsv'],
  ['tab', 'tsv'],
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['ndjson', 'jsonl'],
  ['parquet', 'parquet'],
  ['pq', 'parquet'],
]);

/** What messages call them. */
export const formatTitles: Readonly<Record<Format, string>> = {
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  jsonl: 'JSON lines',
  parquet: 'Parquet',
};

/** What is no table here, by its first bytes. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body|table)\b/i, 'a web page (HTML)'],
  [/^%PDF-/, 'a PDF'],
  [/^\xd0\xcf.\xe0\xa1\xb1/s, 'an old workbook (.xls)'],
];

/** What the name of a file says of its format: `iris.csv`, `iris.csv.gz`. */
export function formatOfName(path: string): Format | undefined {
  const extension = /\.([^./\\]+)(?:\.gz)?$/i.exec(path)?.[1];
  return extension === undefined ? undefined : BY_EXTENSION.get(extension.toLowerCase());
}

/**
 * What the first bytes say of the format; text that is no JSON is taken for CSV.
 * @throws DataError where they are an archive, a workbook, a web page or a PDF, which are no tables here.
 */
export function formatOfBytes(first: Uint8Array, path: string): Format {
  const text = String.fromCharCode(...first.subarray(0, 512));
  if (text.startsWith('PAR1')) return 'parquet';
  if (text.startsWith('PK\x03\x04')) {
    const fix = 'export the sheet as CSV, or unpack the archive';
    throw new DataError('the data', [{ path, expected: 'a table', received: 'a workbook (.xlsx) or ZIP archive', fix }]);
  }
  const other = OTHERS.find(([begin]) => begin.test(text))?.[1];
  if (other !== undefined) {
    const fix =
      other === 'a PDF' || other === 'an old workbook (.xls)'
        ? 'export its table as CSV'
        : 'download the file of the data itself, not the page about it';
    throw new DataError('the data', [{ path, expected: 'a table', received: other, fix }]);
  }
  // Of UTF-16, every second byte is NUL.
  const begin = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*([[{])/.exec(text)?.[1];
  return begin === undefined ? 'csv' : 'json';
}

/** Bytes that `formatOfBytes` looks at. */
export const FIRST_BYTES = 512;

/** `a CSV file`; `a file` where it is not known of which format. */
export function kindOfFile(format: Format | undefined): string {
  if (format === undefined) return 'a file';
  return format === 'parquet' ? 'a Parquet file' : format === 'json' || format === 'jsonl' ? 'a JSON file' : 'a CSV file';
}
