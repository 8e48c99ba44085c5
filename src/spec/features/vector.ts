import { show } from '../../errors.ts';
import { oneOf, option, positiveInteger } from '../option.ts';
import { featureEntry } from './kind.ts';
import { missingElement } from './missing.ts';

const columnsExpected = 'a list of different column names, or a pattern such as "pixel*"';

/** Names of columns, or a pattern of names with stars, each for any characters. */
const columns = option<string | readonly string[]>({
  expected: columnsExpected,
  schema: {
    anyOf: [
      { type: 'string', pattern: '\\*' },
      { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true },
    ],
  },
  check(value, path) {
    if (typeof value === 'string' && value.includes('*')) return [];
    if (typeof value === 'string') {
      return [
        { path, expected: columnsExpected, received: show(value), fix: `write [${show(value)}], or leave it out for a column of lists` },
      ];
    }
    if (!Array.isArray(value) || value.length === 0) return [{ path, expected: columnsExpected, received: show(value) }];
    return value.flatMap((name, i) => {
      const place = `${path}[${i}]`;
      if (typeof name !== 'string') return [{ path: place, expected: 'the name of a column', received: show(name) }];
      return value.indexOf(name) === i ? [] : [{ path: place, expected: 'a name that the list has once', received: show(name) }];
    });
  },
});

export const vector = featureEntry({
  type: 'vector',
  doc: 'Several numbers: those of several columns, or a list in each cell ([1, 2], "[1, 2]" or "1 2"). Becomes one value for each of them.',
  options: {
    columns: columns({
      doc: 'The columns, in their order, or a pattern of their names: "pixel*" (columns that the spec names otherwise are left out). Default: the column of the feature\'s own name, whose cells are lists.',
      optional: true,
    }),
    length: positiveInteger({ doc: 'How many numbers there are. Default: as many as the first training row has.', optional: true }),
    scale: oneOf(['standard', 'minMax', 'none'])({
      doc: 'To mean 0 and deviation 1, to 0..1, or as they are; measured on the training rows.',
      default: 'standard',
    }),
    scaleBy: oneOf(['element', 'all'])({
      doc: 'Whether each element has a scale of its own, or all have one, as pixels should.',
      default: 'element',
    }),
    missing: missingElement({
      doc: 'A missing element (of a list in a cell: null, or nothing between commas; or the whole list) is an error, or becomes the mean of the training rows, of each element by itself or of all as "scaleBy" has it, or a number.',
      default: 'error',
    }),
  },
  partners: { scaleBy: { name: 'scale', such: '"minMax"', isOn: (scale) => scale !== 'none' } },
  width: ({ columns: names, length }) => length ?? (typeof names === 'object' ? names.length : null),
});
