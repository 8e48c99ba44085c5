import type { ScheduleSpec } from './builders/words.ts';
import { named, namedOption } from './named.ts';

/** How the learning rate may change in the course of a run: each a factor on the optimizer's own. */
export const schedules = {
  constant: named({ type: 'constant', doc: 'It stays as it is.', options: {} }),
} as const;

export type { ScheduleSpec };
export const scheduleOption = namedOption<typeof schedules, ScheduleSpec>('a schedule', schedules);
