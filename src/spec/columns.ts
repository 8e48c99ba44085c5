import type { Issue } from '../errors.ts';
import { featureTable, type Feature, type FeatureSpec } from './features.ts';
import { inputsOf, JOINED } from './front.ts';
import type { KnownColumns, NamedValue, NormalisedInput } from './normalised.ts';
import { join } from './option.ts';
import { targetTable, type TargetSpec } from './target.ts';

/** The target as the network sees it. */
export interface Goal {
  readonly column: string;
  /** Where it was written. */
  readonly path: string;
  readonly value: NamedValue;
  /** Of a category; null where only the data can tell. */
  readonly classes: number | null;
}

/** What features and target say, with defaults filled in. A part with mistakes is absent. */
export interface Columns {
  readonly features?: Readonly<Record<string, NamedValue>>;
  readonly target?: Readonly<Record<string, NamedValue>>;
  readonly goal?: Goal;
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
    given.features && !wrong('features') ? featureTable.normalise(spec.features as Readonly<Record<string, FeatureSpec>>) : undefined;
  const target = given.target && !wrong('target') ? targetTable.normalise(spec.target as Readonly<Record<string, TargetSpec>>) : undefined;
  const column = target && Object.keys(target)[0]!;
  if (features && Object.values(features).every(({ type }) => type === 'ignore')) {
    issues.push({ path: 'features', expected: 'a column at least that is not ignored', received: 'none' });
  }
  const told = column === undefined || !features ? undefined : toldBy(column, features);
  if (told !== undefined) {
    const fix = 'leave it out of "features": the network would be told the answer';
    issues.push({ path: told, expected: 'a column that is not the target', received: JSON.stringify(column), fix });
  }
  if (column !== undefined && /^probabilit(ies$|y_)/.test(column) && target![column]!.type === 'category') {
    const fix = 'give the column another name';
    issues.push({
      path: join('target', column),
      expected: 'another name, since answers have a key of this one',
      received: JSON.stringify(column),
      fix,
    });
  }
  return {
    ...(features ? { features } : {}),
    ...(given.features
      ? {
          inputs:
            known?.inputs ??
            (features ? inputsOf(features as Readonly<Record<string, Feature>>) : [{ id: JOINED, shape: [null], dtype: 'float32' }]),
        }
      : {}),
    ...(target && column !== undefined
      ? {
          target,
          goal: { column, path: join('target', column), value: target[column]!, classes: classesOf(column, target[column]!, known) },
        }
      : {}),
    issues,
  };
}

/** Where features read the column of the target; nothing where they do not, which `ignore` says too. */
function toldBy(column: string, features: Readonly<Record<string, NamedValue>>): string | undefined {
  const entries = Object.entries(features);
  const reader = entries.find(([, { columns }]) => Array.isArray(columns) && columns.includes(column));
  if (reader !== undefined) return join(join('features', reader[0]), 'columns');
  const own = Object.hasOwn(features, column) ? features[column]! : undefined;
  return own === undefined || own.type === 'ignore' || own.columns !== undefined ? undefined : join('features', column);
}

function classesOf(column: string, { type, classes }: NamedValue, known: KnownColumns | undefined): number | null {
  if (type === 'number') return null;
  return known?.classes[column] ?? (classes as readonly string[] | undefined)?.length ?? null;
}
