import { show } from '../errors.ts';
import type { Feature } from '../spec/features.ts';
import type { Target } from '../spec/target.ts';
import { sortLevels } from './category.ts';
import type { Problems } from './cells.ts';
import { readLevels, readNumbers } from './columns.ts';
import type { CategoryEncoder, NumberEncoder, Row } from './encoders.ts';
import { fitNumber } from './number.ts';

type Encoder = NumberEncoder | CategoryEncoder;

/** Learns one feature's encoder from its column. Levels that the spec lists are taken as they are. */
export function fitFeature(name: string, feature: Feature, rows: readonly Row[], problems: Problems): Encoder {
  if (feature.type === 'number') return fitNumber(name, feature.scale, readNumbers(name, rows, problems));
  const seen = readLevels(name, rows, problems);
  return { name, type: 'category', levels: feature.levels ?? sortLevels(seen.filter((level) => level !== undefined)) };
}

/** Learns the target's encoder. At least two of its classes must be there; classes that the spec lists are the only ones. */
export function fitTarget(name: string, target: Target, rows: readonly Row[], problems: Problems): Encoder {
  if (target.type === 'number') return fitNumber(name, target.scale, readNumbers(name, rows, problems));
  const column = readLevels(name, rows, problems);
  const seen = sortLevels(column.filter((level) => level !== undefined));
  const levels = target.classes ?? seen;
  const fix = 'add it to "classes" or correct the cells';
  column.forEach((level, i) => {
    if (level !== undefined && !levels.includes(level)) problems.add(name, i, { expected: oneOf(levels), fix });
  });
  if (seen.length === 1) {
    problems.addColumn(name, {
      expected: 'two classes or more among the rows',
      received: `${show(seen[0])} only`,
      fix: 'add rows of another class; a target of numbers is a "number"',
    });
  }
  return { name, type: 'category', levels };
}

/** `one of setosa, versicolor, virginica` */
export function oneOf(levels: readonly string[]): string {
  const listed = levels.slice(0, 8).join(', ');
  return `one of ${listed}${levels.length > 8 ? ` and ${levels.length - 8} more` : ''}`;
}
