import type { Problem } from '../kind.ts';
import { option } from '../option.ts';
import { product, showShape, type Shape } from '../shape.ts';

const isSize = (value: unknown) => value === null || (Number.isSafeInteger(value) && ((value as number) >= 1 || value === -1));
const isOpen = (size: number | null) => size === null || size === -1;

/** Sizes of which at most one is open, null or -1. Normalised to null. */
export const targetShape = option<readonly (number | null)[], Shape>({
  expected: 'a list of positive integers, one of which may be null or -1',
  schema: {
    type: 'array',
    items: { anyOf: [{ type: 'integer', minimum: 1 }, { const: -1 }, { type: 'null' }] },
    minItems: 1,
    maxItems: 5,
  },
  accepts: (value) =>
    Array.isArray(value) && value.length >= 1 && value.length <= 5 && value.every(isSize) && value.filter(isOpen).length <= 1,
  normalise: (value) => value.map((size) => (size === -1 ? null : size)),
});

/**
 * The sizes that come out. TF.js works out an open one only where it knows every size that comes in, the batch included,
 * so elsewhere it stays null.
 */
export function resolveTarget([batch, ...before]: Shape, target: Shape): Shape | Problem {
  const given = product(before);
  const fixed = product(target.filter((size) => size !== null))!;
  const open = target.includes(null);
  const known = product(before.filter((size) => size !== null))!;
  const possible = given === null ? open || fixed % known === 0 : open ? given % fixed === 0 : given === fixed;
  if (possible) return given === null || batch === null ? target : target.map((size) => size ?? given / fixed);
  return {
    option: 'targetShape',
    expected: given === null ? `a number of values that ${showShape(before)} can hold` : `${given} values, those of ${showShape(before)}`,
    received: open ? showShape(target) : `${fixed} in ${showShape(target)}`,
  };
}
