import type { RunSummary } from '../node/runs/listRuns.ts';

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

/** `0.1234`, `12.345`, `1.20e-7` */
export function numberText(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return value.toExponential(2).replace('e+', 'e');
  const before = size < 10 ? 1 : Math.floor(Math.log10(size)) + 1;
  return value.toFixed(Math.max(0, 5 - before));
}

/** `12 ms`, `1.2 s`, `12 s`, `3 min 05 s`, `2 h 07 min` */
export function timeText(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** A value of a spec or an option: words as they are, the rest as JSON. */
export function valueText(value: unknown): string {
  if (value === undefined) return NOTHING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** No longer than `width`, with … for what is left out. */
export const shorten = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(1, width) - 1)}…`);
