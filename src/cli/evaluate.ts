import { flag } from '../spec/option.ts';
import { answeringBackend } from './answeringBackend.ts';
import { answeringStep } from './answeringStep.ts';
import { command, json, path } from './command.ts';
import { warningsTo, writeJson } from './io.ts';
import { checkReading, dataPath, READING, readingNames, readingOptions, readOptionsOf, streamOption, streamOptionsOf } from './reading.ts';

export const evaluate = command({
  name: 'evaluate',
  summary: 'Tells how good a saved model is on the rows of a file, beside simpler ones; a forecast on those after its training.',
  positionals: { FOLDER: path('the folder of a saved model')({ doc: 'The folder that netspec train wrote.' }) },
  options: {
    data: dataPath('the features and the target'),
    allRows: flag({
      doc: 'Evaluates on all rows, also where the model was trained on them. Default: of the data of its training, on those that it did not see.',
      default: false,
    }),
    ...readingOptions,
    ...streamOption,
    backend: answeringBackend,
    step: answeringStep,
    json,
  },
  groups: { From: ['data', 'allRows'], [READING]: [...readingNames, 'stream'] },
  examples: [{ line: 'netspec evaluate iris --data new-flowers.csv', does: 'metrics, baselines and a verdict in words' }],
  check: checkReading,
  run: async ({ FOLDER, data, backend, step, json, stream, allRows, ...reading }, io) => {
    const { openForRows } = await import('./openModel.ts');
    const { model } = await openForRows(FOLDER, backend);
    try {
      const { evaluate: evaluateModel } = await import('../node/evaluate.ts');
      const read = { ...readOptionsOf(data, reading, io), ...streamOptionsOf(stream, io) };
      const onWarning = warningsTo(io);
      const report = await evaluateModel(model, data, { read, allRows: allRows === true, onWarning, step });
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
