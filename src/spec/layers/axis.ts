import type { Problem } from '../kind.ts';
import { showShape, type Shape } from '../shape.ts';

/** The axis as counted from the first, or what is wrong with it. The batch is axis 0 and cannot be meant. */
export function resolveAxis(axis: number, shape: Shape, option = 'axis'): number | Problem {
  const resolved = axis < 0 ? axis + shape.length : axis;
  const most = shape.length - 1;
  if (resolved >= 1 && resolved <= most) return resolved;
  return {
    option,
    expected: `an axis of ${showShape(shape)} other than the batch: ${most === 1 ? '1 or -1' : `1 to ${most}, or -${most} to -1`}`,
    received: String(axis),
  };
}

/** Several axes, each once. */
export function resolveAxes(axes: readonly number[], shape: Shape, option = 'axis'): readonly number[] | Problem {
  const resolved: number[] = [];
  for (const axis of axes) {
    const found = resolveAxis(axis, shape, option);
    if (typeof found !== 'number') return found;
    if (resolved.includes(found)) return { option, expected: 'different axes', received: JSON.stringify(axes) };
    resolved.push(found);
  }
  return resolved;
}
