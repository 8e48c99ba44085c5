import type { JsonSchema } from './option.ts';

/** Parts shorter than this, as text, stay where they are. */
const short = 100;

/** Words of JSON Schema below which a part has the name of what is above. */
const structural: readonly string[] = ['anyOf', 'oneOf', 'allOf', 'items', 'then', 'properties'];

/** Moves what a JSON Schema says in several places into its `definitions`, which makes a large one several times smaller. */
export function shareRepeated(schema: JsonSchema): JsonSchema {
  const counts = countParts(schema);
  const own = (schema.definitions ?? {}) as JsonSchema;
  const labels = new Map<string, string>();
  const shared: Record<string, unknown> = {};

  const copy = (value: object, name: string) =>
    Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, share(entry, structural.includes(key) ? name : key)]));
  const share = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((entry) => share(entry, name));
    if (typeof value !== 'object' || value === null) return value;
    const text = JSON.stringify(value);
    if ((counts.get(text) ?? 0) < 2) return copy(value, name);
    if (!labels.has(text)) {
      const label = freeLabel(typeOf(value) ?? name, (word) => Object.hasOwn(own, word) || Object.hasOwn(shared, word));
      labels.set(text, label);
      // Taken at once, so that no part inside gets it.
      shared[label] = {};
      shared[label] = copy(value, label);
    }
    return { $ref: `#/definitions/${labels.get(text)!}` };
  };

  const { definitions: _, ...rest } = copy(schema, 'model');
  return { ...rest, definitions: { ...copy(own, 'layer'), ...shared } };
}

/** How often each part stands in a schema, as text. What is inside a part that was met before is not counted again. */
function countParts(schema: JsonSchema): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const text = JSON.stringify(value);
    if (!Array.isArray(value) && text.length > short) counts.set(text, (counts.get(text) ?? 0) + 1);
    if ((counts.get(text) ?? 1) === 1) Object.values(value).forEach(visit);
  };
  visit(schema);
  return counts;
}

/** The word that a part of a union is chosen by: `l2` for `{ "type": "l2", ... }`. */
function typeOf(value: object): string | undefined {
  const { properties } = value as { readonly properties?: { readonly type?: { readonly const?: unknown } } };
  return typeof properties?.type?.const === 'string' ? properties.type.const : undefined;
}

function freeLabel(name: string, taken: (name: string) => boolean): string {
  let label = name;
  for (let i = 2; taken(label); i++) label = `${name}${i}`;
  return label;
}
