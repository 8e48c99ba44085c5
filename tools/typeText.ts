import type { JsonSchema, Option, Options } from '../src/spec/option.ts';

/** Types that stand in the generated files under a name of their own, by the JSON Schema that means them. */
export type KnownTypes = ReadonlyMap<string, string>;

export const schemaKey = ({ description: _, default: __, ...schema }: JsonSchema): string => JSON.stringify(schema);

/** The parts of a JSON Schema that a type can tell. */
interface Fields {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly type?: string | readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
}

/** The TypeScript type of the values that a JSON Schema accepts, as far as types can tell. */
export function typeText(schema: JsonSchema, known: KnownTypes): string {
  const name = known.get(schemaKey(schema));
  if (name !== undefined) return name;
  const { const: only, enum: words, anyOf, type, items, properties, additionalProperties } = schema as Fields;
  if (only !== undefined) return literal(only);
  if (words !== undefined) return union(words.map(literal));
  if (anyOf !== undefined) return union(anyOf.map((entry) => typeText(entry, known)));
  if (Array.isArray(type)) return union(type.map((entry) => typeText({ type: entry as string }, known)));
  if (type === 'array' && items !== undefined) return `readonly ${enclosed(typeText(items, known))}[]`;
  if (type === 'object' && properties !== undefined) return objectText(schema as Fields, known);
  if (type === 'object' && additionalProperties !== undefined) return `Readonly<Record<string, ${typeText(additionalProperties, known)}>>`;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  throw new Error(`internal: no type is known for the schema ${JSON.stringify(schema)}`);
}

const union = (types: readonly string[]) =>
  [...new Set(types)].map((type) => (type.startsWith('readonly ') ? `(${type})` : type)).join(' | ');
const enclosed = (type: string) => (/[|\s]/.test(type) ? `(${type})` : type);

function objectText({ properties = {}, required = [], description }: Fields, known: KnownTypes): string {
  const members = Object.entries(properties).map(([name, schema]) => {
    // What the object is stands with its type, where an editor shows it.
    const { description: own, default: value } = schema as Fields;
    const doc = name === 'type' ? description : value === undefined ? own : `${own} Default: \`${literal(value)}\`.`;
    return `${doc === undefined ? '' : `${comment(doc)}\n`}readonly ${key(name)}${required.includes(name) ? '' : '?'}: ${typeText(schema, known)};`;
  });
  return `{\n${members.join('\n')}\n}`;
}

/** A table of options as an interface; as another name of `base` where it adds nothing to it. */
export function interfaceText(name: string, doc: string, options: Options, known: KnownTypes, base?: string): string {
  const members = memberText(options, known);
  if (base !== undefined && members === '') return `${comment(doc)}\nexport type ${name} = ${base};`;
  return `${comment(doc)}\nexport interface ${name}${base === undefined ? '' : ` extends ${base}`} {\n${members}\n}`;
}

/** A table of options as members of a type, each with what an editor shows for it. */
export const memberText = (options: Options, known: KnownTypes): string =>
  Object.entries(options)
    .filter(([, o]) => !('not' in o.schema)) // one that is only there to be refused with a reason
    .map(([name, o]) => {
      const type = typeText(o.schema, known);
      return `${comment(describe(o, type))}\nreadonly ${key(name)}${o.required ? '' : '?'}: ${type};`;
    })
    .join('\n');

/** `Length of the last axis. A positive integer. Default: 3.`, without what the type says itself. */
function describe({ doc, expected, fallback }: Option, type: string): string {
  const [what, otherwise] = doc.split(/ (?=Default: )/);
  const range = /\b(number|string)\b/.test(type) ? ` ${expected.charAt(0).toUpperCase()}${expected.slice(1)}.` : '';
  const value = fallback === undefined ? otherwise : `Default: \`${literal(fallback)}\`.`;
  return `${what}${range}${value === undefined ? '' : ` ${value}`}`;
}

/** A doc comment, its lines no longer than the project's. */
export function comment(text: string): string {
  const safe = text.replaceAll('*/', '*\\/');
  if (safe.length <= 125) return `/** ${safe} */`;
  const lines = safe.split(' ').reduce<string[]>((all, word) => {
    const last = all.at(-1);
    return last === undefined || last.length + word.length > 120 ? [...all, word] : [...all.slice(0, -1), `${last} ${word}`];
  }, []);
  return `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */`;
}

const literal = (value: unknown) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value));
const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));
