import { featureEntry } from './kind.ts';

export const ignore = featureEntry({
  type: 'ignore',
  doc: 'Not read. The data need not have the column.',
  options: {},
  width: () => 0,
});
