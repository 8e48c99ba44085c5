import { tf } from '#tf';

/** For each place of what two shapes are stretched to, its number and those of the places in the two that it is made of. */
export function eachPair(
  shape: readonly number[],
  shapeA: readonly number[],
  shapeB: readonly number[],
  visit: (i: number, a: number, b: number) => void,
): void {
  const count = tf.util.sizeFromShape([...shape]);
  if (count === 1) {
    visit(0, 0, 0);
    return;
  }
  const [stepsA, stepsB] = [stepsOf(shapeA, shape.length), stepsOf(shapeB, shape.length)];
  for (let i = 0; i < count; i++) {
    let [rest, a, b] = [i, 0, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis]!;
      rest = (rest - at) / shape[axis]!;
      a += at * stepsA[axis]!;
      b += at * stepsB[axis]!;
    }
    visit(i, a, b);
  }
}

/** How far one step along each axis of the whole shape leads in one that is stretched over it. */
function stepsOf(shape: readonly number[], rank: number): readonly number[] {
  let step = 1;
  const steps = new Array<number>(rank).fill(0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1) steps[axis + rank - shape.length] = step;
    step *= shape[axis]!;
  }
  return steps;
}
