import { featureWidth, type Feature } from '../features.ts';
import type { NormalisedForecast, NormalisedInput } from '../normalised.ts';
import { FUTURE, LAST, PAST, SERIES } from './options.ts';

type Features = Readonly<Record<string, Feature>>;

/** Features by where they are read: over the window, over the horizon too, and once for the whole series. */
export interface FeaturePlaces {
  readonly past: readonly string[];
  readonly future: readonly string[];
  readonly series: readonly string[];
}

/** Where each feature that is not ignored is read. */
export function placesOfFeatures(features: Features, { time, series, known }: NormalisedForecast): FeaturePlaces {
  const read = Object.keys(features).filter((name) => features[name]!.type !== 'ignore');
  const past = read.filter((name) => name !== series);
  return {
    past,
    future: past.filter((name) => name === time || known.includes(name)),
    series: read.filter((name) => name === series),
  };
}

/**
 * The inputs of a network that forecasts, before the data are known: `past` [window, 1 + features], the target first; `future`
 * [horizon, features] where some are known in advance; `series` [levels] where the series is a feature; `last` [1], the last value
 * of the target, where answers are relative to it.
 */
export function forecastInputs(features: Features, forecast: NormalisedForecast): readonly NormalisedInput[] {
  const { past, future, series } = placesOfFeatures(features, forecast);
  const width = (names: readonly string[], first = 0) =>
    names.reduce<number | null>((sum, name) => {
      const size = featureWidth(features[name]!);
      return sum === null || size === null ? null : sum + size;
    }, first);
  return inputsOfWidths(forecast, {
    past: width(past, 1),
    ...(future.length > 0 ? { future: width(future) } : {}),
    ...(series.length > 0 ? { series: width(series) } : {}),
  });
}

/** The same by how many numbers a step becomes for each of them; null where it is not known. */
export function inputsOfWidths(
  { window, horizon, relative }: Pick<NormalisedForecast, 'window' | 'horizon' | 'relative'>,
  widths: { readonly past: number | null; readonly future?: number | null; readonly series?: number | null },
): readonly NormalisedInput[] {
  const dtype = 'float32';
  return [
    { id: PAST, shape: [window, widths.past], dtype },
    ...(widths.future === undefined ? [] : [{ id: FUTURE, shape: [horizon, widths.future], dtype } as const]),
    ...(widths.series === undefined ? [] : [{ id: SERIES, shape: [widths.series], dtype } as const]),
    ...(relative === 'last' ? [{ id: LAST, shape: [1], dtype } as const] : []),
  ];
}
