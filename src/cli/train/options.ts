import { backendNames, meantBackends } from '../../backend/choose.ts';
import { RUNS_FOLDER } from '../../node/runs/runsFolder.ts';
import { flag, integer, number, oneOf, positiveInteger, text } from '../../spec/option.ts';
import { json, path } from '../command.ts';
import { dataPath, READING, readingOptions, streamOption } from '../reading.ts';

export const trainPositionals = {
  SPEC: path('a JSON file')({ doc: 'A JSON file with features, target and network. Without it give --target.', optional: true }),
} as const;

const files = {
  data: dataPath('the columns that the spec names', { optional: true }),
  validationData: path('a file')({
    doc: 'A file of rows that watch the run, read as --data is. Nothing is held out of --data for that then.',
    optional: true,
  }),
  testData: path('a file')({
    doc: 'A file of rows that nothing but the evaluation at the end looks at, read as --data is.',
    optional: true,
  }),
  target: text({
    doc: 'Without SPEC: the column to learn. The other columns are looked at, and a spec is made for them.',
    optional: true,
  }),
  out: path('a folder')({
    doc: 'The folder to save in: new, empty, or with an older model. Needed wherever a model is to be kept.',
    optional: true,
  }),
} as const;

const reading = { ...readingOptions, ...streamOption } as const;

/** These stand for what the spec's `training` says, for one run. */
const training = {
  epochs: positiveInteger({ doc: 'How often all rows are gone through. Default: as the spec says.', optional: true }),
  batchSize: positiveInteger({ doc: 'Rows in one step. Default: as the spec says.', optional: true }),
  learningRate: number({ exclusiveMinimum: 0 })({ doc: 'How far each step goes. Default: as the spec says.', optional: true }),
  validationSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that is held out. Default: as the spec says.',
    optional: true,
  }),
  testSplit: number({ minimum: 0, exclusiveMaximum: 1 })({
    doc: 'Share of the rows that nothing but the evaluation at the end looks at. Default: as the spec says.',
    optional: true,
  }),
  group: text({ doc: 'Rows that have the same in this column stay together, with --folds too.', optional: true }),
  time: text({
    doc: 'Holds out the latest rows by the dates or numbers of this column (2024-01-31, 31.01.2024, 20240131, seconds since 1970 ...); with --folds one stretch after another, each after what it is trained on.',
    optional: true,
  }),
  key: text({
    doc: 'Holds rows out by this column alone, so that each stays where it is when others are added, with --folds too.',
    optional: true,
  }),
  splitColumn: text({ doc: 'The column that says train, validation or test. Not with --folds.', optional: true }),
  patience: integer({ minimum: 0 })({
    doc: 'Stops when so many epochs have not been better, and keeps the best. Default: as the spec says.',
    optional: true,
  }),
  seed: integer({ minimum: 0 })({
    doc: 'Decides weights, split, order and dropout. Default: as the spec says, 0 in one that is made for the table, or drawn, and told.',
    optional: true,
  }),
  step: oneOf(['auto', 'eager'])({
    doc: 'How a step is run. auto: by plain loops for a small dense network; on cpu and wasm another is recorded once and run from then on, to the same bits; on native bindings many steps in one call of a graph; what can be neither, as eager. eager: each operation by TensorFlow.js.',
    default: 'auto',
  }),
  backend: oneOf(
    ['auto', ...backendNames],
    meantBackends,
  )({
    doc: 'Where to compute. Default: auto: cpu where plain loops train a small network sooner, else wasm or native, by the size of its steps. webgpu answers only.',
    optional: true,
  }),
} as const;

const recording = {
  resume: flag({
    doc: 'Goes on with the newest run of --out, as if it had never stopped; begins one where there is none yet. Once it is complete there is nothing to resume (exit code 1), but for more epochs: --resume --epochs 200 trains on. Ctrl-C stops a run gently, a second one at once.',
    default: false,
  }),
  again: path('the folder of a run')({
    doc: 'Repeats a run (runs/iris, or iris): its spec, data, seed and options, and its --out unless another is given.',
    optional: true,
  }),
  runs: path('a folder')({ doc: 'Where the runs are recorded.', default: RUNS_FOLDER }),
  name: text({ doc: 'What the run is called there. Default: as --out, with a number where that is taken.', optional: true }),
  checkpointSeconds: number({ minimum: 0 })({ doc: 'Seconds between two checkpoints at most; the first come sooner.', default: 30 }),
  keepCheckpoints: positiveInteger({ doc: 'How many checkpoints stay.', default: 3 }),
  tensorboard: path('a folder')({
    doc: 'Writes events there that TensorBoard shows, of each run in a folder of its name.',
    optional: true,
  }),
  histograms: positiveInteger({ doc: 'With --tensorboard: writes histograms of the weights too, every so many epochs.', optional: true }),
} as const;

const trying = {
  dryRun: flag({ doc: 'Runs two batches through everything, and writes nothing.', default: false }),
  overfitBatch: flag({
    doc: 'Learns one batch by heart, which shows whether the network can learn at all. Writes nothing.',
    default: false,
  }),
  findLearningRate: flag({ doc: 'Tries learning rates from small to large, and suggests one. Writes nothing.', default: false }),
  folds: integer({ minimum: 2 })({
    doc: 'Trains on all rows but one of so many parts, each part in turn, and tells mean and deviation. With --out the models are saved as one.',
    optional: true,
  }),
} as const;

const output = {
  quiet: flag({ doc: 'Shows no progress, only warnings and errors, and what came of it.', default: false }),
  json,
} as const;

export const trainOptions = { ...files, ...reading, ...training, ...recording, ...trying, ...output } as const;

const names = <O extends object>(options: O): readonly (keyof O)[] => Object.keys(options) as (keyof O)[];

/** As the help shows them. */
export const trainGroups = {
  'From and to': names(files),
  [READING]: names(reading),
  Training: names(training),
  'The record of the run': names(recording),
  'Trying out': names(trying),
} as const;
