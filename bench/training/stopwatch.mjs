/** What is not measured at the beginning: so many seconds (of the clock that counts), and at least once around. After half a second V8 still makes stock faster. */
export const WARM_UP_SECONDS = 3;
/** So much is measured after it. */
export const MEASURED_SECONDS = 1.5;

/**
 * Measures the pace of work that tells now and then how much of it was done. `tell(amount)` answers whether enough was measured;
 * `print()` writes the line that the comparison reads: the amount for each second, of processor time (of all threads, so that others
 * on the core change little) or, where `BENCH_CLOCK` is `wall`, of time on the wall; the share of a core that it had, and the most memory
 * (resident set, in bytes) that it ever had.
 * @param warmUpSeconds Longer where something is compiled beside the work.
 */
export function startStopwatch(warmUpSeconds = WARM_UP_SECONDS) {
  const clock = process.env.BENCH_CLOCK === 'wall' ? 'wall' : 'processor';
  const begun = now();
  let start;
  let end;
  let amount = 0;
  return {
    tell(done) {
      const at = now();
      if (start === undefined) {
        if (at[clock] - begun[clock] >= warmUpSeconds) start = at;
        return false;
      }
      if (end !== undefined) return true;
      amount += done;
      if (at[clock] - start[clock] >= MEASURED_SECONDS) end = at;
      return end !== undefined;
    },
    print(also = {}) {
      const share = (end.processor - start.processor) / (end.wall - start.wall);
      console.log(
        JSON.stringify({ pace: amount / (end[clock] - start[clock]), share, peak: process.resourceUsage().maxRSS * 1024, ...also }),
      );
    },
  };
}

function now() {
  const { user, system } = process.cpuUsage();
  return { processor: (user + system) / 1e6, wall: performance.now() / 1000 };
}
