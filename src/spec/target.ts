import { columns } from './features.ts';
import { levels } from './levels.ts';
import { named, namedOption, type NormalisedNamed, type WrittenNamed } from './named.ts';
import { oneOf } from './option.ts';

/** What a column may be that the network learns to tell. */
export const targetKinds = {
  number: named({
    type: 'number',
    doc: "A number. Answers come in the column's own units.",
    options: {
      scale: oneOf(['standard', 'minMax', 'none'])({
        doc: 'How the network sees it: with mean 0 and deviation 1, within 0..1, or as it is; measured on the training rows.',
        default: 'standard',
      }),
    },
  }),
  category: named({
    type: 'category',
    doc: 'One of a few classes. Answers are a class and the probability of each.',
    options: { classes: levels({ doc: 'The classes. Default: those of the training rows.', optional: true }) },
  }),
} as const;

/** A target as a user writes it: `"category"` or `{ "type": "number", "scale": "none" }`. */
export type TargetSpec = WrittenNamed<typeof targetKinds>;
export type Target = NormalisedNamed<typeof targetKinds>;
export type TargetOf<T extends Target['type']> = Extract<Target, { readonly type: T }>;

const target = namedOption('a kind of target', targetKinds)({ doc: 'What the column is.' });

export const targetTable = columns<typeof targetKinds>(target, {
  expected: 'one column by name, such as { "price": "number" }',
  maximum: 1,
})({ doc: 'The column that the network learns to tell.', optional: true });
