import type { Schedule } from './schedule.ts';

/** Rises evenly from 0 to where `schedule` begins, in `steps` steps, and goes on with it (Goyal et al. 2017, section 2.2). */
export function warmUp(schedule: Schedule, steps: number): Schedule {
  if (steps === 0) return schedule;
  return {
    ...schedule,
    factor: (step) => (step < steps ? (schedule.factor(0) * (step + 1)) / steps : schedule.factor(step - steps)),
  };
}
