import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendChoice } from '../../backend/choose.ts';
import type { RowData } from '../../data/read/memoryFrame.ts';
import { SpecError, UsageError } from '../../errors.ts';
import type { DataSource } from '../../node/runs/dataSource.ts';
import { RUNS_FOLDER } from '../../node/runs/runsFolder.ts';
import type { ModelSpec } from '../../spec/model.ts';
import type { TrainOptions } from '../../train/options.ts';
import { readAll, type Io } from '../io.ts';
import { nameOf, readSpec } from '../readSpec.ts';
import type { Again } from './sameLosses.ts';
import type { TrainValues } from './values.ts';

/** A training that the command line asks for, with everything read that it reads. */
export interface Job {
  readonly spec: ModelSpec;
  readonly rows: RowData;
  readonly data: readonly DataSource[];
  readonly again?: Again;
  /** What overrides the spec's training. */
  readonly options: TrainOptions;
  readonly backend?: BackendChoice;
  /** What a run that goes on must be told again, by names in code. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly values: TrainValues;
}

/** What of the command line decides how the run goes. */
const deciding = [
  'epochs',
  'batchSize',
  'learningRate',
  'validationSplit',
  'testSplit',
  'group',
  'time',
  'key',
  'splitColumn',
  'patience',
  'seed',
  'step',
  'backend',
] as const;

/** Reads spec and data, those of an earlier run where it is to be repeated. */
export async function readJob(given: TrainValues, io: Io): Promise<Job> {
  const again = given.again === undefined ? undefined : await readAgain(given.again, given.runs);
  // Folds are another kind of training than the run was, whose model is not to be replaced unasked.
  const out = again?.out !== undefined && given.folds === undefined ? { out: again.out } : {};
  const values: TrainValues = { ...again?.values, ...out, ...given };
  const data = values.data ?? missingData(again!.path);
  const written = again?.spec ?? (values.SPEC === undefined ? undefined : await readModelSpec(values.SPEC, io));
  const text = data === '-' ? await readAll(io.stdin) : undefined;
  const { readRows } = await import('../../node/readRows.ts');
  const read = await readRows(data, () => Promise.resolve(text!));
  const { describeData } = await import('../../node/runs/dataSource.ts');
  const source = await describeData(data, text);
  const { backend, target } = values;
  const { spec, rows } =
    written === undefined
      ? await (
          await import('./makeSpec.ts')
        ).makeSpec(read.rows, { target: target!, data, isQuiet: values.quiet === true || values.json === true }, io)
      : { spec: written, rows: read.rows };
  return {
    spec,
    rows,
    data: [source],
    ...(again ? { again: { path: again.path, sameData: again.sha256 === source.sha256 } } : {}),
    options: optionsOf(values, spec),
    ...(backend === undefined ? {} : { backend }),
    told: pick(values, deciding),
    values,
  };
}

function optionsOf(values: TrainValues, { training }: ModelSpec): TrainOptions {
  const { learningRate, patience } = values;
  const { optimizer = 'adam', earlyStopping } = training ?? {};
  // These stand deeper in the spec than the others.
  const own = {
    ...(learningRate === undefined
      ? {}
      : { optimizer: { ...(typeof optimizer === 'string' ? { type: optimizer } : optimizer), learningRate } }),
    ...(patience === undefined ? {} : { earlyStopping: { ...earlyStopping, patience } }),
  };
  const split = splitOf(values);
  const picked = pick(values, ['epochs', 'batchSize', 'validationSplit', 'testSplit', 'seed', 'step']);
  return { ...picked, ...own, ...(split ? { split } : {}) } as TrainOptions;
}

/** How the command line says that rows are parted; the columns of two ways are refused before. */
function splitOf({ group, time, key, splitColumn }: TrainValues): TrainOptions['split'] {
  if (group !== undefined) return { type: 'group', column: group };
  if (time !== undefined) return { type: 'time', column: time };
  if (key !== undefined) return { type: 'key', column: key };
  return splitColumn === undefined ? undefined : { type: 'column', column: splitColumn };
}

/** Those of some values that are there. */
const pick = <T extends object, const K extends keyof T>(values: T, names: readonly K[]): Partial<Pick<T, K>> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))) as Partial<Pick<T, K>>;

interface Before {
  readonly path: string;
  readonly spec: ModelSpec;
  readonly values: Partial<TrainValues>;
  /** Absent where a program kept the model to itself. */
  readonly out: string | undefined;
  readonly sha256: string | undefined;
}

/** What an earlier run was told: its spec as it was then, its seed, and its data where they came from a file. */
async function readAgain(place: string, runs = RUNS_FOLDER): Promise<Before> {
  const { readRun } = await import('../../node/runs/listRuns.ts');
  const { path, record, spec } = await readRun(await folderOfRun(place, runs));
  requireSayable(path, record.options);
  const [source] = record.data;
  return {
    path,
    spec: checkModelSpec(spec, join(path, 'spec.json'), await load()),
    values: {
      ...record.options,
      ...(source?.path === undefined ? {} : { data: source.path }),
      seed: record.seed,
      backend: record.environment.backend as BackendChoice,
    },
    out: record.out?.path,
    sha256: source?.sha256,
  };
}

/** What a program told its run may be more than a command line can say. */
function requireSayable(path: string, options: Readonly<Record<string, unknown>>): void {
  const others = Object.keys(options).filter((name) => !deciding.some((known) => known === name));
  if (others.length === 0) return;
  const fix = 'repeat it by the program that began it';
  throw new UsageError(`the run in ${path}`, [
    { path: 'options', expected: 'what the command line can say', received: others.join(', '), fix },
  ]);
}

/** A name alone is that of a run, as `netspec runs` tells it, unless a run lies in a folder of that name here. */
async function folderOfRun(place: string, runs: string): Promise<string> {
  const isRun = (path: string) => access(join(path, 'run.json')).then(() => true, () => false); // prettier-ignore
  return /[\\/]/.test(place) || (await isRun(place)) || !(await isRun(join(runs, place))) ? place : join(runs, place);
}

function missingData(path: string): never {
  const fix = 'that run read its data from standard input: give the same data';
  throw new UsageError('the command line of netspec train', [
    { path: '--data', expected: `a CSV file, as ${path} names none`, received: 'nothing', fix },
  ]);
}

const load = async () => (await import('../../spec/parse.ts')).checkModel;

/** Read, and checked before anything else is loaded or written. */
async function readModelSpec(path: string, io: Io): Promise<ModelSpec> {
  return checkModelSpec(await readSpec(path, io), nameOf(path), await load());
}

function checkModelSpec(spec: unknown, name: string, check: Awaited<ReturnType<typeof load>>): ModelSpec {
  const issues = check(spec);
  if (issues.length > 0) throw new SpecError(name, issues);
  const model = spec as ModelSpec;
  if (model.features === undefined) {
    throw new SpecError(name, [
      {
        path: 'features',
        expected: 'columns by name, such as { "age": "number" }',
        received: 'nothing',
        fix: 'say which columns of the file the network reads, and the "target" that it learns to tell',
      },
    ]);
  }
  return model;
}
