import { flag, integer, number, text } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';
import { checkReading, dataPath, READING, readingNames, readingOptions, readOptionsOf, streamOption, streamOptionsOf } from './reading.ts';
import { isSource } from '../data/frame.ts';
import { checkStream, checkWays } from './train/check.ts';

/** These are written into the spec; only the rows to train on decide what else is. */
const parting = {
  validationSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that is held out. Default: 0.2.',
    optional: true,
  }),
  testSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that nothing but the evaluation at the end looks at. Default: 0.',
    optional: true,
  }),
  group: text({ doc: 'Rows that have the same in this column stay together.', optional: true }),
  time: text({
    doc: 'Holds out the latest rows by the dates or numbers of this column (2024-01-31, 31.01.2024, 20240131, seconds since 1970 ...).',
    optional: true,
  }),
  key: text({ doc: 'Holds rows out by this column alone, so that each stays where it is when others are added.', optional: true }),
  splitColumn: text({ doc: 'The column that says train, validation or test.', optional: true }),
  seed: integer({ minimum: 0 })({ doc: 'Decides weights, split, order and dropout. Default: 0.', optional: true }),
} as const;

export const init = command({
  name: 'init',
  summary: 'Writes a first spec for a table, to be edited: what each column is, with what was seen in it and why.',
  positionals: {},
  options: {
    data: dataPath('the table'),
    target: text({ doc: 'The column that the network shall learn to tell.' }),
    out: path('a JSON file')({ doc: 'Where to write the spec. Default: standard output.', optional: true }),
    force: flag({ doc: 'Writes over a file that is there, but never over the table.', default: false }),
    ...parting,
    ...readingOptions,
    ...streamOption,
    json,
  },
  groups: {
    'From and to': ['data', 'target', 'out', 'force'],
    'What is held out': Object.keys(parting) as (keyof typeof parting)[],
    [READING]: [...readingNames, 'stream'],
  },
  examples: [
    {
      line: 'netspec init --data examples/data/mixed.csv --target churned --out mixed.json',
      does: 'a spec with a line for each column; what was seen, and warnings, on standard error',
    },
  ],
  check: (values) => [...checkReading(values), ...checkStream(values), ...checkWays(values)],
  run: async ({ data, target, out, force, json, ...values }, io) => {
    const { checkFree, writeSpec } = await import('./init/writeSpec.ts');
    if (out !== undefined) await (await import('./checkOut.ts')).checkOut(out, { command: 'init', data });
    if (out !== undefined && force !== true) await checkFree(out);
    const { readTable } = await import('../node/readTable.ts');
    const { chooseForTraining } = await import('../data/inspect/chooseForTraining.ts');
    const { frameOf } = await import('../data/read/memoryFrame.ts');
    const { firstSpec, specText } = await import('./init/firstSpec.ts');
    const { partingOf, splitColumnOf } = await import('./train/parting.ts');
    const { signal } = io;
    const { stream } = values;
    const rows = await readTable(data, { ...readOptionsOf(data, values, io), ...streamOptionsOf(stream, io) }, signal);
    const choice = await chooseForTraining(isSource(rows) ? rows : frameOf(rows), {
      target,
      splitBy: splitColumnOf(values),
      parting: partingOf(values),
      ...(signal ? { signal } : {}),
    });
    const spec = firstSpec(choice, data);
    const written = specText(spec);
    if (out !== undefined) await writeSpec(out, written, force === true);
    if (json === true) {
      const { reasons, warnings, chosenBy, forecast } = choice;
      writeJson(io.stdout, { spec, reasons, warnings, chosenBy, ...(forecast ? { forecast } : {}), ...(out === undefined ? {} : { out }) });
      return 0;
    }
    const { choiceText } = await import('./init/choiceText.ts');
    io.stderr.write(choiceText(choice, io.stderr));
    if (out === undefined) io.stdout.write(written);
    else io.stderr.write(`\n${out} is written\n`);
    return 0;
  },
});
