import type { Written } from '../../spec/option.ts';
import type { trainOptions, trainPositionals } from './options.ts';

/** The arguments of `netspec train`, checked. Defaults are not filled in. */
export type TrainValues = Written<typeof trainPositionals> & Written<typeof trainOptions>;
