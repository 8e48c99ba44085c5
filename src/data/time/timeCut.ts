/** Finds where the latest rows of a table begin, of times that come one by one, in bounded memory. */
export interface TimeCut {
  add(time: number): void;
  /**
   * The time from which on a share of the rows lies (one row at least, of a share above 0): exact as long as no more different times
   * came than are kept; else near it, on the side of some 4 rows in every `most`, in whatever order they come.
   */
  from(share: number): number;
}

/** Times that are told apart one by one: about 10 MB of them. */
const MOST_TIMES = 2 ** 17;

/**
 * Counts the rows of each time. Where these become too many, neighbours are counted together at the earlier of their times, as long as
 * they hold no more than 4 rows in every `most` between them, which leaves at most half as many.
 */
export function createTimeCut(most = MOST_TIMES): TimeCut {
  let counts = new Map<number, number>();
  let rows = 0;
  const ascending = () => [...counts].sort(([a], [b]) => a - b);

  const gather = () => {
    const heaviest = (4 * rows) / most;
    const kept = new Map<number, number>();
    let [time, sum] = [NaN, Infinity];
    for (const [next, count] of ascending()) {
      [time, sum] = sum + count > heaviest ? [next, count] : [time, sum + count];
      kept.set(time, sum);
    }
    counts = kept;
  };

  return {
    add(time) {
      const count = counts.get(time) ?? 0;
      counts.set(time, count + 1);
      rows++;
      if (count === 0 && counts.size > most) gather();
    },
    from(share) {
      const before = Math.max(0, rows - Math.max(share > 0 ? 1 : 0, Math.round(share * rows)));
      let seen = 0;
      for (const [time, count] of ascending()) {
        seen += count;
        if (seen > before) return time;
      }
      return Infinity;
    },
  };
}
