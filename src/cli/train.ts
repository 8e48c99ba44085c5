import { UsageError } from '../errors.ts';
import { command } from './command.ts';
import { trainOptions, trainPositionals } from './train/options.ts';

export const train = command({
  name: 'train',
  summary: 'Trains the network of a spec on the rows of a file, tells how good it is on rows held out, and saves it.',
  positionals: trainPositionals,
  options: trainOptions,
  examples: [
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --out iris',
      does: 'saves a model in the folder iris, and the record of the run in runs/iris',
    },
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --out iris --resume',
      does: 'goes on with a run that was stopped or killed',
    },
    {
      line: 'netspec train models/iris.json --data examples/data/iris.csv --folds 5',
      does: 'mean and deviation of each score over five folds',
    },
    { line: 'netspec train models/iris.json --data examples/data/iris.csv --find-learning-rate', does: 'a plot, and a suggestion' },
    { line: 'netspec train --again runs/iris --out iris-again', does: 'the same run once more' },
  ],
  run: async (values, io) => {
    const { dryRun, overfitBatch, findLearningRate, folds, group, histograms, tensorboard } = values;
    requireOne({
      '--dry-run': dryRun,
      '--overfit-batch': overfitBatch,
      '--find-learning-rate': findLearningRate,
      '--folds': folds,
      '--resume': values.resume,
    });
    if (group !== undefined && folds === undefined) throw needs('--group', '--folds');
    if (histograms !== undefined && tensorboard === undefined) throw needs('--histograms', '--tensorboard');
    const { readJob } = await import('./train/job.ts');
    const job = await readJob(values, io);
    if (dryRun === true) return await (await import('./train/dryRun.ts')).dryRun(job, io);
    if (overfitBatch === true) return await (await import('./train/overfitBatch.ts')).overfitBatch(job, io);
    if (findLearningRate === true) return await (await import('./train/findLearningRate.ts')).findLearningRate(job, io);
    if (folds !== undefined)
      return await (await import('./train/folds.ts')).trainFolds(job, { folds, ...(group === undefined ? {} : { group }) }, io);
    return await (await import('./train/record.ts')).trainRecorded(job, io);
  },
});

function requireOne(asked: Readonly<Record<string, unknown>>): void {
  const given = Object.entries(asked).flatMap(([name, value]) => (value === undefined || value === false ? [] : [name]));
  if (given.length < 2) return;
  throw new UsageError('the command line of netspec train', [
    { path: given.join(' '), expected: 'one of them', received: `${given.length} of them`, fix: 'run the command once for each' },
  ]);
}

const needs = (option: string, other: string) =>
  new UsageError('the command line of netspec train', [{ path: other, expected: `it to be given, as ${option} is`, received: 'nothing' }]);
