/** What is not measured at the beginning: so long, and at least once around. */
export const WARM_UP_MS = 500;
/** So long is measured after it. */
export const MEASURED_MS = 2000;

/**
 * Measures the pace of work that tells now and then how much of it was done. `tell(amount)` answers whether enough was measured;
 * `print()` writes the line that the comparison reads: the amount for each second of processor time (of all threads, so that others
 * on the core change nothing), the share of a core that it had, and the most memory (resident set, in bytes) that it ever had.
 */
export function startStopwatch() {
  const begun = performance.now();
  let start;
  let end;
  let amount = 0;
  return {
    tell(done) {
      const now = performance.now();
      if (start === undefined) {
        if (now - begun >= WARM_UP_MS) start = { now, cpu: process.cpuUsage() };
        return false;
      }
      amount += done;
      if (now - start.now < MEASURED_MS) return false;
      end ??= { now, cpu: process.cpuUsage(start.cpu), amount };
      return true;
    },
    print(also = {}) {
      const cpuSeconds = (end.cpu.user + end.cpu.system) / 1e6;
      const share = (cpuSeconds * 1000) / (end.now - start.now);
      console.log(JSON.stringify({ pace: end.amount / cpuSeconds, share, peak: process.resourceUsage().maxRSS * 1024, ...also }));
    },
  };
}
