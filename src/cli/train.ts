import { command } from './command.ts';
import { checkTrainValues } from './train/check.ts';
import { trainGroups, trainOptions, trainPositionals } from './train/options.ts';

export const train = command({
  name: 'train',
  summary: 'Trains the network of a spec on the rows of a file, tells how good it is on rows held out, and saves it.',
  positionals: trainPositionals,
  options: trainOptions,
  groups: trainGroups,
  examples: [
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --out iris',
      does: 'saves a model in the folder iris, and the record of the run in runs/iris',
    },
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --out iris --resume',
      does: 'goes on with a run that was stopped or killed, or begins it: what a supervisor may call until it ends with 0 or 1',
    },
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --folds 5',
      does: 'mean and deviation of each score over five folds',
    },
    { line: 'netspec train models/iris.json --data examples/data/iris.csv --find-learning-rate', does: 'a plot, and a suggestion' },
    { line: 'netspec train --again runs/iris --out iris-again', does: 'the same run once more' },
  ],
  check: checkTrainValues,
  run: async (values, io) => {
    const { readJob } = await import('./train/job.ts');
    const job = await readJob(values, io);
    if (values.dryRun === true) return await (await import('./train/dryRun.ts')).dryRun(job, io);
    if (values.overfitBatch === true) return await (await import('./train/overfitBatch.ts')).overfitBatch(job, io);
    if (values.findLearningRate === true) return await (await import('./train/findLearningRate.ts')).findLearningRate(job, io);
    if (values.folds !== undefined) return await (await import('./train/folds.ts')).trainFolds(job, io);
    return await (await import('./train/record.ts')).trainRecorded(job, io);
  },
});
