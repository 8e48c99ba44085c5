import { inputsOfWidths } from '../../spec/forecast/inputs.ts';
import { FUTURE, PAST, SERIES } from '../../spec/forecast/options.ts';
import type { NormalisedInput } from '../../spec/normalised.ts';
import type { Encoders } from '../encoders.ts';
import { featureKindOf, type FeatureEncoder } from '../features/table.ts';
import type { Part } from '../features/kind.ts';

/** What a number is that a network reads, of which column. */
export type NamedPart = Part & { readonly column: string; readonly type: string };

/** The inputs of a network that forecasts, once the encoders are learned. */
export function knownInputs(encoders: Encoders): readonly NormalisedInput[] {
  const { future, series, past } = Object.fromEntries(encoders.inputs.map(({ id }) => [id, partsOfRow(encoders, id).length]));
  return inputsOfWidths(encoders.forecast!, {
    past: 1 + past!,
    ...(future === undefined ? {} : { future }),
    ...(series === undefined ? {} : { series }),
  });
}

/** The numbers of one of its inputs, step after step. */
export function windowParts(encoders: Encoders, index: number): readonly NamedPart[] {
  const { window, horizon } = encoders.forecast!;
  const target: NamedPart = { column: encoders.targets[0]!.name, type: 'number', isNumber: true };
  const { id } = knownInputs(encoders)[index]!;
  const repeat = (parts: readonly NamedPart[], steps: number) => Array.from({ length: steps }, () => parts).flat();
  if (id === PAST) return repeat([target, ...partsOfRow(encoders, PAST)], window);
  if (id === FUTURE) return repeat(partsOfRow(encoders, FUTURE), horizon);
  return id === SERIES ? partsOfRow(encoders, SERIES) : [target];
}

const partsOfRow = ({ inputs }: Encoders, id: string): readonly NamedPart[] =>
  partsOfFeatures(inputs.find((input) => input.id === id)?.features ?? []);

/** The numbers that a row becomes by some features, side by side. */
export const partsOfFeatures = (features: readonly FeatureEncoder[]): readonly NamedPart[] =>
  features.flatMap((encoder) =>
    featureKindOf(encoder)
      .parts(encoder)
      .map((part) => ({ ...part, column: encoder.name, type: encoder.type })),
  );
