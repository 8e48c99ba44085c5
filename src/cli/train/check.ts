import type { Issue } from '../../errors.ts';
import { checkReading } from '../reading.ts';
import type { PartingValues } from './parting.ts';
import type { TrainValues } from './values.ts';

/** What is wrong with the arguments of `netspec train` taken together: what is missing, and what does not go with what. */
export function checkTrainValues(values: Partial<TrainValues>): readonly Issue[] {
  const { SPEC, data, target, out, again, folds, histograms, tensorboard } = values;
  const isTrial = values.dryRun === true || values.overfitBatch === true || values.findLearningRate === true;
  const missing = (path: string, expected: string): Issue => ({ path, expected, received: 'nothing' });
  return [
    ...(again !== undefined || SPEC !== undefined || target !== undefined
      ? []
      : [{ ...missing('SPEC', 'a JSON file'), fix: 'write one, or give --target COLUMN, for which one is made' }]),
    ...(target !== undefined && (SPEC ?? again) !== undefined ? [besideSpec(target)] : []),
    ...(again !== undefined || data !== undefined ? [] : [missing('--data', 'a file')]),
    ...(again !== undefined || out !== undefined || isTrial || folds !== undefined ? [] : [missing('--out', 'a folder')]),
    ...(again === undefined || SPEC === undefined ? [] : [besideAgain(SPEC)]),
    ...(SPEC === '-' && data === '-' ? [bothFromInput] : []),
    ...partIssues(values),
    ...checkReading(values),
    ...checkStream(values),
    ...oneOf({
      '--dry-run': values.dryRun,
      '--overfit-batch': values.overfitBatch,
      '--find-learning-rate': values.findLearningRate,
      '--folds': folds,
      '--resume': values.resume,
    }),
    ...checkWays(values),
    ...(histograms !== undefined && tensorboard === undefined ? [missing('--tensorboard', 'a folder, as --histograms is given')] : []),
    ...(folds === undefined ? [] : notWithFolds(values)),
  ];
}

const besideAgain = (spec: string): Issue => ({
  path: 'SPEC',
  expected: 'nothing beside --again',
  received: JSON.stringify(spec),
  fix: 'leave SPEC out: the spec is the one of that run',
});

const besideSpec = (target: string): Issue => ({
  path: '--target',
  expected: 'nothing beside a spec, which says its target',
  received: JSON.stringify(target),
  fix: 'leave one of the two out',
});

const bothFromInput: Issue = {
  path: '--data',
  expected: 'a file, as SPEC comes from standard input',
  received: '"-"',
  fix: 'give one of the two as a file',
};

/** Each pass reads the file from its beginning. */
export function checkStream({
  stream,
  data,
  validationData,
  testData,
  folds,
}: Pick<Partial<TrainValues>, 'stream' | 'data' | 'validationData' | 'testData' | 'folds'>): readonly Issue[] {
  if (stream !== true) return [];
  const refuse = (expected: string, fix: string): Issue => ({ path: '--stream', expected, received: 'true', fix });
  return [
    ...([data, validationData, testData].includes('-')
      ? [refuse('a file, as standard input is read once', 'give a file, or leave --stream out')]
      : []),
    ...(folds === undefined ? [] : [refuse('nothing beside --folds, which needs the rows in memory', 'leave one of the two out')]),
  ];
}

/** What does not go with a file of its own for validation or test. */
function partIssues({ SPEC, data, validationData, testData, ...values }: Partial<TrainValues>): readonly Issue[] {
  const parts = [
    ['--validation-data', validationData, '--validation-split', values.validationSplit],
    ['--test-data', testData, '--test-split', values.testSplit],
  ] as const;
  const given = parts.filter(([, file]) => file !== undefined);
  const names = given.map(([name]) => name).join(' and ');
  const fix = 'leave one of the two out';
  const idle = given.length === parts.length ? { '--group': values.group, '--time': values.time, '--key': values.key } : {};
  const ways = Object.entries(given.length === 0 ? {} : { ...idle, '--split-column': values.splitColumn });
  return [
    ...given.flatMap(([name, file], i) => {
      const isTaken = [SPEC, data, ...given.slice(0, i).map(([, other]) => other)].includes('-');
      return file === '-' && isTaken ? [{ path: name, expected: 'a file, as standard input is read for another', received: '"-"' }] : [];
    }),
    ...given.flatMap(([name, , path, share]) =>
      share === undefined || share === 0 ? [] : [{ path, expected: `nothing beside ${name}`, received: String(share), fix }],
    ),
    ...ways.flatMap(([path, column]) =>
      column === undefined ? [] : [{ path, expected: `nothing beside ${names}`, received: JSON.stringify(column), fix }],
    ),
    ...(values.folds === undefined
      ? []
      : given.map(([path, file]) => ({
          path,
          expected: 'nothing beside --folds, which holds out each row once',
          received: JSON.stringify(file),
          fix,
        }))),
  ];
}

/** Rows are parted in one way. */
export const checkWays = ({ group, time, key, splitColumn }: PartingValues): readonly Issue[] =>
  oneOf({ '--group': group, '--time': time, '--key': key, '--split-column': splitColumn });

function oneOf(asked: Readonly<Record<string, unknown>>): readonly Issue[] {
  const given = Object.entries(asked).flatMap(([name, value]) => (value === undefined || value === false ? [] : [name]));
  if (given.length < 2) return [];
  return [{ path: given.join(' '), expected: 'one of them', received: `${given.length} of them`, fix: 'run the command once for each' }];
}

/** The trainings of the folds are not recorded, and each row is held out once. */
function notWithFolds({ splitColumn, name, checkpointSeconds, keepCheckpoints, tensorboard }: Partial<TrainValues>): readonly Issue[] {
  const recording = {
    '--name': name,
    '--checkpoint-seconds': checkpointSeconds,
    '--keep-checkpoints': keepCheckpoints,
    '--tensorboard': tensorboard,
  };
  const parted = {
    path: '--split-column',
    expected: 'nothing beside --folds, as a column that names one part for each row makes no folds',
    received: JSON.stringify(splitColumn),
    fix: 'leave one of the two out, or give --group, --time or --key',
  };
  const unrecorded = Object.entries(recording).flatMap(([path, value]) =>
    value === undefined ? [] : [{ path, expected: 'nothing beside --folds, which keeps no runs', received: JSON.stringify(value) }],
  );
  return [...(splitColumn === undefined ? [] : [parted]), ...unrecorded];
}
