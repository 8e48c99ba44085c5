import { DataError } from '../errors.ts';
import { targetWidth } from './encode.ts';
import type { Encoders } from './encoders.ts';
import type { Answer, Decoded } from './targets/kind.ts';
import { targetKindOf } from './targets/table.ts';

/**
 * What a network's outputs mean, a row each: `{ species: 'setosa', probabilities: { setosa: 0.99, ... } }`, or a number in the
 * target's own units. Of two classes the output is the probability of the second, which is answered above one half. Of several
 * targets probabilities and quantiles are by column.
 * @param outputs For each target, row after row, [rows, width of the encoded target].
 * @param place Where a row stands, in words. Default: `row 7`.
 * @throws DataError where an output is not finite, so that no class is made up from it.
 */
export function decodeAnswers(
  { targets }: Encoders,
  outputs: readonly Float32Array[],
  rows: number,
  place = (row: number) => `row ${row + 1}`,
): Answer[] {
  const widths = targets.map(targetWidth);
  widths.forEach((width, i) => requireFinite(outputs[i], { rows, width, place }));
  // One array for all rows: a view of each costs more than its numbers.
  const decoders = targets.map((target, i) => {
    const width = widths[i]!;
    const { decode } = targetKindOf(target);
    const output = new Float32Array(width);
    return (row: number): NamedAnswer => {
      for (let q = 0; q < width; q++) output[q] = outputs[i]![row * width + q]!;
      return { name: target.name, ...decode(target, output) };
    };
  });
  const [only] = decoders;
  const decodeRow = decoders.length === 1 ? (row: number) => [only!(row)] : (row: number) => decoders.map((decode) => decode(row));
  return Array.from({ length: rows }, (_, row) => toAnswer(decodeRow(row)));
}

interface Answered {
  readonly rows: number;
  readonly width: number;
  place(row: number): string;
}

function requireFinite(values: Float32Array | undefined, { rows, width, place }: Answered): void {
  if (values?.length !== rows * width) throw new Error(`internal: ${values?.length} outputs for ${rows} rows of ${width}`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return;
  const fix = 'the weights have overflown: train again with a smaller learning rate';
  const path = place(Math.floor(wrong / width));
  throw new DataError('the answer', [{ path, expected: 'finite numbers from the network', received: String(values[wrong]), fix }]);
}

type NamedAnswer = Decoded & { readonly name: string };

function toAnswer(decoded: readonly NamedAnswer[]): Answer {
  const [only] = decoded;
  if (decoded.length === 1 && only!.probabilities === undefined && only!.quantiles === undefined) return { [only!.name]: only!.value };
  const values = decoded.map(({ name, value }) => [name, value] as const);
  const beside = (['probabilities', 'quantiles'] as const).flatMap((what) => {
    const told = decoded.filter((one) => one[what] !== undefined);
    if (told.length === 0) return [];
    return [[what, decoded.length === 1 ? told[0]![what] : Object.fromEntries(told.map((one) => [one.name, one[what]]))] as const];
  });
  return Object.fromEntries<unknown>([...values, ...beside]);
}
