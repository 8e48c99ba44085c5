import { UsageError } from '../../errors.ts';
import type { LayerKind } from '../kind.ts';
import { shorthands } from '../shorthand.ts';
import { addKind } from './registry.ts';
import { layerKinds } from './table.ts';

const taken = new Set([...Object.values(layerKinds).flatMap((kind) => [kind.type, ...(kind.aliases ?? [])]), ...Object.keys(shorthands)]);

/**
 * Adds a kind of layer, which specs may then name. A kind that was added before under the same name is replaced.
 *
 * @throws {UsageError} where its type or an alias is a layer of TF.js or a shorthand.
 */
export function registerKind(kind: LayerKind): void {
  const issues = [kind.type, ...(kind.aliases ?? [])].flatMap((type, i) =>
    taken.has(type)
      ? [{ path: i === 0 ? 'type' : `aliases[${i - 1}]`, expected: 'a name that no built-in layer has', received: JSON.stringify(type) }]
      : [],
  );
  if (issues.length > 0) throw new UsageError('the layer', issues);
  addKind(kind);
}
