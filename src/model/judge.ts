import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictBaseline, type Baselines, type ConstantModel, type LinearModel } from '../baseline/baselines.ts';
import { answersToUnits, targetClasses, toUnits } from '../data/encode.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import { combineReports, type AnyReport, type Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { joinInputs } from './baselineColumns.ts';
import { evaluateWindows } from './evaluateWindows.ts';
import type { ModelRecord } from './model.ts';
import { computeOutputs } from './outputs.ts';
import type { Examples } from './slots.ts';
import { sliceRows, type Table } from './table.ts';

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
