import { backendNames, type BackendChoice } from '../backend/choose.ts';
import type { Row } from '../data/encoders.ts';
import { SpecError } from '../errors.ts';
import type { ModelSpec } from '../spec/model.ts';
import { integer, number, oneOf, positiveInteger, type Written } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { readAll, writeJson, type Io } from './io.ts';
import { nameOf, readSpec } from './readSpec.ts';

/** These stand for what the spec's `training` says, for one run. */
const overrides = {
  epochs: positiveInteger({ doc: 'How often all rows are gone through. Default: as the spec says.', optional: true }),
  batchSize: positiveInteger({ doc: 'Rows in one step. Default: as the spec says.', optional: true }),
  validationSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that is held out. Default: as the spec says.',
    optional: true,
  }),
  seed: integer({ minimum: 0 })({
    doc: 'Decides weights, split, order and dropout. Default: as the spec says, or drawn, and told.',
    optional: true,
  }),
};

export const train = command({
  name: 'train',
  summary: 'Trains the network of a spec on the rows of a file, tells how good it is on rows held out, and saves it.',
  positionals: { SPEC: path('a JSON file')({ doc: 'A JSON file with features, target and network.' }) },
  options: {
    data: path('a CSV file')({ doc: 'A CSV file with the columns that the spec names; - for standard input.' }),
    out: path('a folder')({ doc: 'The folder to save in: new, empty, or with an older model.' }),
    ...overrides,
    backend: oneOf(['auto', ...backendNames])({ doc: 'Where to compute. Default: auto, the fastest that starts.', optional: true }),
    json,
  },
  examples: [
    { line: 'netspec train models/iris.json --data examples/data/iris.csv --out iris', does: 'saves a model in the folder iris' },
    { line: 'netspec train iris.json --data iris.csv --out iris --seed 7 --epochs 20', does: 'gives the same model each time' },
  ],
  run: async ({ SPEC, data, out, json, ...options }, io) => {
    const spec = await readModelSpec(SPEC, io);
    const { readRows } = await import('../node/readRows.ts');
    const { rows } = await readRows(data, () => readAll(io.stdin));
    const { claimFolder } = await import('./claimFolder.ts');
    const giveBack = await claimFolder(out);
    try {
      await trainAndSave({ spec, rows, out, json: json === true, options }, io);
    } catch (error) {
      await giveBack();
      throw error;
    }
    return 0;
  },
});

interface Job {
  readonly spec: ModelSpec;
  readonly rows: readonly Row[];
  readonly out: string;
  readonly json: boolean;
  readonly options: Written<typeof overrides> & { readonly backend?: BackendChoice };
}

async function trainAndSave({ spec, rows, out, json, options }: Job, io: Io): Promise<void> {
  const { showProgress } = await import('./progress.ts');
  const progress = showProgress(io.stderr);
  const { train: trainModel } = await import('../node/train.ts');
  const { save } = await import('../node/bundleFolder.ts');
  const model = await trainModel(spec, rows, {
    ...options,
    ...(io.signal === undefined ? {} : { signal: io.signal }),
    onBackend: (backend) =>
      json ? writeJson(io.stdout, { event: 'backend', ...backend }) : io.stderr.write(`backend ${backend.reason}\n`),
    onEpoch: (event) => {
      if (json) writeJson(io.stdout, { event: 'epoch', ...event });
      else progress.epoch({ ...event, learningRate: NaN, rows: rows.length, milliseconds: 0, best: false });
    },
  }).finally(() => progress.end());
  try {
    await save(model, out);
    const { seed, heldOut, history } = model;
    if (json) {
      writeJson(io.stdout, { event: 'end', folder: out, seed, epochs: history['loss']?.length, heldOut });
      return;
    }
    if (heldOut !== undefined) {
      const { formatReport } = await import('../evaluate/report.ts');
      io.stdout.write(`On rows held out of training:\n\n${formatReport(heldOut)}\n`);
    }
    io.stdout.write(`saved in ${out} (seed ${seed})\n`);
  } finally {
    model.dispose();
  }
}

/** Read, and checked before anything else is loaded or written. */
async function readModelSpec(path: string, io: Io): Promise<ModelSpec> {
  const spec = await readSpec(path, io);
  const { checkModel } = await import('../spec/parse.ts');
  const issues = checkModel(spec);
  if (issues.length > 0) throw new SpecError(nameOf(path), issues);
  const model = spec as ModelSpec;
  if (model.features === undefined) {
    throw new SpecError(nameOf(path), [
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
