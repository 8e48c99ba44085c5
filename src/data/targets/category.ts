import { closest, show } from '../../errors.ts';
import type { TargetOf } from '../../spec/target.ts';
import { mapLevels, sortLevels, type CategoryEncoder } from '../category.ts';
import type { TargetKind } from './kind.ts';

/** One of some classes: 0 or 1 for two of them, else one-hot. */
export const category: TargetKind<TargetOf<'category'>, CategoryEncoder> = {
  fitter(name, { classes }) {
    const seen = new Set<string>();
    return {
      add(column, problems) {
        const { codes, values } = mapLevels(name, column, problems, (level) => {
          seen.add(level);
          return classes === undefined || classes.includes(level);
        });
        if (!values.includes(false)) return;
        const fix = 'add it to "classes" or correct the cells';
        codes.forEach((code, row) => values[code] === false && problems.add(name, row, { expected: oneOf(classes!), fix }));
      },
      /** At least two classes must be there; classes that the spec lists are the only ones. */
      finish(problems) {
        const found = sortLevels(seen);
        if (found.length === 1) {
          problems.addColumn(name, {
            expected: 'two classes or more among the rows',
            received: `${show(found[0])} only`,
            fix: 'add rows of another class; a target of numbers is a "number"',
          });
        }
        return { name, type: 'category', levels: classes ?? found };
      },
    };
  },
  width: ({ levels }) => (levels.length === 2 ? 1 : levels.length),
  write({ name, levels }, column, { values, width, offset }, problems) {
    const places = new Map(levels.map((level, i) => [level, i]));
    const isShare = levels.length === 2;
    // -1: a class that the model does not know.
    const { codes, values: found } = mapLevels(name, column, problems, (level) => places.get(level) ?? -1);
    const { values: cells } = column.coded();
    codes.forEach((code, row) => {
      const place = found[code];
      if (place === -1) problems.add(name, row, { expected: oneOf(levels), ...nearest(String(cells[code]), levels) });
      else if (place === undefined) return;
      else if (isShare) values[row * width + offset] = place;
      else values[row * width + offset + place] = 1;
    });
  },
  /** Of two classes the output is the probability of the second, which is answered above one half. */
  decode({ name, levels }, output) {
    const probabilities = output.length === 1 ? [1 - output[0]!, output[0]!] : [...output];
    const best = probabilities.reduce((at, value, i) => (value > probabilities[at]! ? i : at), 0);
    return { [name]: levels[best]!, probabilities: Object.fromEntries(levels.map((level, i) => [level, probabilities[i]!])) };
  },
};

/** `one of setosa, versicolor, virginica` */
function oneOf(levels: readonly string[]): string {
  const listed = levels.slice(0, 8).join(', ');
  return `one of ${listed}${levels.length > 8 ? ` and ${levels.length - 8} more` : ''}`;
}

function nearest(level: string, levels: readonly string[]): { readonly fix?: string } {
  const near = closest(level, levels);
  return near === undefined ? {} : { fix: `did you mean "${near}"?` };
}
