import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendChoice, TrainingBackendName } from '../../backend/choose.ts';
import type { Source } from '../../data/frame.ts';
import type { RowData } from '../../data/read/memoryFrame.ts';
import { SpecError, UsageError } from '../../errors.ts';
import { givenParts, isSameData, ofPart, type DataSource, type GivenPart } from '../../node/runs/dataSource.ts';
import { RUNS_FOLDER } from '../../node/runs/runsFolder.ts';
import type { ModelSpec } from '../../spec/model.ts';
import type { TrainOptions } from '../../train/options.ts';
import type { Io } from '../io.ts';
import { readOptionsOf, streamOptionsOf } from '../reading.ts';
import { nameOf, readSpec } from '../readSpec.ts';
import { partingOf, splitColumnOf, splitOf } from './parting.ts';
import type { Again } from './sameLosses.ts';
import type { TrainValues } from './values.ts';

/** A training that the command line asks for, with everything read that it reads. */
export interface Job {
  readonly spec: ModelSpec;
  readonly rows: RowData | Source;
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
  'target',
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
  'format',
  'delimiter',
  'quote',
  'decimal',
  'thousands',
  'noHeader',
  'encoding',
  'onBadRow',
  'stream',
] as const;

/** Reads spec and data, those of an earlier run where it is to be repeated. */
export async function readJob(given: TrainValues, io: Io): Promise<Job> {
  const again = given.again === undefined ? undefined : await readAgain(given.again, given.runs);
  // Folds are another kind of training than the run was, whose model is not to be replaced unasked.
  const out = again?.out !== undefined && given.folds === undefined ? { out: again.out } : {};
  const values: TrainValues = { ...again?.values, ...out, ...given };
  const paths = values.data ?? again?.paths ?? missingData('--data', again!.path);
  const files: PartFiles = { ...again?.parts, ...pick(values, ['validationData', 'testData']) };
  for (const part of again ? givenParts : []) {
    if (ofPart(again!.data, part).length > 0 && files[`${part}Data`] === undefined) missingData(`--${part}-data`, again!.path);
  }
  const written = again?.spec ?? (values.SPEC === undefined ? undefined : await readModelSpec(values.SPEC, io));
  const { rows, data } = await readData(paths, values, io);
  const parts = await readParts(files, values, io);
  const { backend } = values;
  const spec = written ?? (await makeSpec(rows, files, values, io));
  const all = [...data, ...parts.data];
  return {
    spec,
    rows,
    data: all,
    ...(again ? { again: { path: again.path, sameData: isSameData(again.data, all) } } : {}),
    options: { ...optionsOf(values, spec), ...parts.rows },
    ...(backend === undefined ? {} : { backend }),
    told: pick(values, deciding),
    values,
  };
}

/** The rows of validation and test, where they have files of their own. */
async function readParts(
  files: PartFiles,
  values: TrainValues,
  io: Io,
): Promise<{ readonly rows: PartRows; readonly data: readonly DataSource[] }> {
  const rows: Record<string, Job['rows']> = {};
  const data: DataSource[] = [];
  for (const part of givenParts) {
    const file = files[`${part}Data`];
    if (file === undefined) continue;
    const read = await readData(file, values, io);
    rows[`${part}Data`] = read.rows;
    data.push(...read.data.map((source) => ({ ...source, part })));
  }
  return { rows: rows as PartRows, data };
}

/** A spec for a table that has none. */
async function makeSpec(rows: Job['rows'], files: PartFiles, values: TrainValues, io: Io): Promise<ModelSpec> {
  const { target, data, folds } = values;
  const { makeSpec: make } = await import('./makeSpec.ts');
  const parting = {
    ...partingOf(values),
    // Then nothing is held out of these rows for the part.
    ...(files.validationData === undefined ? {} : { validationSplit: 0 }),
    ...(files.testData === undefined ? {} : { testSplit: 0 }),
  };
  const spec = await make(
    rows,
    {
      ...pick(values, ['quiet', 'json']),
      target: target!,
      data: data!,
      splitBy: splitColumnOf(values),
      parting: folds === undefined ? parting : undefined,
    },
    io,
  );
  // With folds nothing else says how rows are parted; the seed decides them all the same.
  return folds === undefined ? spec : { ...spec, training: { ...spec.training, seed: parting.seed } };
}

/** The rows of files or of standard input, and what these are. */
async function readData(paths: string | readonly string[], values: TrainValues, io: Io): Promise<Pick<Job, 'rows' | 'data'>> {
  const { readTable } = await import('../../node/readTable.ts');
  const { describeBytes, describeData } = await import('../../node/runs/dataSource.ts');
  const { stream } = values;
  const options = { ...readOptionsOf(paths, values, io), ...streamOptionsOf(stream, io) };
  if (options.stdin === undefined) return { rows: await readTable(paths, options), data: await describeData(paths) };
  const { chunks, describe } = describeBytes('-', options.stdin);
  const rows = await readTable(paths, { ...options, stdin: chunks() });
  return { rows, data: [describe()] };
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

/** Those of some values that are there. */
const pick = <T extends object, const K extends keyof T>(values: T, names: readonly K[]): Partial<Pick<T, K>> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))) as Partial<Pick<T, K>>;

/** Files of parts, by the options that name them. */
type PartFiles = { readonly [P in GivenPart as `${P}Data`]?: string | readonly string[] };
type PartRows = { readonly [name in keyof PartFiles]: Job['rows'] };

interface Before {
  readonly path: string;
  readonly spec: ModelSpec;
  readonly values: Partial<TrainValues>;
  /** Absent where a program kept the model to itself. */
  readonly out: string | undefined;
  readonly data: readonly DataSource[];
  /** The same of validation and test. */
  readonly parts: PartFiles;
  /** Where its data are read again; absent where they were standard input, or a program's. */
  readonly paths: string | readonly string[] | undefined;
}

/** What an earlier run was told: its spec as it was then, its seed, and its data where they came from a file. */
async function readAgain(place: string, runs = RUNS_FOLDER): Promise<Before> {
  const { readRun } = await import('../../node/runs/listRuns.ts');
  const { path, record, spec } = await readRun(await folderOfRun(place, runs));
  requireSayable(path, record.options);
  const pathsOf = (part: GivenPart | undefined) => {
    const paths = ofPart(record.data, part).flatMap((source) => source.path ?? []);
    return paths.length > 1 ? paths : paths[0];
  };
  return {
    path,
    spec: checkModelSpec(spec, join(path, 'spec.json'), await load()),
    values: {
      ...record.options,
      seed: record.seed,
      backend: record.environment.backend as TrainingBackendName,
    },
    out: record.out?.path,
    data: record.data,
    paths: pathsOf(undefined),
    parts: Object.fromEntries(givenParts.map((part) => [`${part}Data`, pathsOf(part)])) as PartFiles,
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

function missingData(option: string, path: string): never {
  const fix = 'that run read its data from standard input: give the same data';
  throw new UsageError('the command line of netspec train', [
    { path: option, expected: `a file, as ${path} names none`, received: 'nothing', fix },
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
  if (model.features === undefined && model.forecast === undefined) {
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
