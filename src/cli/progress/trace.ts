/** The course of a number in bounded memory: means over equal shares of all values so far, in their order. */
export interface Trace {
  /** Takes the next value. One that is not finite counts as a gap. */
  add(value: number): void;
  /** At most `most` means, evenly spaced; NaN for a share of gaps alone. */
  values(): readonly number[];
}

/** Where as many as `most` (even) are there, each two become one and the shares are twice as long from then on. */
export function createTrace(most = 64): Trace {
  let means: number[] = [];
  let length = 1;
  let [sum, count, seen] = [0, 0, 0];
  return {
    add: (value) => {
      seen += 1;
      if (Number.isFinite(value)) {
        sum += value;
        count += 1;
      }
      if (seen < length) return;
      means.push(sum / count);
      [sum, count, seen] = [0, 0, 0];
      if (means.length < most) return;
      means = Array.from({ length: most / 2 }, (_, i) => meanOf([means[2 * i]!, means[2 * i + 1]!]));
      length *= 2;
    },
    values: () => (seen === 0 ? means : [...means, sum / count]),
  };
}

/** Mean of those that are finite; NaN where none is. */
export function meanOf(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.reduce((sum, value) => sum + value, 0) / finite.length;
}
