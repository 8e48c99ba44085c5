import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';

export const describe = command({
  name: 'describe',
  summary: 'Shows what the columns of a table hold: kinds, missing values, ranges, levels, small histograms.',
  positionals: { FILE: path('a CSV file')({ doc: 'A CSV file; - for standard input.' }) },
  options: { json },
  examples: [
    { line: 'netspec describe examples/data/mixed.csv', does: 'a line for each column' },
    { line: 'netspec describe examples/data/mixed.csv --json', does: 'all that was measured, for machines' },
  ],
  run: async ({ FILE, json }, io) => {
    const { openTable } = await import('./openTable.ts');
    const { inspectTable } = await import('../data/inspect/inspectTable.ts');
    const { profile } = await inspectTable(await openTable(FILE, io), io.signal ? { signal: io.signal } : {});
    if (json === true) writeJson(io.stdout, profile);
    else {
      const { describeText } = await import('./describe/describeText.ts');
      io.stdout.write(describeText(profile, io.stdout));
    }
    return 0;
  },
});
