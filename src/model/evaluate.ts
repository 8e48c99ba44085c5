import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictBaseline, type Baselines, type ConstantModel, type LinearModel } from '../baseline/baselines.ts';
import { columnsRead } from '../data/columns.ts';
import { answersToUnits, encodeFeatures, encodeTargets, targetClasses, toUnits } from '../data/encode.ts';
import { isSource, type Source } from '../data/frame.ts';
import { requireRows } from '../data/problems.ts';
import { frameOf, type RowData } from '../data/read/memoryFrame.ts';
import { sampleWeights } from '../data/weights.ts';
import { UsageError } from '../errors.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import { combineReports, type AnyReport, type Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs } from './baselineColumns.ts';
import { beginCall, type CallOptions } from './callOptions.ts';
import { requireModel, type Model, type ModelRecord } from './model.ts';
import { computeOutputs } from './outputs.ts';
import { createExampleSample, roomIn } from './exampleSample.ts';
import { readArrays, type Arrays, type Examples } from './slots.ts';
import { sliceRows, type Table } from './table.ts';

/**
 * Metrics of a model over all of the data, beside its baselines; of several targets a report for each.
 * @throws DataError where the data do not fit; UsageError where its answers are of a sort that metrics do not cover;
 * the signal's reason when it is aborted.
 */
export async function evaluateModel(model: Model, data: RowData | Arrays | Source, options: CallOptions = {}): Promise<AnyReport> {
  beginCall(options);
  requireModel(model);
  const { record, layersModel } = model;
  if (!isJudged(record)) {
    const expected = 'a model with one output that is classes or numbers';
    const fix = 'evaluate its predictions by a measure that suits them';
    throw new UsageError('the evaluation', [{ path: 'model', expected, received: 'one of another sort', fix }]);
  }
  const { examples, drawnFrom } = isSource(data)
    ? await drawExamples(model, data, options.signal)
    : { examples: await readExamples(model, data), drawnFrom: undefined };
  const report = await evaluateExamples(layersModel, record, examples, options.signal);
  return drawnFrom === undefined ? report : tellDrawn(report, drawnFrom);
}

/** That the rows were too many to judge them all; of several targets each report says so. */
function tellDrawn(report: AnyReport, drawnFrom: number): AnyReport {
  if (!('targets' in report)) return { ...report, drawnFrom };
  return combineReports(Object.fromEntries(Object.entries(report.targets).map(([name, one]) => [name, { ...one, drawnFrom }])));
}

/** Whether metrics cover what a model answers. */
export const isJudged = ({ task, judged }: ModelRecord): boolean => task !== undefined || judged !== undefined;

/** The report on examples, which are encoded already; each row counts by its weight. */
export async function evaluateExamples(
  layersModel: LayersModel,
  record: ModelRecord,
  examples: Examples,
  signal?: AbortSignal,
): Promise<AnyReport> {
  const answers = await computeOutputs(layersModel, examples.inputs, signal);
  const { task, judged, baselines } = record;
  const judge = (output: number, own: Judged) => evaluateOutput(record, examples, answers[output]!, output, own);
  if (judged === undefined) return judge(0, { task: task!, ...(baselines ? { baselines } : {}) });
  const reports = record.spec.network.outputs.flatMap(({ name }, i) => (judged[name] ? [[name, judge(i, judged[name])] as const] : []));
  return combineReports(Object.fromEntries(reports));
}

type Judged = NonNullable<ModelRecord['judged']>[string];

function evaluateOutput(
  { encoders, spec }: ModelRecord,
  { inputs, outputs: targets, rows, weights }: Examples,
  { values }: Table,
  output: number,
  { task, baselines }: Judged,
): Report {
  const target = encoders?.targets[output];
  const inOwnUnits = (answers: Float32Array) => answersToUnits(target, answers);
  const classes = targetClasses(target);
  return evaluateOutputs({
    task,
    rows,
    targets: toUnits(target, Float32Array.from(targets[output]!.values)),
    outputs: inOwnUnits(Float32Array.from(toShares(values, { loss: spec.training.loss[output]!, width: values.length / rows }))),
    ...(baselines ? { baselines: answerBaselines(baselines, { rows, inputs, spec }, inOwnUnits) } : {}),
    ...(classes ? { classes } : {}),
    ...(target?.type === 'quantiles' ? { quantiles: target.quantiles } : {}),
    ...(target?.type === 'number' && target.scale.startsWith('log')
      ? { trivialName: 'answering the mean of the logarithms every time' }
      : {}),
    ...(weights ? { weights } : {}),
  });
}

function answerBaselines(
  baselines: Baselines,
  { inputs, rows, spec }: Pick<Examples, 'inputs' | 'rows'> & { readonly spec: NormalisedModel },
  inOwnUnits: (values: Float32Array) => ArrayLike<number>,
) {
  const { trivial, linear } = baselines;
  const answer = (model: ConstantModel | LinearModel) =>
    inOwnUnits(
      answerInParts(rows, (from, to) => {
        const { xs, width } = joinInputs(
          inputs.map((table) => sliceRows(table, from, to)),
          spec.network.inputs,
          baselines,
        );
        return predictBaseline(model, xs, width);
      }),
    );
  return { trivial: answer(trivial), linear: linear.type === 'notFitted' ? linear : answer(linear) };
}

/** Rows at a time, since what the linear model reads of levels is wider than what the network does. */
const ROWS_AT_A_TIME = 4096;

function answerInParts(rows: number, answer: (from: number, to: number) => Float32Array): Float32Array {
  let answers = new Float32Array();
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
    const part = answer(from, Math.min(rows, from + ROWS_AT_A_TIME));
    if (from === 0) answers = new Float32Array((part.length / Math.min(rows, ROWS_AT_A_TIME)) * rows);
    answers.set(part, (part.length / Math.min(rows - from, ROWS_AT_A_TIME)) * from);
  }
  return answers;
}

/** How many rows of a source are judged: more tell no more, and would not fit in memory. */
const MOST_JUDGED = { rows: 2 ** 18, bytes: 2 ** 27 };

/** Rows of a source, all where there are not too many, else as many as are judged, drawn at random by a fixed seed. */
async function drawExamples(model: Model, source: Source, signal: AbortSignal | undefined) {
  if (model.record.encoders === undefined) {
    const fix = 'give { xs, ys }';
    throw new UsageError('the evaluation', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
  }
  const drawn = createExampleSample(roomIn(MOST_JUDGED), 1);
  const columns = columnsRead(model.spec);
  for await (const frame of source.frames({ ...(columns ? { columns } : {}), ...(signal ? { signal } : {}) })) {
    if (frame.rows > 0) drawn.add(await readExamples(model, frame));
  }
  requireRows(drawn.rows, source.name);
  const { examples } = drawn;
  return { examples: examples!, drawnFrom: drawn.rows > examples!.rows ? drawn.rows : undefined };
}

async function readExamples({ record, layersModel }: Model, data: RowData | Arrays): Promise<Examples> {
  const { encoders, spec } = record;
  if (encoders !== undefined) {
    const frame = frameOf(data as RowData);
    requireRows(frame.rows, frame.source);
    const { sampleWeight } = spec.training;
    const isWeighted = sampleWeight !== undefined && frame.column(sampleWeight) !== undefined;
    return {
      inputs: encodeFeatures(encoders, frame),
      outputs: encodeTargets(encoders, frame),
      rows: frame.rows,
      ...(isWeighted ? { weights: sampleWeights(sampleWeight, frame) } : {}),
    };
  }
  return await readArrays(spec, layersModel, data as Arrays);
}
