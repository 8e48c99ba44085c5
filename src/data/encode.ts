import type { Feature } from '../spec/features.ts';
import { decideEncodings, inputIds, JOINED } from '../spec/front.ts';
import type { MeasuredOutput } from '../metrics/output.ts';
import type { Task } from '../metrics/task.ts';
import type { KnownColumns } from '../spec/normalised.ts';
import { featuresOf, freeColumns, targetsOf, type ColumnSpecs } from './columns.ts';
import type { Encoders, InputEncoders } from './encoders.ts';
import { encodingOf, numbersOf } from './features/category.ts';
import { columnsOf, featureKindOf, type FeatureEncoder } from './features/table.ts';
import type { Fitter } from './fitter.ts';
import { newArrays, type FrameArrays } from './read/arrays.ts';
import { partOfColumn, partOfFrame } from './read/partOfFrame.ts';
import type { Column, Frame } from './frame.ts';
import { knownInputs, partsOfFeatures, windowParts, type NamedPart } from './forecast/known.ts';
import { gatherProblems, requireRows, type CellProblems, type Problems } from './problems.ts';
import { targetKindOf, type TargetEncoder } from './targets/table.ts';
import { atOnce, type InTurns } from '../turns/inTurns.ts';

/** Values as a network reads or answers them: row after row. Shape is that of one row. */
export interface Encoded {
  readonly values: Float32Array;
  readonly shape: readonly number[];
  readonly rows: number;
  readonly dtype: 'float32';
}

/** Encoders that are learned from frames as they come. */
export interface Fitting {
  add(frame: Frame): void;
  /** The same, where other work may have its turn after each column, and within those that are learned row by row. */
  addByColumn(frame: Frame): InTurns<void>;
  /** Looks for problems in the cells of rows that nothing is learned from. */
  look(frame: Frame): void;
  /** @throws DataError naming columns and cells. */
  finish(): Encoders;
}

/** Begins to learn from training rows how to turn their columns into numbers: scales, levels, classes. */
export function createFitting(columns: ColumnSpecs, problems: Problems = gatherProblems()): Fitting {
  let fitters: Fitters | undefined;
  let rows = 0;
  const begin = (frame: Frame): Fitters => {
    rows += frame.rows;
    return (fitters ??= createFitters(columns, frame));
  };
  return {
    add(frame) {
      if (frame.rows > 0) atOnce(addFrame(begin(frame), frame, problems));
    },
    *addByColumn(frame) {
      if (frame.rows > 0) yield* addFrame(begin(frame), frame, problems, ROWS_AT_A_TIME);
    },
    look(frame) {
      if (frame.rows > 0) atOnce(addFrame(createFitters(columns, frame), frame, problems));
    },
    finish() {
      if (fitters === undefined) {
        problems.throwIfAny();
        requireRows(rows);
      }
      const { features, targets } = fitters!;
      const finish = <E>({ fitter }: Reader<E>) => fitter.finish(problems);
      const whole = <E>(readers: readonly Reader<E>[]) => readers.filter(({ isWhole }) => isWhole).map(finish);
      const encoders = { inputs: inputsOf(columns, whole(features)), targets: whole(targets) };
      problems.throwIfAny();
      return encoders;
    },
  };
}

interface Fitters {
  readonly features: readonly Reader<FeatureEncoder>[];
  readonly targets: readonly Reader<TargetEncoder>[];
}

/** A fitter and the columns that it is given. */
interface Reader<E> {
  readonly columns: readonly string[];
  readonly fitter: Fitter<E, readonly Column[]>;
  /** Whether all columns were there in all frames. */
  isWhole: boolean;
}

/** Fitters for a table whose columns have the names of a frame. */
function createFitters(columns: ColumnSpecs, { names }: Frame): Fitters {
  const free = freeColumns(columns, names);
  return {
    features: featuresOf(columns).map(([name, feature]) => {
      const kind = featureKindOf(feature);
      const read = kind.columns?.(name, feature, free) ?? [name];
      return { columns: read, fitter: kind.fitter(name, feature, read), isWhole: true };
    }),
    targets: targetsOf(columns).map(([name, target]) => {
      const fitter = targetKindOf(target).fitter(name, target);
      return {
        columns: [name],
        fitter: { add: ([column], problems) => fitter.add(column!, problems), finish: (problems) => fitter.finish(problems) },
        isWhole: true,
      };
    }),
  };
}

/** Rows that are learned from between two turns of other work, by what learns row by row: some ten milliseconds of dates. */
const ROWS_AT_A_TIME = 4096;

function* addFrame({ features, targets }: Fitters, frame: Frame, problems: Problems, rowsAtATime = frame.rows): InTurns<void> {
  const cells = problems.within(frame);
  for (const reader of [...features, ...targets]) {
    const found = findColumns(reader.columns, frame, cells);
    if (found === undefined) reader.isWhole = false;
    else if (!reader.fitter.isByRow || frame.rows <= rowsAtATime) reader.fitter.add(found, cells);
    else
      for (let from = 0; from < frame.rows; from += rowsAtATime) {
        const to = Math.min(frame.rows, from + rowsAtATime);
        const part = problems.within(partOfFrame(frame, from, to));
        reader.fitter.add(found.map((column) => partOfColumn(column, from, to)), part); // prettier-ignore
        yield;
      }
    yield;
  }
}

/** Columns by name; undefined where one is not there, which is a problem. */
function findColumns(names: readonly string[], frame: Frame, problems: CellProblems): readonly Column[] | undefined {
  const found = names.map((name) => (problems.hasColumn(name) ? frame.column(name) : undefined));
  return found.includes(undefined) ? undefined : (found as readonly Column[]);
}

/**
 * Learns from training rows how to turn their columns into numbers. Nothing is ever fitted on other rows.
 * @param columns Features and target of a checked spec; levels and classes written there are taken as they are.
 * @throws DataError naming columns and rows, where cells are missing or are no numbers, or the target has fewer than two classes.
 */
export function fitEncoders(columns: ColumnSpecs, frame: Frame): Encoders {
  const fitting = createFitting(columns);
  fitting.add(frame);
  return fitting.finish();
}

/** What the data told about a spec: the inputs, and the classes of the targets. */
export const knownColumns = (encoders: Encoders): KnownColumns => ({
  inputs: encoders.forecast === undefined ? encoders.inputs.map(knownInput) : knownInputs(encoders),
  encodings: encodingsOf(encoders.inputs.flatMap(({ features }) => features)),
  classes: Object.fromEntries(encoders.targets.map((target) => [target.name, targetClasses(target)?.length ?? null])),
});

function knownInput(input: InputEncoders): KnownColumns['inputs'][number] {
  const [only] = input.features;
  const levels = only?.type === 'category' ? numbersOf(only) : undefined;
  return { id: input.id, shape: shapeOf(input), dtype: 'float32', ...(levels === undefined ? {} : { levels }) };
}

/** How many numbers the target of one row becomes: 1 for a number or two classes, else one for each class. */
export const targetWidth = (target: TargetEncoder): number => targetKindOf(target).width(target);

/** The columns that rows must have to be answered, each once: those of the features, and of a forecast time, series and target. */
export const featureColumns = ({ inputs, forecast, targets }: Encoders): readonly string[] => [
  ...new Set([
    ...inputs.flatMap(({ features }) => features.flatMap(columnsOf)),
    ...(forecast ? [forecast.time, forecast.series, targets[0]!.name].filter((name) => name !== undefined) : []),
  ]),
];

/** The numbers that a row (of a forecast, a window) becomes for an input of the network: of which column, and of what in it. */
export const partsOf = (encoders: Encoders, index: number): readonly NamedPart[] =>
  encoders.forecast === undefined ? partsOfFeatures(encoders.inputs[index]!.features) : windowParts(encoders, index);

/**
 * The features of rows as the network reads them, for each input [rows, width], columns in the spec's order. A category that
 * training rows did not have becomes all zeros, or the number 0; columns that the spec does not name are ignored.
 * @param arrays Where they are written. Default: new arrays.
 * @throws DataError where a column or a cell is missing, or is no number.
 */
export function encodeFeatures({ inputs }: Encoders, frame: Frame, arrays: FrameArrays = newArrays): readonly Encoded[] {
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const encoded = inputs.map((input) => {
    const into = table(frame.rows, shapeOf(input), arrays, `input ${input.id}`);
    encodeInput(input, frame, cells, into);
    return into;
  });
  problems.throwIfAny();
  return encoded;
}

function encodeInput(input: InputEncoders, frame: Frame, problems: CellProblems, into: Encoded): void {
  const width = into.shape.reduce((size, length) => size * length, 1);
  let offset = 0;
  for (const encoder of input.features) {
    const kind = featureKindOf(encoder);
    const columns = findColumns(columnsOf(encoder), frame, problems);
    if (columns !== undefined) kind.write(encoder, columns, { values: into.values, width, offset }, problems);
    offset += kind.parts(encoder).length;
  }
}

/**
 * The targets of rows as the network should answer them, each [rows, width]: 0 or 1 for two classes, one-hot for more, or a
 * scaled number.
 * @param arrays Where they are written. Default: new arrays.
 * @throws DataError where a cell is missing, is no number, or is a class that the model does not know.
 */
export function encodeTargets({ targets }: Encoders, frame: Frame, arrays: FrameArrays = newArrays): readonly Encoded[] {
  const problems = gatherProblems();
  const cells = problems.within(frame);
  const encoded = targets.map((encoder) => {
    const kind = targetKindOf(encoder);
    const width = kind.width(encoder);
    const into = table(frame.rows, [width], arrays, `target ${encoder.name}`);
    const column = cells.hasColumn(encoder.name) ? frame.column(encoder.name) : undefined;
    if (column !== undefined) kind.write(encoder, column, { values: into.values, width, offset: 0 }, cells);
    return into;
  });
  problems.throwIfAny();
  return encoded;
}

/** What the network should answer for a target as metrics measure it: in the column's own units, where it has some. */
export const toUnits = (target: TargetEncoder | undefined, values: ArrayLike<number>): ArrayLike<number> =>
  target === undefined ? values : (targetKindOf(target).toUnits?.(target, values) ?? values);

/** The same of what it did answer. */
export function answersToUnits(target: TargetEncoder | undefined, values: ArrayLike<number>): ArrayLike<number> {
  const kind = target && targetKindOf(target);
  return kind?.answersToUnits?.(target!, values) ?? toUnits(target, values);
}

/** What metrics take the answers for, where that is not what the network answers. */
export const measuredAs = (target: TargetEncoder | undefined): MeasuredOutput | undefined =>
  target && targetKindOf(target).measured?.(target);

/** By what metrics and reports judge a target. */
export const targetTask = (target: TargetEncoder): Task => targetKindOf(target).task(target);

/** The classes or labels of a target by name, where it has some. */
export const targetClasses = (target: TargetEncoder | undefined): readonly string[] | undefined =>
  target && targetKindOf(target).classes?.(target);

/** A table of zeros. */
const table = (rows: number, shape: readonly number[], arrays: FrameArrays, name: string): Encoded => ({
  values: arrays
    .float32(
      name,
      shape.reduce((size, length) => size * length, rows),
    )
    .fill(0),
  shape,
  rows,
  dtype: 'float32',
});
const widthOf = (encoder: FeatureEncoder) => featureKindOf(encoder).parts(encoder).length;
/** The shape of a row of an input: of the only feature, where it has one of its own, else all numbers side by side. */
function shapeOf({ features }: InputEncoders): readonly number[] {
  const [only] = features;
  const own = only && features.length === 1 ? featureKindOf(only).shape?.(only) : undefined;
  return own ?? [features.reduce((sum, encoder) => sum + widthOf(encoder), 0)];
}

const encodingsOf = (encoders: readonly FeatureEncoder[]) =>
  Object.fromEntries(encoders.flatMap((encoder) => (encoder.type === 'category' ? [[encoder.name, encodingOf(encoder)]] : [])));

/** Encoders by the inputs that they are for: one that joins them, and those that features have for themselves. */
function inputsOf({ features }: ColumnSpecs, encoders: readonly FeatureEncoder[]): readonly InputEncoders[] {
  const ids = inputIds(decideEncodings((features ?? {}) as Readonly<Record<string, Feature>>, encodingsOf(encoders)));
  const joined = encoders.filter(({ name }) => !ids.has(name));
  const own = encoders.filter(({ name }) => ids.has(name)).map((encoder) => ({ id: ids.get(encoder.name)!, features: [encoder] }));
  return joined.length === 0 && own.length > 0 ? own : [{ id: JOINED, features: joined }, ...own];
}
