import type { RunSummary } from '../node/runs/listRuns.ts';
import { numberText } from './figures.ts';

/** What stands where there is nothing. */
export const NOTHING = '-';

/** `2026-01-31 23:59`, in the time of this place. */
export function whenText(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `31/100`: whole epochs gone through, of all that there were to be. */
export function epochsText({ epochs }: RunSummary): string {
  const last = epochs.at(-1);
  return last === undefined ? '0' : `${last.epoch}/${last.epochs}`;
}

/** A number, or what stands where there is none. */
export const scoreText = (value: number | null | undefined): string =>
  value === null || value === undefined ? NOTHING : numberText(value);

/** A value of a spec or an option: words as they are, the rest as JSON. */
export function valueText(value: unknown): string {
  if (value === undefined) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** No longer than `width`, with … for what is left out. */
export const shorten = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(1, width) - 1)}…`);
