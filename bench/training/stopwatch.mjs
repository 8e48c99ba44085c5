/** What is not measured at the beginning: so much processor time, and at least once around. After half a second V8 still makes stock faster. */
export const WARM_UP_SECONDS = 3;
/** So much is measured after it. */
export const MEASURED_SECONDS = 1.5;

/**
 * Measures the pace of work that tells now and then how much of it was done. `tell(amount)` answers whether enough was measured;
 * `print()` writes the line that the comparison reads: the amount for each second of processor time (of all threads, so that others
 * on the core change little), the share of a core that it had, and the most memory (resident set, in bytes) that it ever had.
 */
export function startStopwatch() {
  const begun = now();
  let start;
  let end;
  let amount = 0;
  return {
    tell(done) {
      const at = now();
      if (start === undefined) {
        if (at.processor - begun.processor >= WARM_UP_SECONDS) start = at;
        return false;
      }
      if (end !== undefined) return true;
      amount += done;
      if (at.processor - start.processor >= MEASURED_SECONDS) end = at;
      return end !== undefined;
    },
    print(also = {}) {
      const seconds = end.processor - start.processor;
      const share = seconds / (end.wall - start.wall);
      console.log(JSON.stringify({ pace: amount / seconds, share, peak: process.resourceUsage().maxRSS * 1024, ...also }));
    },
  };
}

function now() {
  const { user, system } = process.cpuUsage();
  return { processor: (user + system) / 1e6, wall: performance.now() / 1000 };
}
