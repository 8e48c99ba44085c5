import type { TargetOf } from '../../spec/target.ts';
import type { CategoryEncoder } from '../category.ts';
import { always, same } from '../conversion.ts';
import { combineClasses, eachClass, fitClasses, requireTwo } from './classes.ts';
import type { TargetKind } from './kind.ts';
import { asYesNo, YES_NO } from './yesNo.ts';

/** One of some classes: 0 or 1 for two of them (one-hot for a softmax), else one-hot. */
export const category: TargetKind<TargetOf<'category'>, CategoryEncoder> = {
  fitter(name, { classes, head, readAs }) {
    const isYesNo = readAs === 'yesNo';
    const found = fitClasses(name, classes, isYesNo ? asYesNo : undefined);
    return {
      add: (column, problems) => found.add(column, problems),
      /** At least two classes must be there; classes that the spec lists are the only ones. */
      finish(problems) {
        const levels = found.finish(problems);
        requireTwo(name, levels, problems, 'add rows of another class; a target of numbers is a "number"');
        const encoder = { name, type: 'category', levels: classes ?? (isYesNo ? YES_NO : levels), ...(isYesNo ? { readAs } : {}) } as const;
        return (head as string | undefined) === 'softmax' ? { ...encoder, head: 'softmax' } : encoder;
      },
    };
  },
  width: widthOf,
  write(encoder, column, { values, width, offset }, problems) {
    const isShare = widthOf(encoder) === 1;
    const use = (row: number, place: number) => {
      if (isShare) values[row * width + offset] = place;
      else values[row * width + offset + place] = 1;
    };
    eachClass(encoder, column, problems, use, encoder.readAs === 'yesNo' ? asYesNo : undefined);
  },
  /** Of two classes the output is the probability of the second, which is answered above one half. */
  decode({ levels }, output) {
    const probabilities = output.length === 1 ? [1 - output[0]!, output[0]!] : [...output];
    const best = probabilities.reduce((at, value, i) => (value > probabilities[at]! ? i : at), 0);
    return { value: levels[best]!, probabilities: Object.fromEntries(levels.map((level, i) => [level, probabilities[i]!])) };
  },
  task: (encoder) => (widthOf(encoder) === 1 ? 'binary' : 'multiclass'),
  classes: ({ levels }) => levels,
  combine: combineClasses,
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
