import { eachRun } from './stretch.ts';

/** For each place of what two shapes are stretched to, its number and those of the places in the two that it is made of, in any order. */
export function eachPair(
  shape: readonly number[],
  shapeA: readonly number[],
  shapeB: readonly number[],
  visit: (i: number, a: number, b: number) => void,
): void {
  // As every product of two matrices has it.
  if (shape.length === 0) return visit(0, 0, 0);
  eachRun(shapeA, shapeB, shape, ({ count, out, outStep, a, aStep, b, bStep }) => {
    for (let k = 0; k < count; k++) visit(out + k * outStep, a + k * aStep, b + k * bStep);
  });
}
