import type { ModelSpec } from '../../spec/model.ts';

/**
 * TF.js numbers the layers of a program through (`dense_Dense7`), so that a model made a second time has other names. Here those
 * numbers begin with 1 in each model.
 */
export function renumberNames(spec: ModelSpec): ModelSpec {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const text = JSON.stringify(spec).replace(/"([a-z0-9_]+_[A-Z]\w*?|input)\d+"/g, (quoted, stem: string) => {
    const known = names.get(quoted);
    if (known !== undefined) return known;
    const count = (counts.get(stem) ?? 0) + 1;
    counts.set(stem, count);
    names.set(quoted, `"${stem}${count}"`);
    return names.get(quoted)!;
  });
  return JSON.parse(text) as ModelSpec;
}
