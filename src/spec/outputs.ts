import { closest, type Issue } from '../errors.ts';
import type { NormalisedOutput } from './normalised.ts';
import type { InputPaths, WiredLayer } from './wiring.ts';

interface Wired {
  readonly layers: readonly WiredLayer[];
  /** The id of the layer that a name stands for. */
  readonly ids: ReadonlyMap<string, string>;
  readonly inputs: InputPaths;
  /** Mistakes leave unknown which inputs there are. */
  readonly uncertain: boolean;
  /** Inputs that the head reads, which is made later. */
  readonly readByHead: readonly string[];
}

/**
 * What comes out: what was written, or else the last layer that no other reads. A layer or input from which nothing
 * comes out is a mistake.
 */
export function findOutputs(
  { layers, ids, inputs, uncertain, readByHead }: Wired,
  written: Readonly<Record<string, string>> | undefined,
  path: string,
): { readonly outputs: readonly NormalisedOutput[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const read = new Set([...layers.flatMap((layer) => layer.from ?? []), ...(written ? [] : readByHead)]);
  const ends = layers.filter((layer) => !read.has(layer.id));

  const outputs = written
    ? Object.entries(written).flatMap(([name, from]) => {
        const id = ids.get(from);
        if (id !== undefined && !inputs.has(id)) return [{ name, from: id }];
        const near = closest(from, [...ids.keys()]);
        const received = inputs.has(from) ? `"${from}", which is an input` : JSON.stringify(from);
        issues.push({ path, expected: 'the id of a layer', received, ...(near === undefined ? {} : { fix: `did you mean "${near}"?` }) });
        return [];
      })
    : ends.slice(-1).map(({ id }) => ({ name: id, from: id }));

  // Where a source is not known, anything might be what is read.
  if (uncertain || layers.length === 0 || layers.some((layer) => !layer.from) || issues.length > 0) return { outputs, issues };
  for (const end of ends) {
    if (outputs.some(({ from }) => from === end.id)) continue;
    issues.push({
      path: `${end.flat.path} ${end.flat.type}`,
      expected: 'every layer to lead to an output',
      received: `"${end.id}", which nothing reads`,
      fix: `read it in another layer, add it to "outputs", or leave it out`,
    });
  }
  for (const [id, place] of inputs) {
    if (read.has(id)) continue;
    issues.push({ path: place, expected: 'every input to be read', received: `"${id}", which nothing reads` });
  }
  return { outputs, issues };
}
