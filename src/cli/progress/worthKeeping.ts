import type { EpochEvent } from '../../train/events.ts';

/** Whether an epoch has a line that stays: each, but where many are so quick that their lines would
 * fly by: then the first, one each tenth of the way, and one after each pause. */
export function worthKeeping(
  { epoch, epochs }: EpochEvent,
  sinceLastMs: number,
  { few, pauseMs }: { readonly few: number; readonly pauseMs: number },
): boolean {
  const tenth = (at: number) => Math.floor((at * 10) / epochs);
  return epochs <= few || epoch === 1 || tenth(epoch) > tenth(epoch - 1) || sinceLastMs >= pauseMs;
}
