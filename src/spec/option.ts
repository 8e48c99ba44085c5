import { closest, show, type Issue } from '../errors.ts';

/** A JSON Schema fragment. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * What one argument may be, said once. Its type, its check, its default, its JSON Schema and its docs all come from here.
 * `Written` is what a user may write, `Normal` the same with shorthand written out.
 */
export interface Option<Written = unknown, Normal = Written, Required extends boolean = boolean> {
  readonly doc: string;
  /** Completes "expected ...": `a positive integer`. */
  readonly expected: string;
  readonly required: Required;
  /** The default, as a user would write it; undefined where leaving the option out means that it is absent. */
  readonly fallback: Written | undefined;
  readonly schema: JsonSchema;
  /** All that is wrong with a value; an empty list where it is right. */
  check(value: unknown, path: string): readonly Issue[];
  /** A checked value with shorthand written out. */
  normalise(value: Written): Normal;
}

/** `default` makes an option optional with that value; `optional` makes it optional with no value. */
export interface Given<Written> {
  readonly doc: string;
  readonly default?: Written;
  readonly optional?: true;
}
type Made<Written, Normal, G> = Option<Written, Normal, G extends { default: unknown } | { optional: true } ? false : true>;

export type Options = Readonly<Record<string, Option<any, any>>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- an option of any type

/** The arguments as a user writes them. */
export type Written<O extends Options> = {
  readonly [K in keyof O as O[K]['required'] extends true ? K : never]: O[K] extends Option<infer W, unknown> ? W : never;
} & {
  readonly [K in keyof O as O[K]['required'] extends true ? never : K]?: O[K] extends Option<infer W, unknown> ? W : never;
};
/** The arguments with every default filled in. An `optional` one without a value is absent. */
export type Normalised<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer _W, infer N> ? N : never };

interface Rules<W, N> {
  readonly expected: string;
  readonly schema: JsonSchema;
  accepts?(value: unknown): boolean;
  check?(value: unknown, path: string): readonly Issue[];
  normalise?(value: W): N;
}

/** Makes a kind of option from its rules; the options below are made with it, and so may others be. */
export function option<W, N = W>(rules: Rules<W, N>): <const G extends Given<W>>(given: G) => Made<W, N, G> {
  const { expected, schema, accepts = () => true, check, normalise = (value: W) => value as unknown as N } = rules;
  return <const G extends Given<W>>(given: G) =>
    ({
      doc: given.doc,
      expected,
      required: !('default' in given) && given.optional !== true,
      fallback: given.default,
      schema,
      check: check ?? ((value: unknown, path: string) => (accepts(value) ? [] : [{ path, expected, received: show(value) }])),
      normalise,
    }) as unknown as Made<W, N, G>;
}

const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);

export const positiveInteger = option<number>({
  expected: 'a positive integer',
  schema: { type: 'integer', minimum: 1 },
  accepts: (value) => isInteger(value) && value >= 1,
});

export const integer = (range: { readonly minimum?: number; readonly maximum?: number } = {}) =>
  option<number>({
    expected: `an integer${within(range)}`,
    schema: { type: 'integer', ...range },
    accepts: (value) => isInteger(value) && inside(value, range),
  });

interface Range {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** A finite number, within bounds where they are given. */
export const number = (range: Range = {}) =>
  option<number>({
    expected: `a number${within(range)}`,
    schema: { type: 'number', ...range },
    accepts: (value) => typeof value === 'number' && Number.isFinite(value) && inside(value, range),
  });

export const flag = option<boolean>({
  expected: 'true or false',
  schema: { type: 'boolean' },
  accepts: (value) => typeof value === 'boolean',
});

export const text = option<string>({
  expected: 'a text that is not empty',
  schema: { type: 'string', minLength: 1 },
  accepts: (value) => typeof value === 'string' && value !== '',
});

/** One of a few words. An unknown one names the closest. */
/** @param meant Words of others for those that are known: to a person who writes one of them its own is named. */
export const oneOf = <const W extends string>(words: readonly W[], meant: Readonly<Record<string, W>> = {}) => {
  const expected =
    words.length > 6 ? `one of ${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words.map((w) => `"${w}"`).join(' or ');
  return option<W>({
    expected,
    schema: { enum: words },
    check: (value, path) =>
      words.includes(value as W) ? [] : [{ path, expected, received: show(value), ...didYouMean(value, words, meant) }],
  });
};

/** A positive integer for every axis, or a list of `length` of them: `3` or `[3, 3]`. Normalised to the list. */
export const sizes = <L extends 1 | 2 | 3>(length: L, range: { readonly minimum: number } = { minimum: 1 }) => {
  const one = { type: 'integer', minimum: range.minimum };
  const fits = (value: unknown) => isInteger(value) && value >= range.minimum;
  const kind = range.minimum >= 1 ? 'a positive integer' : `an integer >= ${range.minimum}`;
  return option<number | readonly number[], readonly number[]>({
    expected: length === 1 ? `${kind} or a list of one` : `${kind} or a list of ${length}`,
    schema: { anyOf: [one, { type: 'array', items: one, minItems: length, maxItems: length }] },
    accepts: (value) => fits(value) || (Array.isArray(value) && value.length === length && value.every(fits)),
    normalise: (value) => (typeof value === 'number' ? Array.from({ length }, () => value) : value),
  });
};

export const listOf = <W, N>(item: Option<W, N>, { minimum = 0 }: { readonly minimum?: number } = {}) => {
  const expected = `a list, each ${item.expected}`;
  return option<readonly W[], readonly N[]>({
    expected,
    schema: { type: 'array', items: item.schema, ...(minimum > 0 ? { minItems: minimum } : {}) },
    check: (value, path) =>
      Array.isArray(value) && value.length >= minimum
        ? value.flatMap((entry, i) => item.check(entry, `${path}[${i}]`))
        : [{ path, expected: minimum > 0 ? `${expected}, ${minimum} at least` : expected, received: show(value) }],
    normalise: (value) => value.map((entry) => item.normalise(entry)),
  });
};

/** Numbers by name: `{ "yes": 5, "no": 1 }`. `what` completes "expected ...": `weights by class`. */
export const numbersByName = (what: string, range: Range = {}) => {
  const one = number(range)({ doc: '' });
  return option<Readonly<Record<string, number>>>({
    expected: what,
    schema: { type: 'object', additionalProperties: one.schema },
    check: (value, path) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, entry]) => one.check(entry, join(path, name)))
        : [{ path, expected: what, received: show(value) }],
  });
};

/** Texts by name: `{ "age": "whole numbers from 18 to 90" }`. `what` completes "expected ...": `texts by column`. */
export const textsByName = (what: string) => {
  const one = text({ doc: '' });
  return option<Readonly<Record<string, string>>>({
    expected: what,
    schema: { type: 'object', additionalProperties: one.schema },
    check: (value, path) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([name, entry]) => one.check(entry, join(path, name)))
        : [{ path, expected: what, received: show(value) }],
  });
};

/** An object whose keys are options of their own. `subject` is its noun in messages: `earlyStopping`. */
export const record = <O extends Options>(subject: string, options: O) => {
  const expected = `an object with options of ${subject}, which may be empty: {}`;
  return option<Written<O>, Normalised<O>>({
    expected,
    schema: sectionSchema(options),
    check: (value, path) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? checkOptions(value, options, path, { subject })
        : [{ path, expected, received: show(value) }],
    normalise: (value) => normaliseOptions(value, options),
  });
};

/** The JSON Schema of an object with options. */
export function sectionSchema(options: Options): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(options).filter((name) => options[name]!.required),
    properties: Object.fromEntries(
      Object.entries(options).map(([name, o]) => [
        name,
        { ...o.schema, description: o.doc, ...(o.fallback === undefined ? {} : { default: o.fallback }) },
      ]),
    ),
  };
}

/** `{ fix: 'did you mean "dense"?' }` where a known word is near, or meant, else nothing. */
export function didYouMean(
  word: unknown,
  words: readonly string[],
  meant: Readonly<Record<string, string>> = {},
): { readonly fix?: string } {
  const near = typeof word !== 'string' ? undefined : Object.hasOwn(meant, word) ? meant[word] : closest(word, words);
  return near === undefined ? {} : { fix: `did you mean "${near}"?` };
}

/** Checks an object against a table of options: each value, the missing ones, and the keys that no option has. */
export function checkOptions(
  value: object,
  options: Options,
  path: string,
  { subject, also = [] }: { readonly subject: string; readonly also?: readonly string[] },
): readonly Issue[] {
  const issues: Issue[] = [];
  const known = [...Object.keys(options), ...also];
  for (const [name, entry] of Object.entries(options)) {
    const given: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (given !== undefined) issues.push(...entry.check(given, join(path, name)));
    else if (entry.required) issues.push({ path: join(path, name), expected: entry.expected, received: 'nothing' });
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    issues.push({
      path: join(path, name),
      expected: known.length === 0 ? `no options for ${subject}` : `an option of ${subject}`,
      received: show(name),
      fix: didYouMean(name, known).fix ?? `known are ${known.join(', ')}`,
    });
  }
  return issues;
}

/** Fills in defaults and writes out shorthand. Keys that hold undefined, and options without a value, are left out. */
export function normaliseOptions<O extends Options>(value: object, options: O): Normalised<O> {
  const entries = Object.entries(options).flatMap(([name, entry]) => {
    const given = (value as Record<string, unknown>)[name] ?? entry.fallback;
    return given === undefined ? [] : [[name, entry.normalise(given)] as const];
  });
  return Object.fromEntries(entries) as Normalised<O>;
}

/** `a.b`, or `a["b c"]` for a name that is no identifier. */
export function join(path: string, name: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
  return path === '' ? name : `${path}.${name}`;
}

function inside(value: number, { minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Range): boolean {
  return (
    (minimum === undefined || value >= minimum) &&
    (maximum === undefined || value <= maximum) &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum)
  );
}

function within({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Range): string {
  const parts = [
    minimum === undefined ? '' : `>= ${minimum}`,
    exclusiveMinimum === undefined ? '' : `> ${exclusiveMinimum}`,
    maximum === undefined ? '' : `<= ${maximum}`,
    exclusiveMaximum === undefined ? '' : `< ${exclusiveMaximum}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}
