import { show } from '../errors.ts';
import { idleOptions, type Partners } from './idleOptions.ts';
import {
  checkOptions,
  didYouMean,
  join,
  normaliseOptions,
  option,
  type JsonSchema,
  type Normalised,
  type Options,
  type Written,
} from './option.ts';

/** A thing with a name and arguments: an initializer, a regularizer, a loss, an optimizer. Written `"l2"` or `{ "type": "l2", "l2": 0.1 }`. */
export interface Named<T extends string = string, O extends Options = Options> {
  readonly type: T;
  readonly doc: string;
  readonly options: O;
  /** Other words for the same thing (`mse`). */
  readonly aliases?: readonly string[];
  /** Options that do something only beside another one. */
  readonly partners?: Partners;
}
export const named = <const T extends string, const O extends Options>(entry: Named<T, O>): Named<T, O> => entry;

export type NamedTable = Readonly<Record<string, Named>>;
/** What may be written for one of a table: its name, where that says enough, or an object with its arguments. */
export type WrittenNamed<K extends NamedTable> = {
  [T in keyof K]: (object extends Written<K[T]['options']> ? T : never) | ({ readonly type: T } & Written<K[T]['options']>);
}[keyof K];
/** The same with the arguments filled in. */
export type NormalisedNamed<K extends NamedTable> = { [T in keyof K]: { readonly type: T } & Normalised<K[T]['options']> }[keyof K];

/**
 * An option whose value is one of a table of named things. `what` is its noun: `an initializer`. `W` is what may be written,
 * where that has a type of its own that tells the aliases too.
 */
export function namedOption<K extends NamedTable, W = WrittenNamed<K>>(what: string, table: K) {
  const words = Object.values(table).flatMap((entry) => [entry.type, ...(entry.aliases ?? [])]);
  const find = (word: unknown) => Object.values(table).find((entry) => entry.type === word || entry.aliases?.includes(word as string));
  const expected = `${what}: ${words.join(', ')}`;
  return option<W, NormalisedNamed<K>>({
    expected: what,
    schema: namedSchema(table),
    check: (value, path) => {
      const object = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { type?: unknown }) : undefined;
      const word = object ? object.type : value;
      const found = find(word);
      if (!found) return [{ path: object ? join(path, 'type') : path, expected, received: show(word), ...didYouMean(word, words) }];
      const issues = checkOptions(object ?? {}, found.options, path, { subject: found.type, also: ['type'] });
      const idle = idleOptions(object ?? {}, found, path).filter((one) => !issues.some((issue) => issue.path === one.path));
      return [...issues, ...idle];
    },
    normalise: (value) => {
      const object = (typeof value === 'object' ? value : {}) as { readonly type?: string };
      const found = find(object.type ?? value)!;
      return { type: found.type, ...normaliseOptions(object, found.options) } as NormalisedNamed<K>;
    },
  });
}

/** Made when it is read, which most programs and commands never do: there are hundreds of them. */
function namedSchema(table: NamedTable): JsonSchema {
  return {
    get anyOf() {
      const entries = Object.values(table);
      // The name alone says too little where an argument must be given.
      const alone = entries.filter((entry) => Object.values(entry.options).every((o) => !o.required));
      const words = alone.flatMap((entry) => [entry.type, ...(entry.aliases ?? [])]);
      return [...(words.length > 0 ? [{ enum: words }] : []), ...entries.map((entry) => optionsSchema(entry))];
    },
  };
}

/** The JSON Schema of `{ type, ...options }`. */
export function optionsSchema(entry: Named, also: JsonSchema = {}): JsonSchema {
  const required = Object.entries(entry.options).filter(([, o]) => o.required);
  const properties = Object.entries(entry.options).map(([name, o]) => [
    name,
    { ...o.schema, description: o.doc, ...(o.fallback === undefined ? {} : { default: o.fallback }) },
  ]);
  const type = entry.aliases === undefined ? { const: entry.type } : { enum: [entry.type, ...entry.aliases] };
  return {
    type: 'object',
    description: entry.doc,
    additionalProperties: false,
    required: ['type', ...required.map(([name]) => name)],
    properties: { type, ...also, ...Object.fromEntries(properties) },
  };
}
