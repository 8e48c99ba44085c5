import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictBaseline, type Baselines, type ConstantModel, type LinearModel } from '../baseline/baselines.ts';
import { columnsRead } from '../data/columns.ts';
import { answersToUnits, encodeFeatures, encodeTargets, featureColumns, targetClasses, toUnits } from '../data/encode.ts';
import { isSource, type Source } from '../data/frame.ts';
import { requireRows } from '../data/problems.ts';
import { collect } from '../data/read/collect.ts';
import { frameOf, type RowData } from '../data/read/memoryFrame.ts';
import { sampleWeights } from '../data/weights.ts';
import { createSplitter } from '../data/splitter.ts';
import { show, UsageError } from '../errors.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import { combineReports, type AnyReport, type Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs } from './baselineColumns.ts';
import { beginCall, type CallOptions } from './callOptions.ts';
import { requireModel, type Model, type ModelRecord } from './model.ts';
import { evaluateWindows } from './evaluateWindows.ts';
import { computeOutputs } from './outputs.ts';
import { takeExamples } from './examples.ts';
import { createExampleSample, roomIn } from './exampleSample.ts';
import { readArrays, type Arrays, type Examples } from './slots.ts';
import { markRows } from './rowMarks.ts';
import { sliceRows, type Table } from './table.ts';
import { countSeen, createTableMark } from './trainedOn.ts';
import { chooseUnseen, unseenOf, type Chosen } from './unseenRows.ts';
import { unseenWindows } from './windowExamples.ts';

/** What an evaluation may be told. */
export interface EvaluateOptions extends CallOptions {
  /** Evaluates on all rows, also where they are those that the model was trained on. Default: on those that training did not see. */
  readonly allRows?: boolean;
}

/**
 * Metrics of a model over the data, beside its baselines; of several targets a report for each. Of the data that it was trained on
 * only the rows count that the training did not see, unless all are asked for; of a forecast what is later than those.
 * @throws DataError where the data do not fit; UsageError where its answers are of a sort that metrics do not cover;
 * the signal's reason when it is aborted.
 */
export async function evaluateModel(model: Model, data: RowData | Arrays | Source, options: EvaluateOptions = {}): Promise<AnyReport> {
  beginCall(options, ['allRows']);
  const { allRows = false, signal } = options;
  if (typeof allRows !== 'boolean') {
    throw new UsageError('the options of the call', [{ path: 'allRows', expected: 'true or false', received: show(allRows) }]);
  }
  requireModel(model);
  const { record, layersModel } = model;
  if (!isJudged(record)) {
    const expected = 'a model with one output that is classes or numbers';
    const fix = 'evaluate its predictions by a measure that suits them';
    throw new UsageError('the evaluation', [{ path: 'model', expected, received: 'one of another sort', fix }]);
  }
  const { encoders } = record;
  if (encoders?.forecast !== undefined) {
    const frame = isSource(data)
      ? await collect(data, { columns: featureColumns(encoders), ...(signal ? { signal } : {}) })
      : frameOf(data as RowData);
    requireRows(frame.rows, frame.source);
    const windows = unseenWindows(encoders, frame, allRows ? -Infinity : encoders.forecast.seenUntil);
    return await evaluateExamples(layersModel, record, windows, signal);
  }
  const { examples, ...which } = isSource(data)
    ? await drawExamples(model, data, allRows, signal)
    : await chooseExamples(model, data, allRows);
  return tellWhich(await evaluateExamples(layersModel, record, examples, signal), which);
}

/** Which rows they were; of several targets each report says so. */
function tellWhich(report: AnyReport, which: Partial<Report>): AnyReport {
  if (!('targets' in report)) return { ...report, ...which };
  return combineReports(Object.fromEntries(Object.entries(report.targets).map(([name, one]) => [name, { ...one, ...which }])));
}

/** Rows in memory: those that training did not see, unless all are wanted. */
async function chooseExamples(model: Model, data: RowData | Arrays, allRows: boolean): Promise<Chosen> {
  const frame = model.record.encoders === undefined ? undefined : frameOf(data as RowData);
  const examples = await readExamples(model, frame ?? data);
  return allRows ? { examples } : await chooseUnseen(model.record, examples, frame);
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
  if (record.encoders?.forecast !== undefined) return evaluateWindows(record, examples, answers[0]!);
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

interface Drawn extends Chosen {
  readonly drawnFrom?: number;
}

/**
 * Rows of a source, all where there are not too many, else as many as are judged, drawn at random by a fixed seed. Where it is the one
 * that the model was trained on, those that training did not see.
 */
async function drawExamples(model: Model, source: Source, allRows: boolean, signal: AbortSignal | undefined): Promise<Drawn> {
  if (model.record.encoders === undefined) {
    const fix = 'give { xs, ys }';
    throw new UsageError('the evaluation', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
  }
  const { record, spec } = model;
  const trainedOn = allRows ? undefined : record.trainedOn;
  const drawn = createExampleSample(roomIn(MOST_JUDGED), 1);
  const unseen = createExampleSample(roomIn(MOST_JUDGED), 1);
  const columns = columnsRead(spec);
  const options = { ...(columns ? { columns } : {}), ...(signal ? { signal } : {}) };
  const mayPart = trainedOn?.isStreamed === true && source.isRepeatable;
  const split = mayPart
    ? (await createSplitter(spec, record.seed ?? 0, (only) => source.frames({ ...options, columns: only })))()
    : undefined;
  const [table, count] = [createTableMark(), trainedOn && countSeen(trainedOn)];
  for await (const frame of source.frames(options)) {
    if (frame.rows === 0) continue;
    const examples = await readExamples(model, frame);
    drawn.add(examples);
    if (count === undefined) continue;
    const { all } = markRows(examples);
    table.add(all);
    count.add(all);
    if (split) unseen.add(takeExamples(examples, unseenOf(split(frame))));
  }
  requireRows(drawn.rows, source.name);
  const isSame = String(table) === trainedOn?.table;
  // It was in memory as a whole when it was trained on, and parted so.
  if (isSame && !trainedOn.isStreamed && source.isRepeatable) {
    return await chooseExamples(model, await collect(source, options), allRows);
  }
  const taken = isSame && unseen.rows > 0 ? unseen : drawn;
  const { examples } = taken;
  return {
    examples: examples!,
    ...(taken.rows > examples!.rows ? { drawnFrom: taken.rows } : {}),
    ...(taken === unseen ? { leftOut: drawn.rows - unseen.rows } : {}),
    ...(taken === drawn && count !== undefined && count.seen > 0 ? { seen: Math.round((count.seen * examples!.rows) / drawn.rows) } : {}),
  };
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
