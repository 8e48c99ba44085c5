/** How long a step may say nothing: first this, then as long as it has lasted, at most a minute. */
const FIRST_MS = 15_000;
const MOST_MS = 60_000;

export interface PatientProgress {
  readonly progress: (line: string) => void;
  /** To be called at the end. */
  readonly stop: () => void;
}

/** Tells of each step as `tell` does, and while one lasts what is being waited for: "still fetching progress 2.0.3 (15 s)". */
export function patientProgress(tell: (line: string) => void): PatientProgress {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  const remind = (step: string, lastedMs: number) => {
    const waitMs = Math.min(Math.max(lastedMs, FIRST_MS), MOST_MS);
    timer = setTimeout(() => {
      tell(`still ${step} (${(lastedMs + waitMs) / 1000} s)`);
      remind(step, lastedMs + waitMs);
    }, waitMs);
  };
  return {
    progress(line) {
      stop();
      tell(line);
      remind(line, 0);
    },
    stop,
  };
}
