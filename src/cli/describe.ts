import { command, json } from './command.ts';
import { writeJson } from './io.ts';
import { checkReading, dataPath, READING, readingNames, readingOptions } from './reading.ts';

export const describe = command({
  name: 'describe',
  summary: 'Shows what the columns of a table hold: kinds, missing values, ranges, levels, small histograms.',
  positionals: { FILE: dataPath('the table') },
  options: { ...readingOptions, json },
  groups: { [READING]: readingNames },
  examples: [
    { line: 'netspec describe examples/data/mixed.csv', does: 'a line for each column' },
    { line: 'netspec describe examples/data/mixed.csv --json', does: 'all that was measured, for machines' },
  ],
  check: checkReading,
  run: async ({ FILE, json, ...reading }, io) => {
    const { openTable } = await import('./openTable.ts');
    const { inspectTable } = await import('../data/inspect/inspectTable.ts');
    const source = await openTable(FILE, reading, io);
    io.boundHeap?.();
    const { profile } = await inspectTable(source, io.signal ? { signal: io.signal } : {});
    if (json === true) writeJson(io.stdout, profile);
    else {
      const { describeText } = await import('./describe/describeText.ts');
      io.stdout.write(describeText(profile, io.stdout));
    }
    return 0;
  },
});
