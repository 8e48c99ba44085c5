import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { BackendChoice } from '../../backend/choose.ts';
import type { Row } from '../../data/encoders.ts';
import { SpecError, UsageError } from '../../errors.ts';
import type { DataSource } from '../../node/runs/dataSource.ts';
import type { ModelSpec } from '../../spec/model.ts';
import type { TrainOptions } from '../../train/options.ts';
import { readAll, type Io } from '../io.ts';
import { nameOf, readSpec } from '../readSpec.ts';
import type { TrainValues } from './values.ts';

/** A training that the command line asks for, with everything read that it reads. */
export interface Job {
  readonly spec: ModelSpec;
  readonly rows: readonly Row[];
  readonly data: readonly DataSource[];
  /** The run that it repeats. */
  readonly again?: { readonly path: string; readonly sameData: boolean };
  /** What overrides the spec's training. */
  readonly options: Pick<TrainOptions, 'epochs' | 'batchSize' | 'validationSplit' | 'seed' | 'step'>;
  readonly backend?: BackendChoice;
  /** What a run that goes on must be told again, by names in code. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly values: TrainValues;
}

/** What of the command line decides how the run goes. */
const deciding = ['epochs', 'batchSize', 'learningRate', 'validationSplit', 'patience', 'seed', 'step', 'backend'] as const;

/** Reads spec and data, those of an earlier run where it is to be repeated. */
export async function readJob(given: TrainValues, io: Io): Promise<Job> {
  const again = given.again === undefined ? undefined : await readAgain(given.again, given.SPEC);
  const values: TrainValues = { ...again?.values, ...given };
  const spec = again?.spec ?? (await readModelSpec(requireValue(values.SPEC, 'SPEC', 'a JSON file'), io));
  const data = requireValue(values.data, '--data', 'a CSV file');
  const text = data === '-' ? await readAll(io.stdin) : undefined;
  const { readRows } = await import('../../node/readRows.ts');
  const { rows } = await readRows(data, () => Promise.resolve(text!));
  const { describeData } = await import('../../node/runs/dataSource.ts');
  const source = await describeData(data, text);
  const told = Object.fromEntries(deciding.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  const { epochs, batchSize, validationSplit, seed, step, backend, learningRate, patience } = values;
  return {
    spec: overrideTraining(spec, learningRate, patience),
    rows,
    data: [source],
    ...(again ? { again: { path: again.path, sameData: again.sha256 === source.sha256 } } : {}),
    options: {
      ...(epochs === undefined ? {} : { epochs }),
      ...(batchSize === undefined ? {} : { batchSize }),
      ...(validationSplit === undefined ? {} : { validationSplit }),
      ...(seed === undefined ? {} : { seed }),
      ...(step === undefined ? {} : { step }),
    },
    ...(backend === undefined ? {} : { backend }),
    told,
    values,
  };
}

/** These stand deeper in the spec than the other options. */
function overrideTraining(spec: ModelSpec, learningRate: number | undefined, patience: number | undefined): ModelSpec {
  const { optimizer = 'adam', earlyStopping } = spec.training ?? {};
  if (learningRate === undefined && patience === undefined) return spec;
  const written = typeof optimizer === 'string' ? { type: optimizer } : optimizer;
  const training = {
    ...spec.training,
    ...(learningRate === undefined ? {} : { optimizer: { ...written, learningRate } }),
    ...(patience === undefined ? {} : { earlyStopping: { ...earlyStopping, patience } }),
  };
  return { ...spec, training: training as Exclude<ModelSpec['training'], undefined> };
}

interface Again {
  readonly path: string;
  readonly spec: ModelSpec;
  readonly values: TrainValues;
  readonly sha256: string | undefined;
}

/** What an earlier run was told: its spec as it was then, its seed, and its data where they came from a file. */
async function readAgain(path: string, spec: string | undefined): Promise<Again> {
  if (spec !== undefined) {
    const fix = 'leave SPEC out: the spec is the one of that run';
    throw new UsageError('the command line of netspec train', [
      { path: 'SPEC', expected: 'nothing beside --again', received: JSON.stringify(spec), fix },
    ]);
  }
  const { readRecord } = await import('../../node/runs/runRecord.ts');
  const record = await readRecord(path);
  const [source] = record.data;
  const values = {
    ...record.options,
    ...(source?.path === undefined ? {} : { data: source.path }),
    ...(record.out === undefined ? {} : { out: record.out.path }),
    seed: record.seed,
    backend: record.options['backend'] ?? record.environment.backend,
  } as TrainValues;
  const text = await readFile(join(path, 'spec.json'), 'utf8');
  return {
    path: resolve(path),
    spec: checkModelSpec(JSON.parse(text), join(path, 'spec.json'), await load()),
    values,
    sha256: source?.sha256,
  };
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

export function requireValue<T>(value: T | undefined, path: string, expected: string): T {
  if (value !== undefined) return value;
  throw new UsageError('the command line of netspec train', [{ path, expected, received: 'nothing' }]);
}
