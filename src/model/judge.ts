import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictBaseline, type Baselines, type LinearModel, type NotFitted } from '../baseline/baselines.ts';
import { atOnce, oneTurn, takeTurns, type InTurns } from '../turns/inTurns.ts';
import { unitsInTurns } from '../data/rowsInTurns.ts';
import { answersToUnits, targetClasses, toUnits } from '../data/encode.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import { combineReports, type AnyReport, type Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs } from './baselineColumns.ts';
import { createBreather } from '../turns/breathe.ts';
import { evaluateWindows } from './evaluateWindows.ts';
import type { ModelRecord } from './model.ts';
import { computeOutputs, type ComputeOptions } from './outputs.ts';
import type { Examples } from './slots.ts';
import { sliceRows, type Table } from './table.ts';

/** Whether metrics cover what a model answers. */
export const isJudged = ({ task, judged }: ModelRecord): boolean => task !== undefined || judged !== undefined;

/** The report on examples, which are encoded already; each row counts by its weight. Other work gets its turn meanwhile. */
export async function evaluateExamples(
  layersModel: LayersModel,
  record: ModelRecord,
  examples: Examples,
  options?: ComputeOptions,
): Promise<AnyReport> {
  if (record.encoders?.forecast === undefined)
    return await evaluateAnswered(record, await answerExamples(layersModel, record, examples, options), options?.signal);
  const [answers] = await computeOutputs(layersModel, examples.inputs, options);
  return await takeTurns(evaluateWindows(record, examples, answers!), createBreather(options?.signal));
}

/**
 * Examples with what was answered to them in place of what was read, which takes less room: `outputs` are the targets, the answers of
 * the network, and those of the linear models that there are.
 */
export async function answerExamples(
  layersModel: LayersModel,
  record: ModelRecord,
  { inputs, outputs, rows, weights }: Examples,
  options?: ComputeOptions,
): Promise<Examples> {
  const answers = await computeOutputs(layersModel, inputs, options);
  const breathe = createBreather(options?.signal);
  const linear: Table[] = [];
  for (const [i, { shape }] of answers.entries()) {
    const baselines = judgedOf(record, i)?.baselines;
    const model = linearOf(baselines);
    if (model === undefined) continue;
    const values = await takeTurns(answerLinear(model, { inputs, rows, reading: baselines!, network: record.spec.network }), breathe);
    linear.push({ values, shape, rows, dtype: 'float32' });
  }
  return { inputs: [], outputs: [...outputs, ...answers, ...linear], rows, ...(weights ? { weights } : {}) };
}

/** The report on what `answerExamples` gave. Throws the signal's reason when it is aborted. */
export async function evaluateAnswered(record: ModelRecord, examples: Examples, signal: AbortSignal | undefined): Promise<AnyReport> {
  return await takeTurns(judgeAnswered(record, examples), createBreather(signal));
}

function* judgeAnswered(record: ModelRecord, { outputs: tables, rows, weights }: Examples): InTurns<AnyReport> {
  const { outputs } = record.spec.network;
  const linear = tables.slice(2 * outputs.length);
  const judge = (output: number, own: Judged): InTurns<Report> =>
    judgeOutput(
      record,
      {
        target: tables[output]!,
        answers: tables[outputs.length + output]!,
        linear: linearOf(own.baselines) && linear.shift(),
        rows,
        weights,
      },
      output,
      own,
    );
  if (record.judged === undefined) return yield* judge(0, judgedOf(record, 0)!);
  const reports: Record<string, Report> = {};
  for (const [i, { name }] of outputs.entries()) {
    const own = judgedOf(record, i);
    if (own !== undefined) reports[name] = yield* judge(i, own);
  }
  return combineReports(reports);
}

type Judged = NonNullable<ModelRecord['judged']>[string];

/** What an output is judged by and beside; undefined where metrics do not cover it. */
function judgedOf({ task, judged, baselines, spec }: ModelRecord, output: number): Judged | undefined {
  if (judged !== undefined) return judged[spec.network.outputs[output]!.name];
  return output === 0 && task !== undefined ? { task, ...(baselines ? { baselines } : {}) } : undefined;
}

const linearOf = (baselines: Baselines | undefined): LinearModel | undefined =>
  baselines === undefined || baselines.linear.type === 'notFitted' ? undefined : baselines.linear;

interface AnsweredOutput {
  readonly target: Table;
  readonly answers: Table;
  readonly linear: Table | undefined;
  readonly rows: number;
  readonly weights: Float32Array | undefined;
}

function* judgeOutput(
  { encoders, spec }: ModelRecord,
  { target: { values: targets }, answers: { values }, linear, rows, weights }: AnsweredOutput,
  output: number,
  { task, baselines }: Judged,
): InTurns<Report> {
  const target = encoders?.targets[output];
  const inOwnUnits = (answers: Float32Array) => unitsInTurns(answersToUnits, target, answers, rows);
  const classes = targetClasses(target);
  const shares = yield* oneTurn(() => toShares(values, { loss: spec.training.loss[output]!, width: values.length / rows }));
  return yield* evaluateOutputs({
    task,
    rows,
    targets: yield* unitsInTurns(toUnits, target, Float32Array.from(targets), rows),
    outputs: yield* inOwnUnits(Float32Array.from(shares)),
    ...(baselines
      ? {
          baselines: {
            trivial: yield* inOwnUnits(predictBaseline(baselines.trivial, new Float32Array(rows), 1)),
            linear: linear === undefined ? (baselines.linear as NotFitted) : yield* inOwnUnits(linear.values as Float32Array),
          },
        }
      : {}),
    ...(classes ? { classes } : {}),
    ...(target?.type === 'quantiles' ? { quantiles: target.quantiles } : {}),
    ...(target?.type === 'number' && target.scale.startsWith('log')
      ? { trivialName: 'answering the mean of the logarithms every time' }
      : {}),
    ...(weights ? { weights } : {}),
  });
}

interface ReadByLinear extends Pick<Examples, 'inputs' | 'rows'> {
  readonly reading: Baselines;
  readonly network: NormalisedModel['network'];
}

const answerLinear = (model: LinearModel, { inputs, rows, reading, network }: ReadByLinear): InTurns<Float32Array> =>
  answerInParts(rows, (from, to) => {
    const part = inputs.map((table) => sliceRows(table, from, to));
    const { xs, width } = atOnce(joinInputs(part, network.inputs, reading));
    return predictBaseline(model, xs, width);
  });

/** Rows at a time, since what the linear model reads of levels is wider than what the network does. */
const ROWS_AT_A_TIME = 1024;

function* answerInParts(rows: number, answer: (from: number, to: number) => Float32Array): InTurns<Float32Array> {
  let answers = new Float32Array();
  for (let from = 0; from < rows; from += ROWS_AT_A_TIME) {
    const part = answer(from, Math.min(rows, from + ROWS_AT_A_TIME));
    if (from === 0) answers = new Float32Array((part.length / Math.min(rows, ROWS_AT_A_TIME)) * rows);
    answers.set(part, (part.length / Math.min(rows - from, ROWS_AT_A_TIME)) * from);
    yield;
  }
  return answers;
}
