import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkSampleWeights } from '../data/weights.ts';
import { closest, DataError, show, type Issue } from '../errors.ts';
import { lossKind } from '../spec/losses.ts';
import type { NormalisedModel, NormalisedNetwork } from '../spec/normalised.ts';
import type { DType, Shape } from '../spec/shape.ts';
import { toTable, type ArrayData, type Slot, type Table } from './table.ts';

/** Arrays for one input, or for each of several by name. */
export type InputData = ArrayData | Readonly<Record<string, ArrayData>>;

/** Arrays to learn from: what goes in and what should come out, by name where a network has several of either. */
export interface Arrays {
  readonly xs: InputData;
  readonly ys: InputData;
  /** How much each row counts, [rows], numbers >= 0 (Keras's sample_weight). Default: all alike. */
  readonly sampleWeight?: ArrayData;
}

/**
 * The inputs of a network in its order, each a table.
 * @param shares Whether they may stand on the caller's own arrays, as they are read at once. Default: they are copied.
 */
export async function readInputs(
  network: NormalisedNetwork,
  layersModel: LayersModel,
  data: InputData,
  {
    path = 'xs',
    shares = false,
    signal,
  }: { readonly path?: string; readonly shares?: boolean; readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly Table[]> {
  const slots = network.inputs.map(({ id }, i) => ({ ...slotOf(id, layersModel.inputs[i]!), shares }));
  const tables = await readSlots(slots, data, path, signal);
  tables.forEach((table, i) => checkIndices(network, slots[i]!.name, table, tables.length > 1 ? `${path}.${slots[i]!.name}` : path));
  return tables;
}

/** Rows with what should be answered to them, as the network reads and answers. */
export interface Examples {
  readonly inputs: readonly Table[];
  readonly outputs: readonly Table[];
  readonly rows: number;
  /** How much each row counts, [rows]. Absent where all count alike. */
  readonly weights?: Float32Array;
  /** How much each row counts in the loss of training, [rows], where that is not `weights`: those of classes are in it. */
  readonly lossWeights?: Float32Array;
  /**
   * Of windows of series: the time of the last row of each, [rows], the target a season before each step, [rows, horizon], NaN where it
   * is not known, and what MASE divides by, [rows].
   */
  readonly windows?: { readonly origins: Float64Array; readonly seasonal?: Table; readonly scales?: Float64Array };
}

/**
 * Examples from arrays. Class numbers (0, 1, 2, ...) are taken where the loss of an output is sparse.
 * @throws DataError where something is missing or does not fit.
 */
export async function readArrays({ network, training }: NormalisedModel, layersModel: LayersModel, data: Arrays): Promise<Examples> {
  if (typeof data !== 'object' || data === null || !('xs' in data) || !('ys' in data)) {
    const fix = 'give { xs, ys }, or write features and target into the spec to use rows';
    const expected = 'an object with xs and ys, as the spec has no features';
    throw new DataError('the data', [{ path: 'data', expected, received: show(data), fix }]);
  }
  const foreign = Object.keys(data).filter((key) => !parts.includes(key));
  if (foreign.length > 0) {
    const issues = foreign.map((key) => ({ path: key, expected: `one of ${parts.join(', ')}`, received: show(key), ...near(key, parts) }));
    throw new DataError('the data', issues);
  }
  const inputs = await readInputs(network, layersModel, data.xs);
  const labels = training.loss.map((loss) => lossKind(loss).labels);
  const isSparse = labels.map((kind) => kind === 'indices');
  const slots = network.outputs.map(({ name }, i) => {
    const slot = slotOf(name, layersModel.outputs[i]!);
    return isSparse[i] ? { ...slot, shape: [...slot.shape.slice(0, -1), 1] } : { ...slot, dtype: 'float32' as const };
  });
  const labelTables = await readSlots(slots, data.ys, 'ys');
  labelTables.forEach((table, i) => {
    const place = (row: number) => `${slots.length > 1 ? `ys.${slots[i]!.name}` : 'ys'}[${row}]`;
    const units = layersModel.outputs[i]!.shape.at(-1)!;
    if (isSparse[i]) requireEach(table, isBelow(units), `a class from 0 to ${units - 1}`, place);
    if (labels[i] === 'shares' || labels[i] === 'oneHot') {
      requireEach(table, (value) => value >= 0 && value <= 1, 'labels from 0 to 1, as the loss takes them', place);
    }
  });
  const outputs = labelTables.map((table, i) => (isSparse[i] ? asIntegers(table) : table));
  const { rows } = inputs[0]!;
  if (outputs[0]!.rows !== rows) {
    throw new DataError('the data', [{ path: 'ys', expected: `${rows} rows, as xs has`, received: `${outputs[0]!.rows} rows` }]);
  }
  if (data.sampleWeight === undefined) return { inputs, outputs, rows };
  return { inputs, outputs, rows, weights: await readWeights(data.sampleWeight, rows) };
}

/** Class numbers, which were checked to be whole. */
const asIntegers = (table: Table): Table => ({ ...table, values: Int32Array.from(table.values), dtype: 'int32' });

async function readWeights(data: ArrayData, rows: number): Promise<Float32Array> {
  const path = 'sampleWeight';
  const table = await toTable(data, { name: path, shape: [], dtype: 'float32' }, path);
  if (table.rows !== rows) {
    throw new DataError('the data', [{ path, expected: `${rows} weights, one for each row`, received: `${table.rows} weights` }]);
  }
  checkSampleWeights(table.values, path);
  return table.values as Float32Array;
}

const parts: readonly string[] = ['xs', 'ys', 'sampleWeight'];

/** What an embedding reads are whole numbers below its inputDim; TF.js tells no row, and on some backends nothing. */
function checkIndices({ layers }: NormalisedNetwork, input: string, table: Table, path: string): void {
  const embedding = layers.find(({ type, from }) => type === 'embedding' && from.includes(input));
  if (embedding === undefined) return;
  const count = embedding.options['inputDim'] as number;
  const place = (row: number, column: number) => `${path}[${row}][${column}]`;
  requireEach(table, isBelow(count), `a whole number from 0 to ${count - 1}`, place);
}

const isBelow = (count: number) => (value: number) => Number.isInteger(value) && value >= 0 && value < count;

/** Refuses the first value that is not as it should be, naming its place. */
function requireEach(
  { values, rows }: Table,
  isRight: (value: number) => boolean,
  expected: string,
  place: (row: number, column: number) => string,
): void {
  const wrong = values.findIndex((value) => !isRight(value));
  if (wrong < 0) return;
  const size = values.length / rows;
  throw new DataError('the data', [{ path: place(Math.floor(wrong / size), wrong % size), expected, received: String(values[wrong]) }]);
}

const slotOf = (name: string, { shape, dtype }: { readonly shape: Shape; readonly dtype: string }): Slot => ({
  name,
  shape: shape.slice(1),
  dtype: dtype as DType,
});

async function readSlots(slots: readonly Slot[], data: InputData, path: string, signal?: AbortSignal): Promise<readonly Table[]> {
  const named = isNamed(data);
  if (!named && slots.length > 1) {
    const expected = `an object with ${slots.map(({ name }) => name).join(', ')}`;
    throw new DataError('the data', [{ path, expected, received: show(data) }]);
  }
  if (named) checkNames(slots, data, path);
  const tables: Table[] = [];
  for (const slot of slots) {
    tables.push(await toTable(named ? data[slot.name]! : data, slot, named ? `${path}.${slot.name}` : path, signal));
  }
  const rows = tables[0]!.rows;
  const uneven = tables.findIndex((table) => table.rows !== rows);
  if (uneven > 0) {
    const received = `${tables[uneven]!.rows} rows`;
    throw new DataError('the data', [
      { path: `${path}.${slots[uneven]!.name}`, expected: `${rows} rows, as ${slots[0]!.name} has`, received },
    ]);
  }
  return tables;
}

function checkNames(slots: readonly Slot[], data: Readonly<Record<string, ArrayData>>, path: string): void {
  const names = slots.map(({ name }) => name);
  const issues: Issue[] = [];
  for (const name of names) {
    if (!Object.hasOwn(data, name)) issues.push({ path: `${path}.${name}`, expected: 'arrays of numbers', received: 'nothing' });
  }
  for (const key of Object.keys(data)) {
    if (names.includes(key)) continue;
    issues.push({ path: `${path}.${key}`, expected: `one of ${names.join(', ')}`, received: show(key), ...near(key, names) });
  }
  if (issues.length > 0) throw new DataError('the data', issues);
}

function near(key: string, names: readonly string[]): { readonly fix?: string } {
  const name = closest(key, names);
  return name === undefined ? {} : { fix: `did you mean "${name}"?` };
}

/** An object by name, and neither an array nor a tensor. */
export function isNamed(data: InputData): data is Readonly<Record<string, ArrayData>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) && !ArrayBuffer.isView(data) && !('dataId' in data);
}
