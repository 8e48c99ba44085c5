/** `0.1234`, `12.345`, `1.20e-7`: about as wide whatever the size, so that what stands to the right of it keeps its place. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size !== 0 && (size < 0.001 || size >= 1e6)) return value.toExponential(2).replace('e+', 'e');
  const before = size < 10 ? 1 : Math.floor(Math.log10(size)) + 1;
  return value.toFixed(Math.max(0, 5 - before));
}

/** `0 ms`, `0.4 ms`, `12 ms`, `1.2 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. */
export function timeText(milliseconds: number): string {
  if (milliseconds === 0) return '0 ms';
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : wholeSeconds(Math.round(milliseconds / 1000));
}

/** An estimate, and so in whole seconds: `5 s left`. */
export const timeLeftText = (milliseconds: number): string => `${wholeSeconds(Math.ceil(milliseconds / 1000))} left`;

function wholeSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${twoDigits(seconds % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}
const twoDigits = (value: number) => String(value).padStart(2, '0');

const units = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
  [1, ''],
] as const;

/** Three digits: `123 samples/s`, `12.3k samples/s`. */
export function rateText(perSecond: number): string {
  // 999.6 is rounded to the next unit's 1.00.
  const [unit, letter] = units.find(([size]) => perSecond >= 0.9995 * size) ?? [1, ''];
  const scaled = perSecond / unit;
  return `${scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0)}${letter} samples/s`;
}
