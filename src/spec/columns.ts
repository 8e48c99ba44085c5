import type { Issue } from '../errors.ts';
import { featureTable, type FeatureSpec } from './features.ts';
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
  if (column !== undefined && features && Object.hasOwn(features, column)) {
    const fix = 'leave it out of "features": the network would be told the answer';
    issues.push({ path: join('features', column), expected: 'a column that is not the target', received: JSON.stringify(column), fix });
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
      ? { inputs: known?.inputs ?? [{ id: 'input', shape: [features ? widthOf(features) : null], dtype: 'float32' }] }
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

/** Length of the vector that features become; null where only the data can tell. */
function widthOf(features: Readonly<Record<string, NamedValue>>): number | null {
  return Object.values(features).reduce<number | null>((width, { type, levels }) => {
    const own = type === 'number' ? 1 : (levels as readonly string[] | undefined)?.length;
    return width === null || own === undefined ? null : width + own;
  }, 0);
}

function classesOf(column: string, { type, classes }: NamedValue, known: KnownColumns | undefined): number | null {
  if (type === 'number') return null;
  return known?.classes[column] ?? (classes as readonly string[] | undefined)?.length ?? null;
}
