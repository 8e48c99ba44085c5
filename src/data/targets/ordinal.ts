import { show } from '../../errors.ts';
import { largest } from '../../metrics/labels.ts';
import type { TargetOf } from '../../spec/target.ts';
import { always, same } from '../conversion.ts';
import { combineClasses, eachClass, fitClasses, requireTwo } from './classes.ts';
import type { TargetKind } from './kind.ts';

/** For each level but the last whether the class is beyond it: of 4 levels the third is 1, 1, 0. */
export interface OrdinalEncoder {
  readonly name: string;
  readonly type: 'ordinal';
  /** The least first. */
  readonly levels: readonly string[];
}

/** Classes in an order, as one question for each but the last: is it beyond this one? (Cheng et al. 2008) */
export const ordinal: TargetKind<TargetOf<'ordinal'>, OrdinalEncoder> = {
  fitter(name, { classes }) {
    const gathered = fitClasses(name, classes);
    return {
      add: (column, problems) => gathered.add(column, problems),
      finish(problems) {
        const found = gathered.finish(problems);
        requireTwo(name, found, problems);
        const word = found.find((level) => level.trim() === '' || !Number.isFinite(Number(level)));
        if (classes === undefined && word !== undefined) {
          const fix = `write { "type": "ordinal", "classes": [...] } with the least first`;
          problems.addColumn(name, { expected: 'numbers, or an order of the classes', received: show(word), fix });
        }
        return { name, type: 'ordinal', levels: classes ?? found };
      },
    };
  },
  width: ({ levels }) => levels.length - 1,
  write(encoder, column, { values, width, offset }, problems) {
    eachClass(encoder, column, problems, (row, place) => {
      for (let i = 0; i < place; i++) values[row * width + offset + i] = 1;
    });
  },
  decode({ levels }, output) {
    const probabilities = sharesOf(output);
    return {
      value: levels[largest(probabilities, 0, probabilities.length)]!,
      probabilities: Object.fromEntries(levels.map((level, i) => [level, probabilities[i]!])),
    };
  },
  /** [rows, levels - 1] -> [rows] class numbers */
  toUnits({ levels }, values) {
    const width = levels.length - 1;
    return Float64Array.from({ length: values.length / width }, (_, row) => {
      let rank = 0;
      for (let i = 0; i < width; i++) rank += values[row * width + i]!;
      return rank;
    });
  },
  /** [rows, levels - 1] -> [rows, levels] probabilities */
  answersToUnits({ levels }, values) {
    const width = levels.length - 1;
    const shares = new Float64Array((values.length / width) * levels.length);
    for (let row = 0; row < values.length / width; row++) {
      const own = Array.from({ length: width }, (_, i) => values[row * width + i]!);
      shares.set(sharesOf(own), row * levels.length);
    }
    return shares;
  },
  task: () => 'ordinal',
  measured: ({ levels }) => ({ loss: { type: 'sparseCategoricalCrossentropy' }, width: levels.length }),
  classes: ({ levels }) => levels,
  combine: combineClasses,
  /** Levels that were found are numbers: to be beyond one that it does not know is to be beyond the last one before it. */
  convert(from, to) {
    const width = from.levels.length - 1;
    const places = new Map(from.levels.map((level, i) => [level, i]));
    let before = -1;
    const columns = to.levels.slice(0, -1).map((level) => {
      before = places.get(level) ?? before;
      return before < 0 ? always(1) : before >= width ? always(0) : same(before);
    });
    return { width, columns };
  },
};

/**
 * The probability of each class from those to be beyond each but the last. These are answered one by one, so they need not fall:
 * they are put in order first (V. Chernozhukov, I. Fernández-Val and A. Galichon, "Quantile and probability curves without
 * crossing", Econometrica 78, 2010), so that no class has less than 0.
 */
function sharesOf(beyond: ArrayLike<number>): Float64Array {
  const falling = Float64Array.from(beyond).sort().reverse();
  return Float64Array.from({ length: falling.length + 1 }, (_, i) => (falling[i - 1] ?? 1) - (falling[i] ?? 0));
}
