import { sortLevels } from './category.ts';
import type { CategoryEncoder, Encoders, NumberEncoder } from './encoders.ts';

type Encoder = NumberEncoder | CategoryEncoder;

/**
 * One encoding of what several encoders of the same columns read, from which each of theirs follows exactly: all levels that
 * any of them knows, and of the scales the finest. (From a coarser one, made coarse by a value that is far off, float32 could
 * not tell apart what the finer one does.)
 */
export function combineEncoders(all: readonly Encoders[]): Encoders {
  return {
    features: all[0]!.features.map((_, i) => combine(all.map(({ features }) => features[i]!))),
    target: combine(all.map(({ target }) => target)),
  };
}

function combine(encoders: readonly Encoder[]): Encoder {
  const numbers = encoders.filter((encoder) => encoder.type === 'number');
  if (numbers.length > 0) return numbers.reduce((finest, next) => (next.factor > finest.factor ? next : finest));
  const categories = encoders as readonly CategoryEncoder[];
  const [first] = categories;
  const known = new Set(categories.flatMap(({ levels }) => levels));
  // An order that was written is kept; only levels found in the data are sorted.
  return known.size === first!.levels.length ? first! : { ...first!, levels: sortLevels(known) };
}
