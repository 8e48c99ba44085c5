export type Rgb = readonly [red: number, green: number, blue: number];

// Blue and orange are told apart by nearly every eye; both are darker than what lies between.
const stops: readonly Rgb[] = [
  [33, 102, 172],
  [146, 197, 222],
  [247, 247, 247],
  [253, 184, 99],
  [217, 95, 2],
];

/** The colour of an answer: 0 is blue, 0.5 near white, 1 orange. */
export function surfaceColour(value: number): Rgb {
  const at = Math.min(1, Math.max(0, value)) * (stops.length - 1);
  const below = Math.min(Math.floor(at), stops.length - 2);
  const share = at - below;
  const [from, to] = [stops[below]!, stops[below + 1]!];
  const mix = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * share);
  return [mix(0), mix(1), mix(2)];
}
