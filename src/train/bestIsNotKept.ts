import { show, UsageError } from '../errors.ts';

export const bestIsNotKept = () =>
  new UsageError('look', [
    {
      path: 'which',
      expected: 'a run that keeps the weights of its best epoch',
      received: show('best'),
      fix: 'train with { keepBest: true }, or with checkpoints',
    },
  ]);
