import { show } from '../errors.ts';
import { option, type JsonSchema } from './option.ts';

/** What TF.js takes for the name of a layer, and so for the first part of the names of its weights. */
const pattern = '^[A-Za-z0-9][-A-Za-z0-9._/]*$';
/** Whether a layer, an input or an output can have it for a name. */
export const isLayerName = (value: unknown): value is string => typeof value === 'string' && new RegExp(pattern).test(value);
const nameSchema: JsonSchema = { type: 'string', pattern };

/** A name for a layer, an input or an output. */
export const nameOption = option<string>({
  expected: 'a name of letters, digits and - _ . / that begins with a letter or digit',
  schema: nameSchema,
  accepts: isLayerName,
});

/** Names of layers or inputs: one, or a list of them. Normalised to the list. */
export const names = option<string | readonly string[], readonly string[]>({
  expected: 'the id of a layer or input, or a list of ids',
  schema: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' }, minItems: 1 }] },
  check: (value, path) => {
    const expected = 'the id of a layer or input';
    if (typeof value === 'string') return [];
    if (!Array.isArray(value) || value.length === 0) return [{ path, expected: `${expected}, or a list of ids`, received: show(value) }];
    return value.flatMap((id, i) => (typeof id === 'string' ? [] : [{ path: `${path}[${i}]`, expected, received: show(id) }]));
  },
  normalise: (value) => (typeof value === 'string' ? [value] : value),
});

/** Where a layer stands in the graph: what every layer may say beside its own options. */
export const placement = {
  id: nameOption({ doc: "The layer's name, by which others read it. Default: its type and a number, such as dense_1.", optional: true }),
  name: nameOption({ doc: "TensorFlow.js's word for id: write one of them.", optional: true }),
  from: names({ doc: 'What it reads: an id or a list of ids. Default: the layer before, or the only input.', optional: true }),
} as const;
