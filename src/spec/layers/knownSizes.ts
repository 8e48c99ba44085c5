import type { LayerKind, Problem } from '../kind.ts';
import { showShape, type Shape } from '../shape.ts';

/**
 * What TF.js cannot build because a size is not known: a weight, above all. Asked where no data will tell the sizes that
 * are null, and only where `outputShape` found nothing wrong.
 */
export function checkKnownSizes(
  kind: LayerKind,
  inputs: readonly Shape[],
  options: Readonly<Record<string, unknown>>,
): Problem | undefined {
  const wrong = kind.checkSizes?.(inputs, options);
  if (wrong) return wrong;
  const open = kind.weights?.(inputs, options).find((weight) => weight.shape.includes(null));
  if (!open) return undefined;
  return {
    expected: `an input of known sizes: they decide the ${open.name}, ${showShape(open.shape)}`,
    received: inputs.map(showShape).join(' and '),
    fix: 'write a number in place of null in the input or targetShape',
  };
}
