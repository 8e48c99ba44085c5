import type { TrainOptions } from './options.ts';

/** For runs that try something out: nothing of the spec ends them early or changes the learning rate. */
export const wholeRun = {
  schedule: 'constant',
  earlyStopping: { monitor: 'loss', patience: Number.MAX_SAFE_INTEGER },
  keepBest: false,
} as const satisfies TrainOptions;
