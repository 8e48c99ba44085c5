import type { FeatureOf } from '../../spec/features.ts';
import { mapLevels, sortLevels, type CategoryEncoder } from '../category.ts';
import { ofOneColumn } from './kind.ts';

/** One-hot over the levels; a level that training did not have is all 0. */
export const category = ofOneColumn<FeatureOf<'category'>, CategoryEncoder>({
  fitter(name, { levels }) {
    const seen = new Set<string>();
    return {
      add: (column, problems) => void mapLevels(name, column, problems, (level) => seen.add(level)),
      finish: () => ({ name, type: 'category', levels: levels ?? sortLevels(seen) }),
    };
  },
  parts: ({ levels }) => levels.map((level) => ({ of: level, isNumber: false })),
  write({ name, levels }, column, { values, width, offset }, problems) {
    const places = new Map(levels.map((level, i) => [level, i]));
    const { codes, values: found } = mapLevels(name, column, problems, (level) => places.get(level));
    codes.forEach((code, row) => {
      const place = found[code];
      if (place !== undefined) values[row * width + offset + place] = 1;
    });
  },
});
