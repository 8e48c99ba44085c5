import { show, type Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import type { End } from './head.ts';
import { levelName } from './levels.ts';
import { lossKind } from './losses.ts';
import type { NamedValue, NormalisedTraining } from './normalised.ts';
import { didYouMean, join } from './option.ts';
import { showShape } from './shape.ts';

type ClassWeight = NonNullable<NormalisedTraining['classWeight']>;

/** What the weights of rows must go with. */
interface Around {
  readonly goals: readonly Goal[];
  readonly loss: readonly NamedValue[];
  readonly outputs: readonly End[];
}

const path = 'training.classWeight';

/** Weights for classes that are none. `names` are the classes as they are written: labels, or numbers for arrays. */
export function checkClassNames(classWeight: ClassWeight, names: readonly string[]): readonly Issue[] {
  if (classWeight === 'balanced') return [];
  const listed = names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ');
  const known = new Set(names.map(levelName));
  return Object.keys(classWeight)
    .filter((name) => !known.has(levelName(name)))
    .map((name) => ({
      path: join(path, name),
      expected: `one of the classes ${listed}`,
      received: show(name),
      ...didYouMean(name, names),
    }));
}

/** Class weights need one class a row: a target that is a category, or one output with a loss of classes. */
export function checkClassWeight(classWeight: ClassWeight, { goals, loss, outputs }: Around): readonly Issue[] {
  const [goal, ...others] = goals;
  if (goal) {
    const fix = 'name a column of weights by "sampleWeight" instead';
    if (others.length > 0) return [{ path, expected: 'one target, a category', received: `${goals.length} targets`, fix }];
    if (goal.value.type !== 'category') {
      return [{ path, expected: 'a target that is a category', received: `the ${goal.value.type} ${show(goal.column)}`, fix }];
    }
    const { classes: listed, readAs } = goal.value as { readonly classes?: readonly string[]; readonly readAs?: string };
    const classes = readAs === 'yesNo' ? ['no', 'yes'] : listed;
    return classes ? checkClassNames(classWeight, classes) : [];
  }
  if (outputs.length !== 1) return [{ path, expected: 'one output, whose classes it weighs', received: `${outputs.length} outputs` }];
  const { labels, type } = lossKind(loss[0]!);
  const { shape } = outputs[0]!;
  if (labels !== 'shares' && labels !== 'oneHot' && labels !== 'indices') {
    const fix = 'give { xs, ys, sampleWeight } to weigh rows';
    return [{ path, expected: 'a loss of classes', received: show(type), fix }];
  }
  if (!shape) return [];
  const units = shape.at(-1)!;
  if (shape.length !== 2 || (labels === 'shares' && units !== 1)) {
    return [{ path, expected: 'one class a row', received: `an output of ${showShape(shape)} with ${show(type)}` }];
  }
  return units === null ? [] : checkClassNames(classWeight, numbersBelow(labels === 'shares' ? 2 : units));
}

/** The names of classes that have none: `0`, `1`, ... */
export const numbersBelow = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => String(i));

/** A column of weights needs rows, and is not what the network learns. It may be a feature. */
export function checkSampleWeight(
  column: string,
  { goals, rows }: { readonly goals: readonly Goal[]; readonly rows: boolean },
): readonly Issue[] {
  const place = 'training.sampleWeight';
  if (!rows) {
    const fix = 'leave it out, and give { xs, ys, sampleWeight } as the data';
    return [{ path: place, expected: 'features, so that rows have columns', received: show(column), fix }];
  }
  return goals.some((goal) => goal.column === column)
    ? [{ path: place, expected: 'a column that is not the target', received: show(column) }]
    : [];
}
