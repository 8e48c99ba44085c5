import { inferLayer, type Node } from '../../../src/spec/inferLayer.ts';
import type { LayerKind, Problem } from '../../../src/spec/kind.ts';
import { baseOptions } from '../../../src/spec/layers/baseOptions.ts';
import { findKind } from '../../../src/spec/layers/find.ts';
import { checkOptions, normaliseOptions } from '../../../src/spec/option.ts';
import type { Shape } from '../../../src/spec/shape.ts';
import type { Configuration } from './configurations.ts';

export interface Inferred {
  readonly kind: LayerKind;
  /** With the batch. */
  readonly inputs: readonly Shape[];
  /** Normalised. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly found: Node | Problem;
}

/** What is known of one configuration before any tensor exists. Its options are right as such. */
export function infer(type: string, input: Configuration[0], written: object = {}, batchSize: number | null = null): Inferred {
  const kind = findKind(type)!;
  const all = { ...kind.options, ...baseOptions };
  const issues = checkOptions(written, all, 'layer', { subject: type });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const options = normaliseOptions(written, all);
  const inputs = ('inputs' in input ? input.inputs : [input]).map((sizes) => [batchSize, ...sizes]);
  return { kind, inputs, options, found: inferLayer(kind, options, inputs) };
}
