import { levels } from '../levels.ts';
import { featureEntry } from './kind.ts';

export const category = featureEntry({
  type: 'category',
  doc: 'One of a few values. Becomes one 0 or 1 for each of them; all are 0 where the value is another.',
  options: { levels: levels({ doc: 'The values. Default: those of the training rows.', optional: true }) },
  width: ({ levels: listed }) => listed?.length ?? null,
});
