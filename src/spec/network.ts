import { show, type Issue } from '../errors.ts';
import type { LayerSpec } from './layerTypes.ts';
import { names, nameOption } from './placement.ts';
import { checkOptions, join, listOf, normaliseOptions, oneOf, option, positiveInteger, type Normalised, type Written } from './option.ts';
import type { DType, Shape } from './shape.ts';

export type { LayerSpec } from './layerTypes.ts';

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A layer by its look alone: `readTree` checks what is in it. */
export const layerOption = option<LayerSpec>({
  expected: 'a layer such as { "type": "dense", "units": 8 }',
  schema: { $ref: '#/definitions/layer' },
});
export const layerList = listOf(layerOption({ doc: 'A layer.' }));

const size = option<number | null>({
  expected: 'a positive integer, or null for a size that varies',
  schema: { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] },
  accepts: (value) => value === null || (Number.isSafeInteger(value) && (value as number) >= 1),
});
const sizesOfOne = listOf(size({ doc: 'One size.' }), { minimum: 1 });

/** An input written out. */
export const inputOptions = {
  shape: sizesOfOne({ doc: 'Sizes of one example, without the batch; null for a size that varies.' }),
  dtype: oneOf<DType>(['float32', 'int32', 'bool'])({ doc: 'Type of its values.', default: 'float32' }),
  batchSize: positiveInteger({
    doc: 'Rows of every batch, for layers that keep a state from batch to batch. Default: any.',
    optional: true,
  }),
} as const;

export type InputSpec = Shape | Written<typeof inputOptions>;

export const inputOption = option<InputSpec, Normalised<typeof inputOptions>>({
  expected: 'the sizes of one example, such as [4] or [28, 28, 1]',
  schema: {
    anyOf: [
      inputOptions.shape.schema,
      {
        type: 'object',
        additionalProperties: false,
        required: ['shape'],
        properties: Object.fromEntries(Object.entries(inputOptions).map(([name, o]) => [name, { ...o.schema, description: o.doc }])),
      },
    ],
  },
  check: (value, path) => {
    if (isObject(value)) return checkOptions(value, inputOptions, path, { subject: 'an input' });
    if (Array.isArray(value) && value.length > 0) return inputOptions.shape.check(value, path);
    return [{ path, expected: 'the sizes of one example, such as [4] or [28, 28, 1]', received: show(value) }];
  },
  normalise: (value) => normaliseOptions(isObject(value) ? value : { shape: value }, inputOptions),
});
const oneInput = inputOption({ doc: 'An input.' });
const someName = nameOption({ doc: 'A name.' });

const inputsOption = option<Readonly<Record<string, InputSpec>>, Readonly<Record<string, Normalised<typeof inputOptions>>>>({
  expected: 'inputs by name, such as { "image": [28, 28, 1], "age": [1] }',
  schema: { type: 'object', minProperties: 1, propertyNames: someName.schema, additionalProperties: oneInput.schema },
  check: (value, path) =>
    checkNamed(value, path, 'inputs by name, such as { "image": [28, 28, 1], "age": [1] }', (entry, place) => oneInput.check(entry, place)),
  normalise: (value) => Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, oneInput.normalise(entry)])),
});

const oneId = option<string>({ expected: 'the id of a layer', schema: { type: 'string' }, accepts: (value) => typeof value === 'string' })({
  doc: 'An id.',
});
const someNames = names({ doc: 'Ids.' });

/** An output by its name in the answer, and the id of the layer that gives it. */
export type OutputsSpec = string | readonly string[] | Readonly<Record<string, string>>;

const outputsOption = option<OutputsSpec, Readonly<Record<string, string>>>({
  expected: 'the id of a layer, a list of ids, or ids by name',
  schema: {
    anyOf: [
      someNames.schema,
      { type: 'object', minProperties: 1, propertyNames: someName.schema, additionalProperties: { type: 'string' } },
    ],
  },
  check: (value, path) =>
    isObject(value)
      ? checkNamed(value, path, 'ids of layers by name, such as { "price": "dense_2" }', (entry, place) => oneId.check(entry, place))
      : someNames.check(value, path),
  normalise: (value) =>
    typeof value === 'string' || Array.isArray(value)
      ? Object.fromEntries(someNames.normalise(value as string | readonly string[]).map((id) => [id, id]))
      : (value as Readonly<Record<string, string>>),
});

/** The network itself. */
export const networkOptions = {
  input: inputOption({ doc: 'The only input. With `features` it is made from them.', optional: true }),
  inputs: inputsOption({ doc: 'Several inputs, by name.', optional: true }),
  layers: layerList({ doc: 'Layers, each reading the one before unless it says `from`.' }),
  outputs: outputsOption({
    doc: 'What comes out: the id of a layer, a list, or ids by name. Default: the last layer, and after it the head that `target` asks for.',
    optional: true,
  }),
} as const;

/** A network as a user writes it. */
export interface NetworkSpec {
  /** The only input: its sizes without the batch, `[28, 28, 1]`; null for a size that varies. */
  readonly input?: InputSpec;
  /** Several inputs, by name. */
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  /** Layers, each reading the one before unless it says `from`. */
  readonly layers: readonly LayerSpec[];
  /** What comes out. Default: the last layer, and after it the head that `target` asks for. */
  readonly outputs?: OutputsSpec;
}

function checkNamed(
  value: unknown,
  path: string,
  expected: string,
  check: (entry: unknown, place: string) => readonly Issue[],
): readonly Issue[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [{ path, expected, received: show(value) }];
  return Object.entries(value).flatMap(([name, entry]) => {
    const place = join(path, name);
    const wrong = someName.check(name, place);
    return wrong.length > 0 ? wrong : check(entry, place);
  });
}
