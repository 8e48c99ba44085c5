import { named, namedOption } from './named.ts';
import { text } from './option.ts';

const column = (doc: string) => text({ doc });

/** How rows are parted into those of training, those held out, and those of the test. */
export const splits = {
  random: named({ type: 'random', doc: 'By chance.', options: {} }),
  stratified: named({ type: 'stratified', doc: 'By chance, each class of the target in proportion.', options: {} }),
  group: named({
    type: 'group',
    doc: 'By chance, rows that have the same in a column together.',
    options: { column: column('The column: a customer, a patient, a place.') },
  }),
  time: named({
    type: 'time',
    doc: 'By time: the latest rows are the test, those before them are held out, the earliest are trained on.',
    options: { column: column('The column of dates or numbers.') },
  }),
  key: named({
    type: 'key',
    doc: "By the row's key alone, whatever the seed: a row stays where it is when others are added.",
    options: { column: column('The column that tells one row from another.') },
  }),
  column: named({
    type: 'column',
    doc: 'As a column says: train, validation or test. The shares are not used.',
    options: { column: column('The column.') },
  }),
} as const;

export const splitOption = namedOption('a way to split', splits);
