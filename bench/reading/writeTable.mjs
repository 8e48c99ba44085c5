import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { tableText } from './table.mjs';

/** Writes a table of so many rows into a folder; gives its path and its size in MB. */
export function writeTable(folder, rows) {
  const path = join(folder, `${rows}.csv`);
  const file = openSync(path, 'w');
  for (const text of tableText(rows)) writeSync(file, text);
  closeSync(file);
  return { path, megabytes: statSync(path).size / 1e6 };
}
