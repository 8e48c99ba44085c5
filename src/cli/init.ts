import { flag, text } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';
import { checkReading, dataPath, READING, readingNames, readingOptions } from './reading.ts';

export const init = command({
  name: 'init',
  summary: 'Writes a first spec for a table, to be edited: what each column is, with what was seen in it and why.',
  positionals: {},
  options: {
    data: dataPath('the table'),
    target: text({ doc: 'The column that the network shall learn to tell.' }),
    out: path('a JSON file')({ doc: 'Where to write the spec. Default: standard output.', optional: true }),
    force: flag({ doc: 'Writes over a file that is there.', default: false }),
    ...readingOptions,
    json,
  },
  groups: { 'From and to': ['data', 'target', 'out', 'force'], [READING]: readingNames },
  examples: [
    {
      line: 'netspec init --data examples/data/mixed.csv --target churned --out mixed.json',
      does: 'a spec with a line for each column; what was seen, and warnings, on standard error',
    },
  ],
  check: checkReading,
  run: async ({ data, target, out, force, json, ...reading }, io) => {
    const { checkFree, writeSpec } = await import('./init/writeSpec.ts');
    if (out !== undefined && force !== true) await checkFree(out);
    const { openTable } = await import('./openTable.ts');
    const { inspectTable } = await import('../data/inspect/inspectTable.ts');
    const { chooseSpec } = await import('../data/inspect/chooseSpec.ts');
    const { firstSpec, specText } = await import('./init/firstSpec.ts');
    const inspection = await inspectTable(await openTable(data, reading, io), io.signal ? { signal: io.signal } : {});
    const choice = chooseSpec(inspection, target);
    const spec = firstSpec(choice, data);
    const written = specText(spec);
    if (out !== undefined) await writeSpec(out, written, force === true);
    if (json === true) {
      writeJson(io.stdout, { spec, reasons: choice.reasons, warnings: choice.warnings, ...(out === undefined ? {} : { out }) });
      return 0;
    }
    const { choiceText } = await import('./init/choiceText.ts');
    io.stderr.write(choiceText(choice, io.stderr));
    if (out === undefined) io.stdout.write(written);
    else io.stderr.write(`\n${out} is written\n`);
    return 0;
  },
});
