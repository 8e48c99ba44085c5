import type { Issue } from '../errors.ts';
import type { FlatLayer } from './expand.ts';
import { isObject, networkOptions } from './network.ts';
import type { NormalisedInput } from './normalised.ts';
import { join } from './option.ts';
import { showShape, type DType, type Shape } from './shape.ts';

/** The inputs of a network as far as they are known. */
export interface Inputs {
  readonly inputs: readonly NormalisedInput[];
  /** Where each was written. */
  readonly paths: ReadonlyMap<string, string>;
  /** Those whose shape mistakes leave unknown. */
  readonly unknown: ReadonlySet<string>;
  /** Mistakes leave unknown which inputs there are. */
  readonly uncertain: boolean;
  readonly issues: readonly Issue[];
}

/** What is known when the inputs are read. */
interface Written {
  readonly network: Readonly<Record<string, unknown>>;
  readonly path: string;
  /** Whether `input` or `inputs` has mistakes that were told. */
  readonly faulty: boolean;
  /** The inputs that the features become; null is a size that only the data tell. Undefined without features. */
  readonly made: readonly NormalisedInput[] | undefined;
  readonly first: FlatLayer | undefined;
}

/** Whether no size of it is left to the data. */
export const isKnownInput = ({ shape, levels }: NormalisedInput): boolean => !shape.includes(null) && levels !== null;

/** Finds the inputs: written in the network, made from features, or told by the first layer as in TF.js. */
export function readInputs({ network, path, faulty, made, first }: Written): Inputs {
  const issues: Issue[] = [];
  const both = network.input !== undefined && network.inputs !== undefined;
  const done = (inputs: readonly NormalisedInput[], place: (id: string) => string, unknown = false): Inputs => ({
    inputs,
    paths: new Map(inputs.map(({ id }) => [id, place(id)])),
    unknown: new Set(unknown ? inputs.map(({ id }) => id) : []),
    uncertain: both || faulty,
    issues,
  });
  const inputPath = join(path, 'input');
  const inputsPath = join(path, 'inputs');
  const told = first && readTold(first);

  if (both) issues.push({ path: inputsPath, expected: 'either "input" or "inputs"', received: 'both' });
  if (both || faulty) {
    const names = [...(network.input !== undefined ? ['input'] : []), ...(isObject(network.inputs) ? Object.keys(network.inputs) : [])];
    return done(
      names.map((id) => ({ id, shape: [], dtype: 'float32' })),
      (id) => (id === 'input' ? inputPath : join(inputsPath, id)),
      true,
    );
  }
  if (network.input !== undefined) {
    const input = { id: 'input', ...networkOptions.input.normalise(network.input as Shape), ...levelsOf(made?.[0]) };
    issues.push(...checkTold(told, input), ...checkCount(made, 1, inputPath), ...checkMade(made, [input], () => inputPath));
    return done([input], () => inputPath);
  }
  if (network.inputs !== undefined) {
    const named = networkOptions.inputs.normalise(network.inputs as Readonly<Record<string, Shape>>);
    const inputs = Object.entries(named).map(([id, input], i) => ({ id, ...input, ...levelsOf(made?.[i]) }));
    const counted = checkCount(made, inputs.length, inputsPath);
    issues.push(...(counted.length > 0 ? counted : checkMade(made, inputs, (id) => join(inputsPath, id))));
    if (told) issues.push({ path: told.path, expected: 'nothing, since "inputs" is given', received: showShape(told.input.shape) });
    return done(inputs, (id) => join(inputsPath, id));
  }
  if (made !== undefined) {
    issues.push(...checkTold(told, made[0]!));
    return done(made, () => 'features');
  }
  if (told) return done([told.input], () => told.path);
  if (first?.kind?.reads === 'none') return done([], () => path);
  issues.push({ path: inputPath, expected: networkOptions.input.expected, received: 'nothing' });
  return done([{ id: 'input', shape: [], dtype: 'float32' }], () => inputPath, true);
}

interface Told {
  readonly input: NormalisedInput;
  readonly path: string;
}

/** The input that a first layer's TF.js arguments describe; nothing where they describe none. */
function readTold({ kind, options = {}, path }: FlatLayer): Told | undefined {
  const whole = options.batchInputShape as Shape | undefined;
  const shape = options.inputShape as Shape | undefined;
  if (kind?.reads === 'none' || (!whole && !shape)) return undefined;
  const batch = (options.batchSize as number | undefined) ?? null;
  return { input: makeInput('input', whole ?? [batch, ...shape!], options), path: join(path, whole ? 'batchInputShape' : 'inputShape') };
}

/** An input from the shape of a batch and the options of a layer. */
export function makeInput(
  id: string,
  [batchSize, ...shape]: Shape,
  { inputDType, dtype }: Readonly<Record<string, unknown>>,
): NormalisedInput {
  return { id, shape, dtype: (inputDType ?? dtype ?? 'float32') as DType, ...(batchSize ? { batchSize } : {}) };
}

/** A first layer may say again what the network's input says. */
function checkTold(told: Told | undefined, input: NormalisedInput): readonly Issue[] {
  if (!told || describe(told.input) === describe(input)) return [];
  return [
    { path: told.path, expected: `${describe(input)}, as the input of the network`, received: describe(told.input), fix: 'leave it out' },
  ];
}

/** `[4]`, `[4] of int32 in batches of 8` */
function describe({ shape, dtype, batchSize }: NormalisedInput): string {
  const type = dtype === 'float32' ? '' : ` of ${dtype}`;
  return `${showShape(shape)}${type}${batchSize === undefined ? '' : ` in batches of ${batchSize}`}`;
}

const levelsOf = (made: NormalisedInput | undefined) => (made?.levels === undefined ? {} : { levels: made.levels });

function checkCount(made: readonly NormalisedInput[] | undefined, count: number, path: string): readonly Issue[] {
  if (made === undefined || made.length === count) return [];
  const expected = `${made.length === 1 ? 'one input' : `${made.length} inputs`}, since features are given`;
  return [{ path, expected, received: `${count}` }];
}

/** Inputs that were written out must be those that the features become. */
function checkMade(
  made: readonly NormalisedInput[] | undefined,
  written: readonly NormalisedInput[],
  place: (id: string) => string,
): readonly Issue[] {
  return written.flatMap((input, i): readonly Issue[] => {
    const wanted = made?.[i];
    if (wanted === undefined) return [];
    const { shape, dtype } = input;
    const fits = shape.length === wanted.shape.length && shape.every((size, axis) => [null, size].includes(wanted.shape[axis]!));
    if (fits && dtype === wanted.dtype) return [];
    const isOpen = wanted.shape.length === 1 && wanted.shape[0] === null;
    const expected = `${isOpen ? 'one size' : describe(wanted)}, the length of what the features become`;
    return [{ path: place(input.id), expected, received: describe(input), fix: 'leave it out' }];
  });
}
