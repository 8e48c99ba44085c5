import { predictBaseline, type Baselines } from '../baseline/baselines.ts';
import { decodeNumbers, encodeTarget } from '../data/encode.ts';
import type { Row } from '../data/encoders.ts';
import { checkRows, type Columns } from '../data/rows.ts';
import { sampleWeights } from '../data/weights.ts';
import { DataError, UsageError } from '../errors.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import type { Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { Task } from '../metrics/task.ts';
import { beginCall, type CallOptions } from './callOptions.ts';
import { encodeTable, requireModel, type Model, type ModelRecord } from './model.ts';
import { computeOutputs } from './outputs.ts';
import { readArrays, type Arrays, type Examples } from './slots.ts';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/**
 * Metrics of a model over all of the data, beside its baselines.
 * @throws DataError where the data do not fit; UsageError where its answers are of a sort that metrics do not cover;
 * the signal's reason when it is aborted.
 */
export async function evaluateModel(model: Model, data: readonly Row[] | Columns | Arrays, options: CallOptions = {}): Promise<Report> {
  beginCall(options);
  requireModel(model);
  const { record, layersModel } = model;
  if (!hasTask(record)) {
    const expected = 'a model with one output that is classes or numbers';
    const fix = 'evaluate its predictions by a measure that suits them';
    throw new UsageError('the evaluation', [{ path: 'model', expected, received: 'one of another sort', fix }]);
  }
  return await evaluateExamples(layersModel, record, await readExamples(model, data), options.signal);
}

/** A record of a model whose answers metrics cover. */
export interface JudgedRecord extends ModelRecord {
  readonly task: Task;
}

/** The report on examples, which are encoded already; each row counts by its weight. */
export async function evaluateExamples(
  layersModel: LayersModel,
  record: JudgedRecord,
  examples: Examples,
  signal?: AbortSignal,
): Promise<Report> {
  const { task, encoders, baselines, spec } = record;
  const { inputs, outputs: targets, rows, weights } = examples;
  const [answers] = await computeOutputs(layersModel, inputs, signal);
  const target = encoders?.target;
  const inOwnUnits = (values: Float32Array) => (target?.type === 'number' ? decodeNumbers(target, values) : values);
  const outputs = answers!.values as Float32Array;
  return evaluateOutputs({
    task,
    rows,
    targets: inOwnUnits(Float32Array.from(targets[0]!.values)),
    outputs: inOwnUnits(Float32Array.from(toShares(outputs, { loss: spec.training.loss[0]!, width: outputs.length / rows }))),
    ...(baselines ? { baselines: answerBaselines(baselines, examples, inOwnUnits) } : {}),
    ...(target?.type === 'category' ? { classes: target.levels } : {}),
    ...(weights ? { weights } : {}),
  });
}

/** The columns of all inputs side by side, [rows, width], as baselines read them. */
export function joinInputs({ inputs, rows }: Examples): { readonly xs: Float32Array; readonly width: number } {
  const sizes = inputs.map(({ values }) => values.length / rows);
  const width = sizes.reduce((sum, size) => sum + size, 0);
  const xs = new Float32Array(rows * width);
  let column = 0;
  inputs.forEach(({ values }, i) => {
    const size = sizes[i]!;
    for (let row = 0; row < rows; row++) xs.set(values.subarray(row * size, (row + 1) * size), row * width + column);
    column += size;
  });
  return { xs, width };
}

const hasTask = (record: ModelRecord): record is JudgedRecord => record.task !== undefined;

function answerBaselines({ trivial, linear }: Baselines, examples: Examples, inOwnUnits: (values: Float32Array) => ArrayLike<number>) {
  const { xs, width } = joinInputs(examples);
  return {
    trivial: inOwnUnits(predictBaseline(trivial, xs, width)),
    linear: linear.type === 'notFitted' ? linear : inOwnUnits(predictBaseline(linear, xs, width)),
  };
}

async function readExamples({ record, layersModel }: Model, data: readonly Row[] | Columns | Arrays): Promise<Examples> {
  const { encoders, spec } = record;
  if (encoders !== undefined) {
    const rows = checkRows(data as readonly Row[] | Columns);
    if (rows.length === 0) throw new DataError('the data', [{ path: 'rows', expected: 'one row at least', received: 'none' }]);
    const inputs = [encodeTable(encoders, rows)];
    const { values, width } = encodeTarget(encoders, rows);
    const { sampleWeight } = spec.training;
    const isWeighted = sampleWeight !== undefined && rows.some((row) => Object.hasOwn(row, sampleWeight));
    return {
      inputs,
      outputs: [{ values, shape: [width], rows: rows.length, dtype: 'float32' }],
      rows: rows.length,
      ...(isWeighted ? { weights: sampleWeights(sampleWeight, rows) } : {}),
    };
  }
  return await readArrays(spec, layersModel, data as Arrays);
}
