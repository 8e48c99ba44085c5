import type { Issue } from '../errors.ts';
import { featureTable, type Feature, type FeatureSpec } from './features.ts';
import { decideEncodings, inputsOf, JOINED } from './front.ts';
import type { KnownColumns, NamedValue, NormalisedInput } from './normalised.ts';
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
}

/** What features and target say, with defaults filled in. A part with mistakes is absent. */
export interface Columns {
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
  spec: { readonly features?: unknown; readonly target?: unknown },
  known: KnownColumns | undefined,
  wrong: (path: string) => boolean,
): Columns {
  const issues: Issue[] = [];
  const given = { features: spec.features !== undefined, target: spec.target !== undefined };
  if (given.target && !given.features) {
    issues.push({ path: 'features', expected: 'the columns that the network reads, since "target" is given', received: 'nothing' });
  }
  if (given.features && !given.target) {
    issues.push({
      path: 'target',
      expected: 'the column that the network learns to tell, since "features" are given',
      received: 'nothing',
    });
  }
  const features =
    given.features && !wrong('features')
      ? decideEncodings(featureTable.normalise(spec.features as Readonly<Record<string, FeatureSpec>>), known?.encodings)
      : undefined;
  const target = given.target && !wrong('target') ? targetTable.normalise(spec.target as Readonly<Record<string, TargetSpec>>) : undefined;
  if (features && Object.values(features).every(({ type }) => type === 'ignore')) {
    issues.push({ path: 'features', expected: 'a column at least that is not ignored', received: 'none' });
  }
  const goals = Object.entries(target ?? {}).map(([column, value]): Goal => {
    const classes = known?.classes[column] ?? targetKind(value).classes(value) ?? null;
    return { column, path: join('target', column), value, classes };
  });
  issues.push(...goals.flatMap((goal) => checkGoal(goal, goals, features)));
  return {
    ...(features ? { features } : {}),
    ...(given.features
      ? {
          inputs:
            known?.inputs ??
            (features ? inputsOf(features as Readonly<Record<string, Feature>>) : [{ id: JOINED, shape: [null], dtype: 'float32' }]),
        }
      : {}),
    ...(target ? { target } : {}),
    goals,
    issues,
  };
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
