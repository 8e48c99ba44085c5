import { command, json, path } from './command.ts';
import { readAll, writeJson } from './io.ts';

export const evaluate = command({
  name: 'evaluate',
  summary: 'Tells how good a saved model is on the rows of a file, beside a trivial and a linear model.',
  positionals: { FOLDER: path('the folder of a saved model')({ doc: 'The folder that netspec train wrote.' }) },
  options: {
    data: path('a CSV file')({ doc: 'A CSV file with the features and the target; - for standard input.' }),
    json,
  },
  examples: [{ line: 'netspec evaluate iris --data new-flowers.csv', does: 'metrics, baselines and a verdict in words' }],
  run: async ({ FOLDER, data, json }, io) => {
    const { readRows } = await import('../node/readRows.ts');
    const { rows } = await readRows(data, () => readAll(io.stdin));
    const { openForRows } = await import('./openModel.ts');
    const { model } = await openForRows(FOLDER);
    try {
      const { evaluate: evaluateModel } = await import('../node/evaluate.ts');
      const report = await evaluateModel(model, rows);
      if (json === true) writeJson(io.stdout, report);
      else {
        const { formatReport } = await import('../evaluate/report.ts');
        io.stdout.write(formatReport(report));
      }
      return 0;
    } finally {
      model.dispose();
    }
  },
});
