import { closest, show, type Issue } from '../../errors.ts';
import { isObject } from '../network.ts';
import type { NamedValue, NormalisedForecast } from '../normalised.ts';
import { join } from '../option.ts';
import { featureEntryOf, type Feature } from '../features.ts';
import { trainingOptions } from '../training.ts';

/** What stands beside a forecast. A part with mistakes of its own is absent. */
export interface Beside {
  readonly features?: Readonly<Record<string, Feature>>;
  readonly target?: Readonly<Record<string, NamedValue>>;
  /** As it was written. */
  readonly training: unknown;
  /** Whether something at this path is wrong and told. */
  wrong(path: string): boolean;
}

/** What cannot go with a forecast. */
export function checkForecast(forecast: NormalisedForecast, { features = {}, target, training, wrong }: Beside): readonly Issue[] {
  return [
    ...(target ? checkTarget(target) : []),
    ...checkNames(forecast, Object.keys(target ?? {})),
    ...checkFeatures(forecast, features),
    ...checkKnown(forecast, features, Object.keys(target ?? {})),
    ...checkTraining(forecast, training, wrong),
  ];
}

const FORECAST = 'as "forecast" is given';

function checkTarget(target: Readonly<Record<string, NamedValue>>): readonly Issue[] {
  const names = Object.keys(target);
  if (names.length > 1) {
    const fix = 'make a spec for each; the others may be features';
    return [{ path: 'target', expected: `one column, ${FORECAST}`, received: names.join(', '), fix }];
  }
  return Object.entries(target).flatMap(([name, { type }]) =>
    type === 'number' || type === 'quantiles'
      ? []
      : [{ path: join('target', name), expected: `"number" or "quantiles", ${FORECAST}`, received: show(type) }],
  );
}

/** Keys that answers have besides. */
const TAKEN: readonly string[] = ['quantiles'];

function checkNames({ time, series }: NormalisedForecast, targets: readonly string[]): readonly Issue[] {
  const named = Object.entries({ time, ...(series === undefined ? {} : { series }) });
  return named.flatMap(([option, column]) => {
    const path = join('forecast', option);
    if (targets.includes(column)) return [{ path, expected: 'another column than the target', received: show(column) }];
    if (option === 'series' && column === time) return [{ path, expected: 'another column than that of time', received: show(column) }];
    if (!TAKEN.includes(column)) return [];
    return [{ path, expected: 'another name, since answers have a key of this one', received: show(column) }];
  });
}

function checkFeatures({ time, series }: NormalisedForecast, features: Readonly<Record<string, Feature>>): readonly Issue[] {
  return Object.entries(features).flatMap(([name, feature]) => {
    const path = join('features', name);
    const { type } = feature;
    const received = show(type);
    if (type === 'ignore') return [];
    if (featureEntryOf(feature).input?.(feature) !== undefined) {
      return [{ path, expected: `a feature that is a few numbers a row, ${FORECAST}`, received }];
    }
    if (name === time && type !== 'date' && type !== 'number') {
      return [{ path, expected: 'a "date" or a "number", as it is the column of time', received }];
    }
    if (name === series && type !== 'category') return [{ path, expected: 'a "category", as it names the series', received }];
    return [];
  });
}

function checkKnown(
  { known }: NormalisedForecast,
  features: Readonly<Record<string, Feature>>,
  targets: readonly string[],
): readonly Issue[] {
  const names = Object.keys(features).filter((name) => features[name]!.type !== 'ignore');
  return known.flatMap((name, i): readonly Issue[] => {
    const path = `forecast.known[${i}]`;
    if (targets.includes(name)) {
      return [{ path, expected: 'a feature', received: `${show(name)}, the target`, fix: 'leave it out: its future is what is asked' }];
    }
    if (names.includes(name)) return [];
    const near = closest(name, names);
    const fix = near === undefined ? `add it to "features": { ${show(name)}: "number" }` : `did you mean ${show(near)}?`;
    return [{ path, expected: 'a feature', received: show(name), fix }];
  });
}

function checkTraining({ time }: NormalisedForecast, training: unknown, wrong: (path: string) => boolean): readonly Issue[] {
  if (!isObject(training)) return [];
  const { split, classWeight, sampleWeight } = training;
  const issues: Issue[] = [];
  if (split !== undefined && !wrong('training.split')) {
    const { type, column } = trainingOptions.split.normalise(split as 'random') as { readonly type: string; readonly column?: string };
    if (type !== 'time' || column !== time) {
      const received = column === undefined ? show(type) : `${show(type)} by ${show(column)}`;
      const fix = 'leave it out: what is forecast is parted by time, the latest last';
      issues.push({ path: 'training.split', expected: `"time" by ${show(time)}, ${FORECAST}`, received, fix });
    }
  }
  for (const [name, value] of Object.entries({ classWeight, sampleWeight })) {
    if (value === undefined || wrong(`training.${name}`)) continue;
    issues.push({ path: `training.${name}`, expected: `nothing, ${FORECAST}: all steps count alike`, received: show(value), fix: 'leave it out' }); // prettier-ignore
  }
  return issues;
}
