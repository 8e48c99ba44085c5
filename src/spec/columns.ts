import type { Issue } from '../errors.ts';
import { featureTable, type Feature, type FeatureSpec } from './features.ts';
import { forecastInputs } from './forecast/inputs.ts';
import { forecastOption } from './forecast/options.ts';
import { checkForecast } from './forecast/rules.ts';
import { decideEncodings, inputsOf, JOINED } from './front.ts';
import type { KnownColumns, NamedValue, NormalisedForecast, NormalisedInput } from './normalised.ts';
import { join } from './option.ts';
import { targetKind, targetTable, type TargetSpec } from './target.ts';

/** A target as the network sees it. */
export interface Goal {
  readonly column: string;
  /** Where it was written. */
  readonly path: string;
  readonly value: NamedValue;
  /** How many it has; null where only the data can tell, and where it has none. */
  readonly classes: number | null;
  /** How many steps ahead it is answered for, where it is forecast. */
  readonly horizon?: number;
}

/** What features and target say, with defaults filled in. A part with mistakes is absent. */
export interface Columns {
  readonly forecast?: NormalisedForecast;
  readonly features?: Readonly<Record<string, NamedValue>>;
  readonly target?: Readonly<Record<string, NamedValue>>;
  /** The targets in their order; none where they have mistakes. */
  readonly goals: readonly Goal[];
  /** The inputs that the features become; null is a size that only the data can tell. Absent without features. */
  readonly inputs?: readonly NormalisedInput[];
  readonly issues: readonly Issue[];
}

/** Reads features and target together. `wrong` tells whether a part has mistakes that were told. */
export function readColumns(
  spec: { readonly forecast?: unknown; readonly features?: unknown; readonly target?: unknown; readonly training?: unknown },
  known: KnownColumns | undefined,
  wrong: (path: string) => boolean,
): Columns {
  const issues: Issue[] = [];
  const isForecast = spec.forecast !== undefined;
  const given = { features: spec.features !== undefined || isForecast, target: spec.target !== undefined };
  if (given.target && !given.features) {
    issues.push({ path: 'features', expected: 'the columns that the network reads, since "target" is given', received: 'nothing' });
  }
  if (given.features && !given.target) {
    issues.push({
      path: 'target',
      expected: `the column that the network learns to tell, since ${isForecast ? '"forecast" is' : '"features" are'} given`,
      received: 'nothing',
    });
  }
  const features =
    given.features && !wrong('features')
      ? decideEncodings(
          featureTable.normalise((spec.features ?? {}) as Readonly<Record<string, FeatureSpec>>),
          isForecast ? allOneHot(spec.features) : known?.encodings,
        )
      : undefined;
  const target = given.target && !wrong('target') ? targetTable.normalise(spec.target as Readonly<Record<string, TargetSpec>>) : undefined;
  const forecast = isForecast && !wrong('forecast') ? (forecastOption.normalise(spec.forecast as never) as NormalisedForecast) : undefined;
  if (features && !isForecast && Object.values(features).every(({ type }) => type === 'ignore')) {
    issues.push({ path: 'features', expected: 'a column at least that is not ignored', received: 'none' });
  }
  const goals = Object.entries(target ?? {}).map(([column, value]): Goal => {
    const classes = known?.classes[column] ?? targetKind(value).classes(value) ?? null;
    return { column, path: join('target', column), value, classes, ...(forecast ? { horizon: forecast.horizon } : {}) };
  });
  issues.push(...goals.flatMap((goal) => checkGoal(goal, goals, features)));
  const typed = features as Readonly<Record<string, Feature>> | undefined;
  if (forecast) {
    issues.push(
      ...checkForecast(forecast, { ...(typed ? { features: typed } : {}), ...(target ? { target } : {}), training: spec.training, wrong }),
    );
  }
  return {
    ...(forecast ? { forecast } : {}),
    ...(features ? { features } : {}),
    ...(given.features
      ? {
          inputs: known?.inputs ?? makeInputs(typed, forecast),
        }
      : {}),
    ...(target ? { target } : {}),
    goals,
    issues,
  };
}

/** In windows a category is one-hot, however many levels it has, unless something else is written. */
const allOneHot = (features: unknown): KnownColumns['encodings'] =>
  Object.fromEntries(Object.keys(features ?? {}).map((name) => [name, 'oneHot']));

/** The inputs as far as they are known before the data are. */
function makeInputs(features: Readonly<Record<string, Feature>> | undefined, forecast: NormalisedForecast | undefined) {
  if (features === undefined) return [{ id: JOINED, shape: [null], dtype: 'float32' } as const];
  return forecast ? forecastInputs(features, forecast) : inputsOf(features);
}

/** Keys and columns that answers have beside the targets. */
const ownNames = { probabilities: /^probabilit(ies$|y_)/, quantiles: /^quantile(s$|_)/ } as const;

/** What is wrong with a target beside the features and the other targets. */
function checkGoal({ column, path, value, classes }: Goal, goals: readonly Goal[], features: Columns['features']): readonly Issue[] {
  const issues: Issue[] = [];
  const told = features && toldBy(column, features);
  if (told !== undefined) {
    const fix = 'leave it out of "features": the network would be told the answer';
    issues.push({ path: told, expected: 'a column that is not the target', received: JSON.stringify(column), fix });
  }
  const refused = classes === null ? undefined : targetKind(value).refuseOption?.(value, classes);
  if (refused !== undefined) {
    const { option, expected } = refused;
    issues.push({ path: join(path, option), expected, received: JSON.stringify(value[option]) });
  }
  const added = goals.flatMap((goal) => targetKind(goal.value).adds ?? []);
  if (added.some((what) => ownNames[what].test(column))) {
    const fix = 'give the column another name';
    const expected = 'another name, since answers have a key of this one';
    issues.push({ path, expected, received: JSON.stringify(column), fix });
  }
  if (goals.length === 1 && value['lossWeight'] !== undefined) {
    const expected = 'several targets, among which it weighs one';
    issues.push({ path: join(path, 'lossWeight'), expected, received: 'one target', fix: 'leave it out' });
  }
  return issues;
}

/** Where features read the column of the target; nothing where they do not, which `ignore` says too. */
function toldBy(column: string, features: Readonly<Record<string, NamedValue>>): string | undefined {
  const entries = Object.entries(features);
  const reader = entries.find(([, { columns }]) => Array.isArray(columns) && columns.includes(column));
  if (reader !== undefined) return join(join('features', reader[0]), 'columns');
  const own = Object.hasOwn(features, column) ? features[column]! : undefined;
  return own === undefined || own.type === 'ignore' || own.columns !== undefined ? undefined : join('features', column);
}
