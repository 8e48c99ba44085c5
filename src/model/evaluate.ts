import type { LayersModel } from '@tensorflow/tfjs-layers';
import { predictBaseline, type Baselines } from '../baseline/baselines.ts';
import { columnsRead } from '../data/columns.ts';
import { encodeFeatures, encodeTargets, toUnits } from '../data/encode.ts';
import { isSource, type Source } from '../data/frame.ts';
import { requireRows } from '../data/problems.ts';
import { frameOf, type RowData } from '../data/read/memoryFrame.ts';
import { sampleWeights } from '../data/weights.ts';
import { UsageError } from '../errors.ts';
import { evaluateOutputs } from '../evaluate/evaluateOutputs.ts';
import type { Report } from '../evaluate/report.ts';
import { toShares } from '../metrics/shares.ts';
import type { Task } from '../metrics/task.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { beginCall, type CallOptions } from './callOptions.ts';
import { requireModel, type Model, type ModelRecord } from './model.ts';
import { computeOutputs } from './outputs.ts';
import { createReservoir, roomIn } from './reservoir.ts';
import { readArrays, type Arrays, type Examples } from './slots.ts';

/**
 * Metrics of a model over all of the data, beside its baselines.
 * @throws DataError where the data do not fit; UsageError where its answers are of a sort that metrics do not cover;
 * the signal's reason when it is aborted.
 */
export async function evaluateModel(model: Model, data: RowData | Arrays | Source, options: CallOptions = {}): Promise<Report> {
  beginCall(options);
  requireModel(model);
  const { record, layersModel } = model;
  if (!hasTask(record)) {
    const expected = 'a model with one output that is classes or numbers';
    const fix = 'evaluate its predictions by a measure that suits them';
    throw new UsageError('the evaluation', [{ path: 'model', expected, received: 'one of another sort', fix }]);
  }
  const { examples, drawnFrom } = isSource(data)
    ? await drawExamples(model, data, options.signal)
    : { examples: await readExamples(model, data), drawnFrom: undefined };
  const report = await evaluateExamples(layersModel, record, examples, options.signal);
  return drawnFrom === undefined ? report : { ...report, drawnFrom };
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
  const target = encoders?.targets[0];
  const inOwnUnits = (values: Float32Array) => toUnits(target, values);
  const outputs = answers!.values as Float32Array;
  return evaluateOutputs({
    task,
    rows,
    targets: inOwnUnits(Float32Array.from(targets[0]!.values)),
    outputs: inOwnUnits(Float32Array.from(toShares(outputs, { loss: spec.training.loss[0]!, width: outputs.length / rows }))),
    ...(baselines ? { baselines: answerBaselines(baselines, { rows, inputs: readBy(baselines, spec, inputs) }, inOwnUnits) } : {}),
    ...(target?.type === 'category' ? { classes: target.levels } : {}),
    ...(weights ? { weights } : {}),
  });
}

/** The columns of all inputs side by side, [rows, width], as baselines read them. */
export function joinInputs({ inputs, rows }: Pick<Examples, 'inputs' | 'rows'>): { readonly xs: Float32Array; readonly width: number } {
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

/** The inputs of the network that its baselines read. */
const readBy = ({ inputs: ids }: Baselines, { network }: NormalisedModel, inputs: Examples['inputs']): Examples['inputs'] =>
  ids === undefined ? inputs : inputs.filter((_, i) => ids.includes(network.inputs[i]!.id));

function answerBaselines(
  { trivial, linear }: Baselines,
  examples: Pick<Examples, 'inputs' | 'rows'>,
  inOwnUnits: (values: Float32Array) => ArrayLike<number>,
) {
  const { xs, width } = joinInputs(examples);
  return {
    trivial: inOwnUnits(predictBaseline(trivial, xs, width)),
    linear: linear.type === 'notFitted' ? linear : inOwnUnits(predictBaseline(linear, xs, width)),
  };
}

/** How many rows of a source are judged: more tell no more, and would not fit in memory. */
const MOST_JUDGED = { rows: 2 ** 18, bytes: 2 ** 27 };

/** Rows of a source, all where there are not too many, else as many as are judged, drawn at random by a fixed seed. */
async function drawExamples(model: Model, source: Source, signal: AbortSignal | undefined) {
  if (model.record.encoders === undefined) {
    const fix = 'give { xs, ys }';
    throw new UsageError('the evaluation', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
  }
  const drawn = createReservoir(roomIn(MOST_JUDGED), 1);
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
