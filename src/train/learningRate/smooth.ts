/** How much of the mean so far each loss leaves as it is: about ten losses count. */
const KEPT = 0.9;

/** A moving mean that forgets exponentially; what it begins with (0) is divided out, as Adam does (Kingma and Ba 2015, section 3). */
export function smoother(): (value: number) => number {
  let mean = 0;
  let weight = 0;
  return (value) => {
    mean = KEPT * mean + (1 - KEPT) * value;
    weight = KEPT * weight + (1 - KEPT);
    return mean / weight;
  };
}

/** Each value smoothed by those before and after it: there and back, so that the curve is not delayed. */
export function smooth(values: readonly number[]): readonly number[] {
  const there = values.map(smoother());
  return there.reverse().map(smoother()).reverse();
}
