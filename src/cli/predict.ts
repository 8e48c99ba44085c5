import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '../errors.ts';
import { targetClasses } from '../data/encode.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Answer } from '../data/targets/kind.ts';
import type { TargetEncoder } from '../data/targets/table.ts';
import { command, json, path } from './command.ts';
import { readAll } from './io.ts';

export const predict = command({
  name: 'predict',
  summary: 'Answers for each row of a file, in the order of the rows.',
  positionals: { FOLDER: path('the folder of a saved model')({ doc: 'The folder that netspec train wrote.' }) },
  options: {
    data: path('a CSV file')({ doc: 'A CSV file with the features (other columns are not read); - for standard input.' }),
    out: path('a file')({ doc: 'The file to write. Default: standard output.', optional: true }),
    json,
  },
  examples: [
    { line: 'netspec predict iris --data flowers.csv', does: 'CSV: the answer, and the probability of each class' },
    { line: 'cat flowers.csv | netspec predict iris --data - --json', does: 'one JSON object a row' },
  ],
  run: async ({ FOLDER, data, out, json }, io) => {
    const { readRows } = await import('../node/readRows.ts');
    if (out !== undefined) checkOut(out, data, FOLDER);
    const { rows } = await readRows(data, () => readAll(io.stdin));
    const { openForRows } = await import('./openModel.ts');
    const { model, encoders } = await openForRows(FOLDER);
    try {
      const answers = await model.predict(rows);
      const text = json === true ? answers.map((answer) => `${JSON.stringify(answer)}\n`).join('') : await toCsv(answers, encoders);
      if (out === undefined) io.stdout.write(text);
      else {
        const { writeFileAtomically } = await import('../node/writeFile.ts');
        await writeFileAtomically(out, text);
        io.stderr.write(`wrote ${out} (${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`);
      }
      return 0;
    } finally {
      model.dispose();
    }
  },
});

/** Where a path leads once links are followed; what is not there yet would be made in its folder. */
function follow(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    return existsSync(folder) ? join(realpathSync(folder), basename(path)) : resolve(path);
  }
}

/** What is read must not be written over. */
function checkOut(out: string, data: string, folder: string): void {
  const target = follow(out);
  const isInput = data !== '-' && target === follow(data);
  if (!isInput && !target.startsWith(follow(folder) + sep)) return;
  const received = isInput ? 'the file of --data' : 'a file of the model';
  throw new UsageError('the command line of netspec predict', [
    { path: '--out', expected: 'a file of its own', received, fix: 'give another name' },
  ]);
}

/**
 * A column for each target, and behind them one for the probability of each class (`probability_setosa`) and for each quantile
 * (`quantile_0.1`); of several targets with the target's name before (`probability_sold_yes`). Labels are joined by their separator.
 */
async function toCsv(answers: readonly Answer[], { targets }: Encoders): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const hasSeveral = targets.length > 1;
  const beside = targets.flatMap((target) =>
    besideOf(target).map(({ key, word, name }) => ({
      title: `${word}_${hasSeveral ? `${target.name}_` : ''}${name}`,
      of: (answer: Answer) => {
        const told = answer[key] as Numbers & Readonly<Record<string, Numbers>>;
        return hasSeveral ? told[target.name]![name] : told[name];
      },
    })),
  );
  const values = targets.map((target) => ({ title: target.name, of: (answer: Answer) => cellOf(target, answer[target.name]) }));
  const columns = [...values, ...beside];
  return stringify([columns.map(({ title }) => title), ...answers.map((answer) => columns.map(({ of }) => of(answer)))]);
}

type Numbers = Readonly<Record<string, number>>;

/** What stands in answers beside the answer itself. */
function besideOf(target: TargetEncoder) {
  if (target.type === 'quantiles')
    return target.quantiles.map((quantile) => ({ key: 'quantiles', word: 'quantile', name: String(quantile) }));
  return (targetClasses(target) ?? []).map((name) => ({ key: 'probabilities', word: 'probability', name }));
}

const cellOf = (target: TargetEncoder, value: unknown): unknown =>
  target.type === 'labels' ? (value as readonly string[]).join(target.separator) : value;
