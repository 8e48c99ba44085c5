import { closest, show } from '../../errors.ts';
import type { TargetOf } from '../../spec/target.ts';
import { mapLevels, sortLevels, type CategoryEncoder } from '../category.ts';
import { always, same } from '../conversion.ts';
import type { TargetKind } from './kind.ts';

/** One of some classes: 0 or 1 for two of them (one-hot for a softmax), else one-hot. */
export const category: TargetKind<TargetOf<'category'>, CategoryEncoder> = {
  fitter(name, { classes, head }) {
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
        const encoder = { name, type: 'category', levels: classes ?? found } as const;
        return (head as string | undefined) === 'softmax' ? { ...encoder, head: 'softmax' } : encoder;
      },
    };
  },
  width: widthOf,
  write(encoder, column, { values, width, offset }, problems) {
    const { name, levels } = encoder;
    const places = new Map(levels.map((level, i) => [level, i]));
    const isShare = widthOf(encoder) === 1;
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
  decode({ levels }, output) {
    const probabilities = output.length === 1 ? [1 - output[0]!, output[0]!] : [...output];
    const best = probabilities.reduce((at, value, i) => (value > probabilities[at]! ? i : at), 0);
    return { value: levels[best]!, probabilities: Object.fromEntries(levels.map((level, i) => [level, probabilities[i]!])) };
  },
  task: (encoder) => (widthOf(encoder) === 1 ? 'binary' : 'multiclass'),
  classes: ({ levels }) => levels,
  combine(all) {
    const [first] = all as readonly [CategoryEncoder, ...CategoryEncoder[]];
    const known = new Set(all.flatMap(({ levels }) => levels));
    // An order that was written is kept; only levels found in the data are sorted.
    return known.size === first.levels.length ? first : { ...first, levels: sortLevels(known) };
  },
  convert(from, to) {
    const width = widthOf(from);
    const places = new Map(from.levels.map((level, i) => [level, i]));
    if (width > 1) return { width, columns: to.levels.map((level) => (places.has(level) ? same(places.get(level)!) : always(0))) };
    if (widthOf(to) === 1) return { width, columns: [same(0)] };
    // [rows, 1], the probability of the second of two classes -> [rows, classes]
    const columns = to.levels.map((level) => {
      const place = places.get(level);
      if (place === undefined) return always(0);
      return place === 0 ? { source: 0, factor: -1, shift: 1 } : same(0);
    });
    return { width, columns };
  },
};

/** One for two classes, unless a softmax was asked for. */
function widthOf({ levels, head }: CategoryEncoder): number {
  return levels.length === 2 && head === undefined ? 1 : levels.length;
}

/** `one of setosa, versicolor, virginica` */
export function oneOf(levels: readonly string[]): string {
  const listed = levels.slice(0, 8).join(', ');
  return `one of ${listed}${levels.length > 8 ? ` and ${levels.length - 8} more` : ''}`;
}

export function nearest(level: string, levels: readonly string[]): { readonly fix?: string } {
  const near = closest(level, levels);
  return near === undefined ? {} : { fix: `did you mean "${near}"?` };
}
