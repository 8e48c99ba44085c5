type Values = Float32Array | Int32Array | Uint8Array;

/** Runs shorter than this are copied value by value: making a view of them costs more. */
const SHORT_RUN = 32;

/** Copies some values that lie side by side to a place where they do so too. */
export function copyRun(from: Values, source: number, into: Values, target: number, length: number): void {
  if (length < SHORT_RUN) for (let i = 0; i < length; i++) into[target + i] = from[source + i]!;
  else into.set(from.subarray(source, source + length), target);
}
